package io.windtunnel.cloud.operations.iam;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.wire.AwsException;

/// How much of IAM an account may have, with IAM's refusal.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
public enum IamLimit implements Quotas.Limit {
    ROLES("L-FE177D64", "RolesPerAccount"),
    PROFILES("L-6E65F259", "InstanceProfilesPerAccount"),
    POLICIES("L-E95E4862", "PoliciesPerAccount");

    private final String quotaCode;
    private final String word;

    IamLimit(String quotaCode, String word) {
        this.quotaCode = quotaCode;
        this.word = word;
    }

    @Override
    public String serviceCode() {
        return "iam";
    }

    @Override
    public String quotaCode() {
        return quotaCode;
    }

    @Override
    public AwsException refusal(long most) {
        return new AwsException("LimitExceeded", "Cannot exceed quota for " + word + ": " + most);
    }
}
