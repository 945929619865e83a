package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;

/// An account's quotas. Service Quotas offers it and answers its own API from the same table; a service asks before it
/// makes one more. In a cloud without it nothing is refused.
///
/// Thread safety: every method may be called from any thread.
public interface Quotas {
    /// The value in force: the default, or what an increase was granted to.
    ///
    /// @param serviceCode Service Quotas' code, such as `ec2` or `elasticloadbalancing`
    /// @param quotaCode such as `L-1216C47A`
    /// @throws IllegalArgumentException when the table has no such quota
    double value(Scope scope, String serviceCode, String quotaCode);

    /// Nothing is limited.
    Quotas NONE = (_, _, _) -> Double.POSITIVE_INFINITY;

    static Quotas of(Directory directory) {
        return directory.find(Quotas.class).orElse(NONE);
    }
}
