package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.wire.AwsException;
import java.util.Optional;

/// How much of Application Auto Scaling an account may have, with its refusal.
///
/// Source:
/// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html
public enum Limit implements Quotas.Limit {
    DYNAMODB_TARGETS("L-A1D42901", "scalable targets for dynamodb"),
    ECS_TARGETS("L-782A3EE2", "scalable targets for ecs"),
    EC2_TARGETS("L-297D9EC9", "scalable targets for ec2"),
    LAMBDA_TARGETS("L-A2AD6458", "scalable targets for lambda"),
    RDS_TARGETS("L-800F6F7B", "scalable targets for rds"),
    CASSANDRA_TARGETS("L-799ACCDF", "scalable targets for cassandra"),
    KAFKA_TARGETS("L-1A11EB4B", "scalable targets for kafka"),
    CUSTOM_TARGETS("L-4A11ECEB", "scalable targets for custom-resource"),
    POLICIES_PER_TARGET("L-B395C81B", "scaling policies per scalable target"),
    ACTIONS_PER_TARGET("L-95848B5F", "scheduled actions per scalable target"),
    STEPS_PER_POLICY("L-9C25247C", "step adjustments per step scaling policy");

    private final String quotaCode;
    private final String things;

    Limit(String quotaCode, String things) {
        this.quotaCode = quotaCode;
        this.things = things;
    }

    /// The limit on a namespace's targets; empty for a namespace without a quota of its own.
    static Optional<Limit> ofTargets(String namespace) {
        for (Limit limit : values())
            if (limit.things.equals("scalable targets for " + namespace)) return Optional.of(limit);
        return Optional.empty();
    }

    @Override
    public String serviceCode() {
        return "application-autoscaling";
    }

    @Override
    public String quotaCode() {
        return quotaCode;
    }

    @Override
    public AwsException refusal(long most) {
        return new AwsException("LimitExceededException", "Only " + most + " " + things + " are allowed");
    }
}
