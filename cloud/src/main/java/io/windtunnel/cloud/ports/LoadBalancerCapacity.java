package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Arn;
import java.util.Optional;

/// What load balancers can carry and what they carry, in AWS's capacity units: for a report to draw beside the traffic.
/// Elastic Load Balancing offers it.
///
/// Thread safety: may be called from any thread; it does not block.
@FunctionalInterface
public interface LoadBalancerCapacity {
    /// A load balancer at a moment.
    ///
    /// @param capacityUnits what it can carry now
    /// @param neededUnits what its traffic of the last ten seconds needs: that of its busiest node times its nodes
    /// @param reservedUnits the reservation in effect; 0 for none
    /// @param dimension the largest one, such as `processed bytes`
    /// @param refused connections rejected and requests answered 503 since it was made, for want of capacity
    record Reading(double capacityUnits, double neededUnits, double reservedUnits, String dimension, long refused) {
        /// Whether it carries all that comes.
        public boolean enough() {
            return neededUnits <= capacityUnits;
        }
    }

    /// Empty for one that is not there, is not yet active, or is no application load balancer.
    Optional<Reading> reading(Arn loadBalancer);
}
