package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Arn;
import java.util.Collection;
import java.util.Map;

/// Target groups, as Auto Scaling sees them. Elastic Load Balancing offers it.
///
/// Thread safety: every method may be called from any thread.
public interface TargetGroups {
    /// A target's health as the load balancer reports it (`DescribeTargetHealth`).
    enum Health {
        INITIAL,
        HEALTHY,
        UNHEALTHY,
        UNUSED,
        DRAINING,
        UNAVAILABLE;

        public String apiName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    boolean exists(Arn targetGroup);

    /// Registers instances on the group's own port; those already there are left as they are.
    void register(Arn targetGroup, Collection<String> instanceIds);

    /// Begins to deregister; a target drains until its connections end or the deregistration delay is over.
    void deregister(Arn targetGroup, Collection<String> instanceIds);

    /// The health of each registered instance, draining ones included; those gone are absent.
    Map<String, Health> health(Arn targetGroup);
}
