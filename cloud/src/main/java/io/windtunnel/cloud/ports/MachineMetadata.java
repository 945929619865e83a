package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the metadata service at 169.254.169.254 tells a machine about itself beyond what its [Machine] says, asked for
/// at
/// every request so that a change applies at once. EC2 offers it.
@FunctionalInterface
public interface MachineMetadata {
    /// One machine's settings. `tokensRequired` is `HttpTokens=required`; `tagsShown` is
    /// `InstanceMetadataTags=enabled`;
    /// `hopLimit` is `HttpPutResponseHopLimit`, kept only to be told.
    record View(
            boolean enabled,
            boolean tokensRequired,
            boolean tagsShown,
            int hopLimit,
            List<String> securityGroups,
            List<String> securityGroupIds,
            @Nullable String mac,
            @Nullable String subnetId,
            @Nullable String subnetCidr,
            @Nullable String vpcCidr,
            @Nullable String privateDnsName,
            @Nullable String publicIp,
            @Nullable String publicDnsName,
            @Nullable String keyName,
            @Nullable String reservationId,
            int launchIndex) {}

    /// The settings of an instance that is not terminated.
    Optional<View> find(Scope scope, String instanceId);
}
