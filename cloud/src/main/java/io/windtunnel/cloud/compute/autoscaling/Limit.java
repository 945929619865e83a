package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.wire.AwsException;

/// How much of Auto Scaling an account and a group may have, with its refusal.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html
public enum Limit implements Quotas.Limit {
    GROUPS("L-CDE20ADC", "Auto Scaling groups are allowed"),
    CONFIGURATIONS("L-6B80B8FA", "launch configurations are allowed"),
    HOOKS_PER_GROUP("L-1312BBBF", "lifecycle hooks are allowed per group"),
    TARGET_GROUPS_PER_GROUP("L-05CB8B12", "target groups are allowed per group");

    private final String quotaCode;
    private final String words;

    Limit(String quotaCode, String words) {
        this.quotaCode = quotaCode;
        this.words = words;
    }

    @Override
    public String serviceCode() {
        return "autoscaling";
    }

    @Override
    public String quotaCode() {
        return quotaCode;
    }

    @Override
    public AwsException refusal(long most) {
        return new AwsException("LimitExceeded", "Only " + most + " " + words);
    }
}
