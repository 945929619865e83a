package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Region;
import java.util.Map;

/// The public machine images under the names Systems Manager gives them, such as
/// `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64`. EC2 offers it; SSM serves its public
/// parameters from it.
@FunctionalInterface
public interface PublicImages {
    /// The image ids of a Region by parameter name. The same Region always has the same ids.
    Map<String, String> aliases(Region region);
}
