package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.wire.AwsException;
import java.util.Collection;
import java.util.Map;

/// Elastic IP addresses.
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
public final class Addresses {
    private final Ground ground;
    private final NetworkTables tables;
    private final Interfaces interfaces;

    Addresses(Ground ground, NetworkTables tables, Interfaces interfaces) {
        this.ground = ground;
        this.tables = tables;
        this.interfaces = interfaces;
        for (ElasticIp known : all()) ground.publicPool().recall(known.publicIp());
    }

    public Collection<ElasticIp> all() {
        return tables.elasticIps().values();
    }

    /// @throws AwsException `AddressLimitExceeded`
    public ElasticIp allocate(Map<String, String> tags) {
        ground.require(NetworkLimit.ADDRESSES, all().size() + 1);
        ElasticIp elasticIp =
                put(new ElasticIp(ground.id("eipalloc"), ground.publicPool().take(), null, null));
        ground.tags().add(elasticIp.allocationId(), "elastic-ip", tags);
        return elasticIp;
    }

    private ElasticIp put(ElasticIp elasticIp) {
        tables.elasticIps().put(elasticIp.allocationId(), elasticIp);
        return elasticIp;
    }

    /// @throws AwsException `InvalidAllocationID.NotFound`
    public ElasticIp require(String allocationId) {
        return tables.elasticIp(allocationId);
    }

    /// The Elastic IP of this address.
    ///
    /// @throws AwsException `InvalidAddress.NotFound`
    public ElasticIp byAddress(String publicIp) {
        return all().stream()
                .filter(elasticIp -> elasticIp.publicIp().equals(publicIp))
                .findFirst()
                .orElseThrow(
                        () -> new AwsException("InvalidAddress.NotFound", "Address '" + publicIp + "' not found."));
    }

    /// The Elastic IP under this association.
    ///
    /// @throws AwsException `InvalidAssociationID.NotFound`
    public ElasticIp byAssociation(String associationId) {
        return all().stream()
                .filter(elasticIp -> associationId.equals(elasticIp.associationId()))
                .findFirst()
                .orElseThrow(() -> Refusals.notFound("InvalidAssociationID.NotFound", "association", associationId));
    }

    public void release(ElasticIp elasticIp) {
        if (elasticIp.associationId() != null)
            throw new AwsException("InvalidIPAddress.InUse", "Address " + elasticIp.publicIp() + " is in use.");
        tables.elasticIps().remove(elasticIp.allocationId());
        ground.publicPool().giveBack(elasticIp.publicIp());
        ground.tags().forget(elasticIp.allocationId());
    }

    /// Puts the address on an interface.
    public ElasticIp associate(ElasticIp elasticIp, String interfaceId, boolean allowReassociation) {
        if (elasticIp.associationId() != null && !interfaceId.equals(elasticIp.interfaceId())) {
            if (!allowReassociation)
                throw new AwsException(
                        "Resource.AlreadyAssociated",
                        "resource " + elasticIp.allocationId() + " is already associated with associate-id "
                                + elasticIp.associationId());
            disassociate(elasticIp);
        }
        for (ElasticIp other : all()) if (interfaceId.equals(other.interfaceId())) put(other.on(null, null));
        interfaces.publicIp(interfaceId, elasticIp.publicIp());
        return put(elasticIp.on(ground.id("eipassoc"), interfaceId));
    }

    public void disassociate(ElasticIp elasticIp) {
        String interfaceId = elasticIp.interfaceId();
        if (interfaceId != null && tables.interfaces().get(interfaceId) != null) interfaces.publicIp(interfaceId, null);
        put(elasticIp.on(null, null));
    }
}
