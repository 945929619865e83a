package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import java.util.Set;

/// Zones in which EC2 has no capacity for somebody: launches there fail with `InsufficientInstanceCapacity`, what runs
/// goes on. EC2 offers it.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
///
/// Thread safety: every method may be called from any thread.
@FunctionalInterface
public interface CapacityShortages {
    /// Whose launches fail.
    sealed interface Whose {
        /// Calls of EC2's API made under one of these roles.
        record Roles(Set<Arn> roles) implements Whose {}

        /// Launches by Auto Scaling for one of the groups of these names.
        record Groups(Set<String> names) implements Whose {}
    }

    /// @param percent of the launches, 1 to 100
    record Shortage(Scope scope, Set<Zone> zones, int percent, Whose whose) {}

    /// There is no capacity from now on until the result is closed.
    InForce begin(Shortage shortage);

    /// A shortage in force; closing twice does nothing.
    interface InForce extends AutoCloseable {
        @Override
        void close();
    }
}
