package io.windtunnel.cloud.compute.ec2.network;

import org.jspecify.annotations.Nullable;

/// An Elastic IP address; the last two are null while it is associated with nothing.
public record ElasticIp(
        String allocationId,
        String publicIp,
        @Nullable String associationId,
        @Nullable String interfaceId) {
    ElasticIp on(@Nullable String association, @Nullable String networkInterface) {
        return new ElasticIp(allocationId, publicIp, association, networkInterface);
    }
}
