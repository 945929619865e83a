package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import java.util.Collection;
import java.util.OptionalDouble;

/// What the machines say of themselves, for `AWS/EC2`'s metrics. EC2 may offer it; CloudWatch asks once a minute and
/// publishes `CPUUtilization`, `NetworkIn`, `NetworkOut`, `StatusCheckFailed`, `StatusCheckFailed_System` and
/// `StatusCheckFailed_Instance`.
///
/// Thread safety: every method may be called from any thread.
@FunctionalInterface
public interface InstanceMetrics {
    /// A running machine's minute. `cpuPercent` is empty where nobody knows it; `groupName` is the Auto Scaling group's
    /// name (the tag `aws:autoscaling:groupName`) or empty; `detailed` is detailed monitoring: a datapoint a minute
    /// instead of one in five.
    record Reading(
            Scope scope,
            String instanceId,
            String instanceType,
            String imageId,
            String groupName,
            boolean detailed,
            OptionalDouble cpuPercent,
            boolean systemCheckFailed,
            boolean instanceCheckFailed,
            long networkInBytes,
            long networkOutBytes) {
        /// A reading of a machine whose connections carried nothing.
        public Reading(
                Scope scope,
                String instanceId,
                String instanceType,
                String imageId,
                String groupName,
                boolean detailed,
                OptionalDouble cpuPercent,
                boolean systemCheckFailed,
                boolean instanceCheckFailed) {
            this(
                    scope,
                    instanceId,
                    instanceType,
                    imageId,
                    groupName,
                    detailed,
                    cpuPercent,
                    systemCheckFailed,
                    instanceCheckFailed,
                    0,
                    0);
        }
    }

    /// One reading for each running instance, over the time since the last call.
    Collection<Reading> readings();
}
