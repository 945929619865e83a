package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;

/// An account's quotas. Service Quotas offers it and answers its own API from the same table; a service
/// asks before it makes one more. In a cloud without it nothing is refused.
///
/// Thread safety: every method may be called from any thread. Asking only looks up a row, calls nobody
/// and waits for nobody: it may be done under a service's own lock.
public interface Quotas {
    /// The value in force: the account's own, or what an increase was granted to.
    ///
    /// @param serviceCode Service Quotas' code, such as `ec2` or `elasticloadbalancing`
    /// @param quotaCode such as `L-1216C47A`
    /// @throws IllegalArgumentException when the table has no such quota
    double value(Scope scope, String serviceCode, String quotaCode);

    /// A quota that a service holds its clients to, and how AWS refuses what is beyond it. A service's
    /// limits are an enumeration of these.
    interface Limit {
        String serviceCode();

        String quotaCode();

        /// AWS's refusal in AWS's words.
        ///
        /// @param most the value in force
        AwsException refusal(long most);
    }

    /// How many there may be of what `limit` limits.
    default long most(Scope scope, Limit limit) {
        return (long) value(scope, limit.serviceCode(), limit.quotaCode());
    }

    /// Lets `wanted` of what `limit` limits be there, the new one counted.
    ///
    /// @throws AwsException the limit's refusal, when that is more than the value in force
    default void require(Scope scope, Limit limit, long wanted) {
        long most = most(scope, limit);
        if (wanted > most) throw limit.refusal(most);
    }

    /// Nothing is limited.
    Quotas NONE = (_, _, _) -> Double.POSITIVE_INFINITY;

    /// The cloud's quotas as they are when they are asked; nothing is limited in a cloud without Service
    /// Quotas.
    static Quotas of(Directory directory) {
        return (scope, service, code) ->
                directory.find(Quotas.class).orElse(NONE).value(scope, service, code);
    }
}
