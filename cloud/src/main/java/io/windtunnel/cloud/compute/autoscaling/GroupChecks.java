package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Group.Settings;
import io.windtunnel.cloud.compute.autoscaling.Group.Terms;
import io.windtunnel.kernel.scaling.Maintenance;
import io.windtunnel.kernel.scaling.TerminationPolicy;
import io.windtunnel.wire.AwsException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a group may not be told.
final class GroupChecks {
    static final String BEST_EFFORT = "balanced-best-effort";
    static final String BALANCED_ONLY = "balanced-only";

    private static final String RESERVATIONS = "reservations-then-balanced";
    private static final Set<String> CHECKS = Set.of("EC2", "ELB");

    /// The shortest lifetime (user guide, "Maximum instance lifetime").
    private static final int SHORTEST_LIFETIME_SECONDS = 86_400;

    private GroupChecks() {}

    static Settings checked(Settings settings) {
        if (settings.minimum() < 0 || settings.maximum() < 0)
            throw AwsException.validation("Min bound and max bound must not be negative");
        if (settings.minimum() > settings.maximum())
            throw AwsException.validation("Max bound, %d, must be greater than or equal to min bound, %d"
                    .formatted(settings.maximum(), settings.minimum()));
        if (settings.desired() < settings.minimum() || settings.desired() > settings.maximum())
            throw AwsException.validation(
                    "Desired capacity:%d must be between the specified min size:%d and max size:%d"
                            .formatted(settings.desired(), settings.minimum(), settings.maximum()));
        check(settings.terms());
        return settings;
    }

    private static void check(Terms terms) {
        if (terms.gracePeriodSeconds() < 0 || terms.cooldownSeconds() < 0)
            throw AwsException.validation("HealthCheckGracePeriod and DefaultCooldown must not be negative");
        for (String check : terms.healthCheckType().split(",")) {
            if (check.equals("EBS") || check.equals("VPC_LATTICE"))
                throw AwsException.notBuilt("autoscaling", "CreateAutoScalingGroup", "the health check type " + check);
            if (!CHECKS.contains(check))
                throw AwsException.validation("Invalid health check type: " + terms.healthCheckType());
        }
        for (String policy : terms.terminationPolicies()) checkPolicy(policy);
        if (terms.zoneStrategy().equals(RESERVATIONS))
            throw AwsException.notBuilt(
                    "autoscaling", "CreateAutoScalingGroup", "the CapacityDistributionStrategy " + RESERVATIONS);
        if (!Set.of(BEST_EFFORT, BALANCED_ONLY).contains(terms.zoneStrategy()))
            throw AwsException.validation("Invalid CapacityDistributionStrategy: " + terms.zoneStrategy());
    }

    private static void checkPolicy(String policy) {
        if (policy.startsWith("arn:"))
            throw AwsException.notBuilt("autoscaling", "CreateAutoScalingGroup", "the termination policy " + policy);
        boolean known = Arrays.stream(TerminationPolicy.values())
                .anyMatch(one -> one.apiName().equals(policy));
        if (!known) throw AwsException.validation("Invalid termination policy: " + policy);
    }

    /// The lifetime asked for; zero takes an earlier one away.
    static @Nullable Integer lifetime(@Nullable Integer asked, @Nullable Integer before) {
        if (asked == null) return before;
        if (asked == 0) return null;
        if (asked < SHORTEST_LIFETIME_SECONDS)
            throw AwsException.validation("Maximum instance lifetime must be equal to 0, or greater than or equal to "
                    + SHORTEST_LIFETIME_SECONDS + " seconds.");
        return asked;
    }

    /// The policy asked for; -1 and -1 take an earlier one away (API reference, `InstanceMaintenancePolicy`).
    static @Nullable Maintenance maintenance(
            Shapes.@Nullable InstanceMaintenancePolicy asked, @Nullable Maintenance before) {
        if (asked == null) return before;
        int least = Objects.requireNonNullElse(asked.minHealthyPercentage(), -1);
        int most = Objects.requireNonNullElse(asked.maxHealthyPercentage(), -1);
        if (least == -1 && most == -1) return null;
        if (least < 0 || least > 100 || most < 100 || most > 200)
            throw AwsException.validation("MinHealthyPercentage must be between 0 and 100, and MaxHealthyPercentage"
                    + " between 100 and 200; both must be specified.");
        if (most - least > 100)
            throw AwsException.validation(
                    "The difference between MaxHealthyPercentage and MinHealthyPercentage must not exceed 100.");
        return new Maintenance(least, most);
    }
}
