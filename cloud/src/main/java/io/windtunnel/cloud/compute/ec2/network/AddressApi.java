package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Chosen;
import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// EC2's operations on Elastic IP addresses.
public interface AddressApi extends NetworkAccess {
    record AllocateAddressRequest(
            @Nullable String domain,
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean dryRun) {}

    record AllocateAddressResult(
            String allocationId, String publicIp, String domain, String publicIpv4Pool, String networkBorderGroup) {}

    record AssociateAddressRequest(
            @Nullable String allocationId,
            @Nullable String publicIp,
            @Nullable String instanceId,
            @Nullable String networkInterfaceId,
            @Nullable Boolean allowReassociation,
            @Nullable Boolean dryRun) {}

    record AssociateAddressResult(@Nullable String associationId) {}

    record DisassociateAddressRequest(
            @Nullable String associationId,
            @Nullable String publicIp,
            @Nullable Boolean dryRun) {}

    record ReleaseAddressRequest(
            @Nullable String allocationId,
            @Nullable String publicIp,
            @Nullable Boolean dryRun) {}

    record DescribeAddressesRequest(
            List<String> allocationIds,
            List<String> publicIps,
            List<Filter> filters,
            @Nullable Boolean dryRun) {}

    record DescribeAddressesResult(List<AddressDescription> addresses) {}

    record AddressDescription(
            String allocationId,
            String publicIp,
            String domain,
            @Nullable String associationId,
            @Nullable String instanceId,
            @Nullable String networkInterfaceId,
            @Nullable String networkInterfaceOwnerId,
            @Nullable String privateIpAddress,
            String publicIpv4Pool,
            String networkBorderGroup,
            List<Tag> tags) {}

    private static AddressDescription description(Networks networks, ElasticIp elasticIp) {
        Optional<NetworkInterface> on =
                Optional.ofNullable(elasticIp.interfaceId()).map(networks.interfaces()::require);
        return new AddressDescription(
                elasticIp.allocationId(),
                elasticIp.publicIp(),
                "vpc",
                elasticIp.associationId(),
                on.map(NetworkInterface::instanceId).orElse(null),
                elasticIp.interfaceId(),
                on.isPresent() ? networks.ground().account() : null,
                on.map(NetworkInterface::privateIp).orElse(null),
                "amazon",
                networks.ground().scope().region().code(),
                networks.ground().tags().list(elasticIp.allocationId()));
    }

    private static ElasticIp which(Networks networks, @Nullable String allocationId, @Nullable String publicIp) {
        if (allocationId != null) return networks.addresses().require(allocationId);
        return networks.addresses().byAddress(Refusals.required(publicIp, "AllocationId"));
    }

    default AllocateAddressResult allocateAddress(Call call, AllocateAddressRequest request) {
        Refusals.dryRun(request.dryRun());
        if ("standard".equals(request.domain()))
            throw Refusals.invalidValue("domain", "standard", "EC2-Classic is not available.");
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "elastic-ip");
        return network(call, networks -> {
            ElasticIp elasticIp = networks.addresses().allocate(tags);
            return new AllocateAddressResult(
                    elasticIp.allocationId(),
                    elasticIp.publicIp(),
                    "vpc",
                    "amazon",
                    call.scope().region().code());
        });
    }

    default AssociateAddressResult associateAddress(Call call, AssociateAddressRequest request) {
        Refusals.dryRun(request.dryRun());
        if (request.instanceId() == null && request.networkInterfaceId() == null)
            throw new AwsException("MissingParameter", "Either instance ID or network interface id must be specified");
        return network(call, networks -> {
            ElasticIp elasticIp = which(networks, request.allocationId(), request.publicIp());
            String interfaceId = request.networkInterfaceId();
            if (interfaceId == null)
                interfaceId = networks.interfaces()
                        .ofInstance(Refusals.required(request.instanceId(), "InstanceId"))
                        .orElseThrow(() -> Refusals.notFound(
                                "InvalidInstanceID.NotFound", "instance", String.valueOf(request.instanceId())))
                        .interfaceId();
            boolean again = !Boolean.FALSE.equals(request.allowReassociation());
            return new AssociateAddressResult(networks.addresses()
                    .associate(elasticIp, interfaceId, again)
                    .associationId());
        });
    }

    default void disassociateAddress(Call call, DisassociateAddressRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> {
            String association = request.associationId();
            networks.addresses()
                    .disassociate(
                            association != null
                                    ? networks.addresses().byAssociation(association)
                                    : which(networks, null, request.publicIp()));
        });
    }

    default void releaseAddress(Call call, ReleaseAddressRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(
                call,
                networks -> networks.addresses().release(which(networks, request.allocationId(), request.publicIp())));
    }

    default DescribeAddressesResult describeAddresses(Call call, DescribeAddressesRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            var addresses = networks.addresses();
            Collection<ElasticIp> chosen = Chosen.of(addresses.all(), request.allocationIds(), addresses::require);
            if (!request.publicIps().isEmpty())
                chosen = Chosen.of(addresses.all(), request.publicIps(), addresses::byAddress);
            Fields<AddressDescription> fields = new Fields<>(AddressDescription::allocationId)
                    .one("allocation-id", AddressDescription::allocationId)
                    .one("public-ip", AddressDescription::publicIp)
                    .one("association-id", AddressDescription::associationId)
                    .one("instance-id", AddressDescription::instanceId)
                    .one("network-interface-id", AddressDescription::networkInterfaceId)
                    .one("private-ip-address", AddressDescription::privateIpAddress)
                    .one("domain", AddressDescription::domain);
            var described = chosen.stream()
                    .map(address -> description(networks, address))
                    .toList();
            return new DescribeAddressesResult(fields.select(
                    described, request.filters(), networks.ground().tags()));
        });
    }
}
