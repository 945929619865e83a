package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.measure.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a design is made of, as the cloud's own APIs tell it.
///
/// @param natZones the zones in which NAT gateways stand, one entry for each gateway
/// @param quotas the account's quotas in force by their codes; those nobody limits are absent
/// @param outputs the stack's outputs
record Survey(
        String design,
        List<Group> groups,
        List<Balancer> balancers,
        List<TargetGroup> targetGroups,
        List<String> natZones,
        Map<String, Double> quotas,
        Map<String, String> outputs) {
    /// An Auto Scaling group.
    ///
    /// @param targetGroups ARNs
    /// @param logicalId the logical id of its launch template in the stack; empty when it has none there
    /// @param detailed whether its instances tell their metrics every minute instead of every five
    /// @param warmUp the default instance warm-up; null when none is set
    record Group(
            String name,
            int min,
            int max,
            int desired,
            List<String> zones,
            List<String> targetGroups,
            boolean elbChecks,
            Duration grace,
            Machines machines,
            String logicalId,
            boolean detailed,
            @Nullable Duration warmUp,
            List<Policy> policies,
            List<Scheduled> scheduled,
            @Nullable WarmPool warmPool) {}

    /// What its instances are.
    record Machines(String type, int vcpus, int imageGibibytes) {}

    /// What a policy looks at.
    enum Measure {
        CPU("ASGAverageCPUUtilization"),
        REQUESTS_PER_TARGET("ALBRequestCountPerTarget");

        private final String apiName;

        Measure(String apiName) {
            this.apiName = apiName;
        }

        String apiName() {
            return apiName;
        }
    }

    /// A scaling policy that can add instances.
    sealed interface Policy {
        String name();
    }

    /// @param target percent, or requests a minute and target
    record TargetTracking(String name, Measure measure, double target) implements Policy {}

    /// Step and simple scaling: adds `amount` instances (or percent) while an alarm is on.
    ///
    /// @param threshold percent, or requests a minute and target
    /// @param periods how many periods the threshold must be passed for
    /// @param cooldown after an addition; zero for step scaling, which only waits for what warms up
    record Stepping(
            String name,
            Measure measure,
            double threshold,
            int periods,
            Duration period,
            double amount,
            boolean percent,
            Duration cooldown)
            implements Policy {}

    /// One whose effect cannot be reckoned from the forecast: another metric, a prediction.
    record Unreckoned(String name, String why) implements Policy {}

    /// A scheduled action. Null where it says nothing.
    record Scheduled(
            String name,
            @Nullable Instant at,
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable Integer desired) {}

    /// @param size instances that are kept ready
    record WarmPool(int size, String state) {}

    /// A load balancer.
    ///
    /// @param type `application` or `network`
    /// @param rules of the listener that has the most
    record Balancer(
            String arn, String name, String dnsName, String type, List<String> zones, int rules, int reservedUnits) {
        boolean application() {
            return type.equals("application");
        }
    }

    /// @param balancers ARNs of the load balancers that forward to it
    record TargetGroup(String arn, Checks checks, List<String> balancers) {}
}
