package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.wire.AwsException;

/// How many stacks an account may have in a Region.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
public enum StackLimit implements Quotas.Limit {
    STACKS;

    @Override
    public String serviceCode() {
        return "cloudformation";
    }

    @Override
    public String quotaCode() {
        return "L-0485CB21";
    }

    @Override
    public AwsException refusal(long most) {
        return new AwsException("LimitExceededException", "Limit for number of stacks has been exceeded: " + most);
    }
}
