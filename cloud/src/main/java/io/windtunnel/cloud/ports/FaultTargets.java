package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Resources that a fault injection can choose from, by their type there, such as `aws:ec2:instance`. The service that
/// has them offers it at the type as an ARN ([#at]), for several services may have types of one name:
///
///     directory.offer(FaultTargets.class, "ec2", FaultTargets.of("subnet", scope -> ...));
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/targets.html
///
/// Thread safety: may be called from any thread.
@FunctionalInterface
public interface FaultTargets {
    /// A resource.
    ///
    /// @param description what the service's describe operation answers of it: filters name its members by path
    record Resource(Arn arn, Map<String, String> tags, Record description) {
        /// What stands at a path such as `Placement.AvailabilityZone`; several where the path leads through a list.
        public List<String> values(String path) {
            return DescribedValues.at(description, path);
        }
    }

    /// Those there are.
    List<Resource> all(Scope scope);

    /// The lookup to offer for one type, such as `subnet`.
    static java.util.function.Function<Arn, Optional<FaultTargets>> of(String type, FaultTargets targets) {
        return asked -> asked.resource().equals(type) ? Optional.of(targets) : Optional.empty();
    }

    /// Whoever has the resources of a type such as `aws:ec2:subnet`.
    static Optional<FaultTargets> at(Directory directory, String resourceType) {
        String[] parts = resourceType.split(":", 3);
        if (parts.length < 3) return Optional.empty();
        return directory.at(FaultTargets.class, new Arn(parts[0], parts[1], "", "", parts[2]));
    }
}
