package io.windtunnel.cloud.edge.elbv2.proxy;

import io.windtunnel.kernel.balance.SlowStart;
import io.windtunnel.kernel.health.Minimum;
import io.windtunnel.kernel.health.Thresholds;
import java.time.Duration;
import java.util.function.IntPredicate;

/// The settings of a target group that nodes work by.
///
/// @param group the target group's ARN
/// @param secure whether its targets are spoken to by TLS
public record PoolSettings(
        String group,
        boolean secure,
        Algorithm algorithm,
        SlowStart slowStart,
        Stickiness stickiness,
        Minimum routingMinimum,
        Minimum dnsMinimum,
        Check check) {
    /// How a target is chosen.
    public enum Algorithm {
        ROUND_ROBIN,
        LEAST_OUTSTANDING,
        RANDOM
    }

    /// How a client stays with its target.
    public sealed interface Stickiness {
        /// Not at all.
        record None() implements Stickiness {}

        /// By a cookie of the load balancer.
        record ByBalancer(Duration duration) implements Stickiness {}

        /// By a cookie that goes along with one of the application.
        record ByApplication(String cookie, Duration duration) implements Stickiness {}

        None NONE = new None();
    }

    /// How targets are checked.
    ///
    /// @param port 0 for the port on which the target takes traffic
    /// @param passes the status codes of a passed check
    public record Check(
            boolean secure,
            int port,
            String path,
            Duration interval,
            Duration timeout,
            Thresholds thresholds,
            IntPredicate passes) {}
}
