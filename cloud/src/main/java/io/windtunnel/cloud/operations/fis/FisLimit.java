package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.wire.AwsException;

/// How much of FIS an account may have, with its refusal.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html
public enum FisLimit implements Quotas.Limit {
    EXPERIMENTS("L-F5FCA485", "active experiments"),
    TEMPLATES("L-2FF3254A", "experiment templates"),
    ACTIONS("L-0BFE6B67", "actions per experiment template"),
    PARALLEL_ACTIONS("L-EB051440", "parallel actions per experiment"),
    STOP_CONDITIONS("L-872EC72B", "stop conditions per experiment template");

    private final String quotaCode;
    private final String words;

    FisLimit(String quotaCode, String words) {
        this.quotaCode = quotaCode;
        this.words = words;
    }

    @Override
    public String serviceCode() {
        return "fis";
    }

    @Override
    public String quotaCode() {
        return quotaCode;
    }

    @Override
    public AwsException refusal(long most) {
        return Refusals.quota("The maximum number of " + words + " (" + most + ") has been exceeded.");
    }
}
