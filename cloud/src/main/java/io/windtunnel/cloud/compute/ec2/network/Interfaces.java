package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.wire.AwsException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Network interfaces and the addresses they hold.
public final class Interfaces {
    /// What a new interface is. A null address is the next free one.
    public record Wish(
            String subnetId,
            List<String> groupIds,
            @Nullable String privateIp,
            boolean publicAddress,
            String description,
            String type,
            @Nullable String instanceId) {}

    private record Address(String vpcId, String ip) {}

    private final Ground ground;
    private final NetworkTables tables;
    private final Map<String, AddressPool> pools = new HashMap<>();
    private final Map<Address, String> byAddress = new ConcurrentHashMap<>();
    private final Map<String, String> byInstance = new ConcurrentHashMap<>();

    Interfaces(Ground ground, NetworkTables tables) {
        this.ground = ground;
        this.tables = tables;
        for (NetworkInterface known : tables.interfaces().values()) {
            pool(tables.subnet(known.subnetId())).take(known.privateIp());
            index(known);
            if (known.publicIp() != null) ground.publicPool().recall(known.publicIp());
        }
    }

    private AddressPool pool(Subnet subnet) {
        return pools.computeIfAbsent(subnet.subnetId(), _ -> new AddressPool(subnet.cidr()));
    }

    private void index(NetworkInterface networkInterface) {
        byAddress.put(
                new Address(networkInterface.vpcId(), networkInterface.privateIp()), networkInterface.interfaceId());
        if (networkInterface.instanceId() != null)
            byInstance.put(networkInterface.instanceId(), networkInterface.interfaceId());
    }

    public Collection<NetworkInterface> all() {
        return tables.interfaces().values();
    }

    public int freeAddresses(Subnet subnet) {
        return pool(subnet).free();
    }

    /// The interface that has this address in this VPC. May be called without the owner's lock.
    public Optional<NetworkInterface> at(String vpcId, String ip) {
        return Optional.ofNullable(byAddress.get(new Address(vpcId, ip)))
                .map(id -> tables.interfaces().get(id));
    }

    /// The primary interface of an instance, until it is terminated.
    public Optional<NetworkInterface> ofInstance(String instanceId) {
        return Optional.ofNullable(byInstance.get(instanceId))
                .map(id -> tables.interfaces().get(id));
    }

    /// @throws AwsException `InvalidNetworkInterfaceID.NotFound`
    public NetworkInterface require(String interfaceId) {
        return tables.networkInterface(interfaceId);
    }

    /// Refuses a wish whose subnet cannot give `count` addresses, or whose address is not to be had.
    public void check(Wish wish, int count) {
        Subnet subnet = tables.subnet(wish.subnetId());
        if (wish.privateIp() != null) {
            Integer address = Cidr.address(wish.privateIp());
            if (address == null || !subnet.cidr().contains(address))
                throw new AwsException(
                        "InvalidParameterValue", "Address does not fall within the subnet's address range");
            if (at(subnet.vpcId(), wish.privateIp()).isPresent())
                throw new AwsException("InvalidIPAddress.InUse", "Address " + wish.privateIp() + " is in use.");
            if (count > 1)
                throw Refusals.combination(
                        "A private IP address cannot be given when more than one instance is launched");
        }
        if (freeAddresses(subnet) < count)
            throw new AwsException(
                    "InsufficientFreeAddressesInSubnet",
                    "There are not enough free addresses in subnet '" + wish.subnetId()
                            + "' to satisfy the requested number of instances.");
        ground.require(NetworkLimit.GROUPS_PER_INTERFACE, wish.groupIds().size());
        ground.require(NetworkLimit.INTERFACES, byAddress.size() + count);
        for (String groupId : wish.groupIds())
            if (!tables.group(groupId).vpcId().equals(subnet.vpcId()))
                throw new AwsException(
                        "InvalidGroup.NotFound",
                        "The security group '" + groupId + "' does not exist in VPC '" + subnet.vpcId() + "'");
    }

    /// Takes an address. The wish must have passed [#check].
    public NetworkInterface create(Wish wish) {
        check(wish, 1);
        Subnet subnet = tables.subnet(wish.subnetId());
        String ip = take(subnet, wish.privateIp());
        NetworkInterface created = new NetworkInterface(
                ground.id("eni"),
                subnet.subnetId(),
                subnet.vpcId(),
                subnet.zoneName(),
                ip,
                wish.publicAddress() ? ground.publicPool().take() : null,
                wish.groupIds().isEmpty() && !wish.type().equals(NetworkInterface.UNGUARDED)
                        ? List.of(tables.vpc(subnet.vpcId()).defaultGroupId())
                        : List.copyOf(wish.groupIds()),
                wish.description(),
                wish.type(),
                wish.instanceId(),
                ground.id(wish.instanceId() == null ? "ela-attach" : "eni-attach"),
                ground.now(),
                true,
                macAddress(ground.fabric().ids().hex(10)));
        index(created);
        return put(created);
    }

    private String take(Subnet subnet, @Nullable String wished) {
        if (wished == null) {
            String ip = pool(subnet).take();
            if (ip != null) return ip;
        } else if (pool(subnet).take(wished)) return wished;
        throw new AwsException("InvalidParameterValue", "Address " + wished + " is reserved or in use");
    }

    private NetworkInterface put(NetworkInterface networkInterface) {
        tables.interfaces().put(networkInterface.interfaceId(), networkInterface);
        return networkInterface;
    }

    private static String macAddress(String hex) {
        StringBuilder mac = new StringBuilder("0e");
        for (int i = 0; i < 10; i += 2) mac.append(':').append(hex, i, i + 2);
        return mac.toString();
    }

    /// Gives the interface's addresses back; an unknown one is passed over.
    public void delete(String interfaceId) {
        NetworkInterface gone = tables.interfaces().remove(interfaceId);
        if (gone == null) return;
        Subnet subnet = tables.subnets().get(gone.subnetId());
        if (subnet != null) pool(subnet).giveBack(gone.privateIp());
        byAddress.remove(new Address(gone.vpcId(), gone.privateIp()));
        if (gone.instanceId() != null) byInstance.remove(gone.instanceId());
        dropPublicIp(gone);
        for (ElasticIp elasticIp : tables.elasticIps().values())
            if (interfaceId.equals(elasticIp.interfaceId()))
                tables.elasticIps().put(elasticIp.allocationId(), elasticIp.on(null, null));
        ground.tags().forget(interfaceId);
    }

    private void dropPublicIp(NetworkInterface networkInterface) {
        String publicIp = networkInterface.publicIp();
        if (publicIp == null) return;
        boolean elastic = tables.elasticIps().values().stream()
                .anyMatch(elasticIp -> elasticIp.publicIp().equals(publicIp));
        if (!elastic) ground.publicPool().giveBack(publicIp);
    }

    /// Gives the interface this public address, or none; one that was lent to it (and is no Elastic IP) goes back.
    void publicIp(String interfaceId, @Nullable String publicIp) {
        NetworkInterface networkInterface = require(interfaceId);
        dropPublicIp(networkInterface);
        put(networkInterface.withPublicIp(publicIp));
    }

    /// Takes back a lent public address while its machine is stopped; an Elastic IP stays.
    public void stopPublicIp(String interfaceId) {
        NetworkInterface networkInterface = require(interfaceId);
        String publicIp = networkInterface.publicIp();
        boolean elastic = tables.elasticIps().values().stream()
                .anyMatch(elasticIp -> elasticIp.publicIp().equals(publicIp));
        if (publicIp != null && !elastic) publicIp(interfaceId, null);
    }

    /// Lends a public address to a machine that starts again, when it has none.
    public void startPublicIp(String interfaceId) {
        if (require(interfaceId).publicIp() == null)
            publicIp(interfaceId, ground.publicPool().take());
    }

    public void groups(String interfaceId, List<String> groupIds) {
        NetworkInterface networkInterface = require(interfaceId);
        for (String groupId : groupIds) tables.group(groupId);
        ground.require(NetworkLimit.GROUPS_PER_INTERFACE, groupIds.size());
        put(networkInterface.withGroups(List.copyOf(groupIds)));
    }

    public void sourceDestCheck(String interfaceId, boolean check) {
        put(require(interfaceId).withSourceDestCheck(check));
    }

    /// An instance's name inside its VPC, such as `ip-10-0-1-23.ec2.internal`.
    public static String privateDnsName(String region, String privateIp) {
        String host = "ip-" + privateIp.replace('.', '-');
        return host + (region.equals("us-east-1") ? ".ec2.internal" : "." + region + ".compute.internal");
    }

    /// A public address's name, such as `ec2-198-18-0-1.compute-1.amazonaws.com`.
    public static String publicDnsName(String region, String publicIp) {
        String host = "ec2-" + publicIp.replace('.', '-');
        return host + (region.equals("us-east-1") ? ".compute-1" : "." + region + ".compute") + ".amazonaws.com";
    }
}
