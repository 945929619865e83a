package io.windtunnel.cloud.edge.elbv2.proxy;

import io.windtunnel.kernel.balance.SlowStart;
import io.windtunnel.kernel.health.Minimum;
import io.windtunnel.kernel.health.Thresholds;
import java.time.Duration;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

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
        Ends ends,
        Check check) {
    /// When connections to targets are ended by the load balancer.
    ///
    /// @param whenDeregistered whether those left when the deregistration delay is over are
    /// @param afterUnhealthy how long after a target has become unhealthy its own are; null for never
    public record Ends(boolean whenDeregistered, @Nullable Duration afterUnhealthy) {
        /// As an application load balancer does.
        public static final Ends BY_REQUEST = new Ends(true, null);
    }

    /// What a check speaks. For TCP a connection that is accepted is a pass.
    public enum CheckProtocol {
        TCP,
        HTTP,
        HTTPS
    }

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
            CheckProtocol protocol,
            int port,
            String path,
            Duration interval,
            Duration timeout,
            Thresholds thresholds,
            IntPredicate passes) {
        boolean secure() {
            return protocol == CheckProtocol.HTTPS;
        }
    }
}
