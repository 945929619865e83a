package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.BalancerState.Seat;
import io.windtunnel.cloud.edge.elbv2.Shapes.SubnetMapping;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where load balancers sit: the subnets asked for, the addresses in them, and the security groups around them.
final class Seating {
    /// A subnet with the addresses that were asked for in it.
    record Wanted(
            Subnets.Subnet subnet,
            @Nullable String allocationId,
            @Nullable String privateIp) {
        String zone() {
            return subnet.zone().name();
        }

        boolean at(Seat seat) {
            return seat.subnetId().equals(subnet.subnetId());
        }
    }

    /// Whose seats these are.
    ///
    /// @param fullName `app/name/id` or `net/name/id`
    record Whose(String fullName, String scheme, List<String> groups) {
        static Whose of(BalancerState balancer) {
            return new Whose(balancer.fullName(), balancer.scheme(), balancer.securityGroups());
        }

        boolean network() {
            return fullName.startsWith("net/");
        }
    }

    private final Directory directory;

    Seating(Directory directory) {
        this.directory = directory;
    }

    private Subnets subnets() {
        return directory.require(Subnets.class);
    }

    /// The subnets asked for, by zone: of one VPC, in as many zones as there are; an application load
    /// balancer needs two.
    List<Wanted> resolve(Scope scope, boolean network, String scheme, List<String> ids, List<SubnetMapping> mappings) {
        if (!ids.isEmpty() && !mappings.isEmpty())
            throw Refusals.invalid("Only one of Subnets and SubnetMappings can be specified");
        List<SubnetMapping> asked = ids.isEmpty()
                ? mappings
                : ids.stream().map(id -> new SubnetMapping(id, null, null)).toList();
        requireAddresses(network, scheme, asked);
        List<Wanted> found = new ArrayList<>();
        Set<String> zones = new HashSet<>();
        for (SubnetMapping mapping : asked) {
            String id = String.valueOf(mapping.subnetId());
            Subnets.Subnet subnet = subnets()
                    .find(scope, id)
                    .orElseThrow(() -> new AwsException("SubnetNotFound", "The subnet ID '" + id + "' does not exist"));
            if (!zones.add(subnet.zone().name()))
                throw Refusals.configuration(
                        "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
            if (!found.isEmpty() && !found.getFirst().subnet().vpcId().equals(subnet.vpcId()))
                throw Refusals.configuration("The subnets must be in the same VPC");
            found.add(new Wanted(subnet, mapping.allocationId(), mapping.privateIPv4Address()));
        }
        if (found.isEmpty() && network) throw Refusals.invalid("At least one subnet must be specified");
        if (found.size() < 2 && !network)
            throw Refusals.invalid("At least two subnets in two different Availability Zones must be specified");
        found.sort(Comparator.comparing(Wanted::zone));
        return found;
    }

    /// Which addresses may be asked for: Elastic IPs before the internet, private ones inside, of network load
    /// balancers only.
    private static void requireAddresses(boolean network, String scheme, List<SubnetMapping> asked) {
        for (SubnetMapping mapping : asked) {
            boolean elastic = mapping.allocationId() != null;
            boolean fixed = mapping.privateIPv4Address() != null;
            if (!network && (elastic || fixed))
                throw Refusals.configuration((elastic ? "Elastic IP addresses" : "Private IPv4 addresses")
                        + " are not supported for load balancers with type 'application'");
            if (elastic && scheme.equals("internal"))
                throw Refusals.configuration(
                        "Elastic IP addresses are not supported for load balancers with scheme 'internal'");
            if (fixed && !scheme.equals("internal"))
                throw Refusals.configuration(
                        "Private IPv4 addresses are not supported for load balancers with scheme 'internet-facing'");
        }
        long elastic =
                asked.stream().filter(mapping -> mapping.allocationId() != null).count();
        if (elastic > 0 && elastic < asked.size())
            throw Refusals.configuration("You must specify an allocation ID for either all subnets or none");
    }

    /// The groups asked for; without any, an application load balancer is in its VPC's default one, a
    /// network load balancer in none.
    List<String> securityGroups(Scope scope, boolean network, String vpc, List<String> asked) {
        if (asked.isEmpty() && network) return List.of();
        if (asked.isEmpty())
            return subnets().defaultSecurityGroup(scope, vpc).map(List::of).orElse(List.of());
        for (String group : asked)
            if (subnets().vpcOfSecurityGroup(scope, group).filter(vpc::equals).isEmpty())
                throw new AwsException("InvalidSecurityGroup", "One or more security groups are invalid");
        return List.copyOf(asked);
    }

    /// Takes a seat in each subnet, or none.
    List<Seat> take(Scope scope, List<Wanted> wanted, Whose whose) {
        List<Seat> seats = new ArrayList<>();
        try {
            for (Wanted one : wanted) seats.add(take(scope, one, whose));
        } catch (AwsException refused) {
            leave(scope, seats);
            throw refused;
        }
        return seats;
    }

    private Seat take(Scope scope, Wanted wanted, Whose whose) {
        Subnets.Wish wish = new Subnets.Wish(
                wanted.subnet().subnetId(),
                whose.groups(),
                "ELB " + whose.fullName(),
                whose.scheme().equals("internet-facing"),
                wanted.privateIp(),
                wanted.allocationId(),
                whose.network());
        try {
            Subnets.Interface taken = subnets().attach(scope, wish);
            return new Seat(
                    wanted.zone(),
                    wanted.subnet().subnetId(),
                    taken.interfaceId(),
                    taken.privateIp(),
                    taken.publicIp(),
                    wanted.allocationId());
        } catch (AwsException refused) {
            throw inOurWords(refused, wanted);
        }
    }

    private static AwsException inOurWords(AwsException refused, Wanted wanted) {
        return switch (refused.code()) {
            case "InvalidAllocationID.NotFound" ->
                new AwsException(
                        "AllocationIdNotFound", "The allocation ID '" + wanted.allocationId() + "' does not exist");
            case "Resource.AlreadyAssociated" ->
                Refusals.inUse("The allocation ID '" + wanted.allocationId() + "' is already in use");
            case "InvalidIPAddress.InUse" ->
                Refusals.inUse("The private IPv4 address '" + wanted.privateIp() + "' is already in use");
            case "InvalidParameterValue" ->
                Refusals.configuration("The private IPv4 address '" + wanted.privateIp()
                        + "' is not valid for the subnet '" + wanted.subnet().subnetId() + "'");
            default -> refused;
        };
    }

    void leave(Scope scope, List<Seat> seats) {
        seats.forEach(seat -> subnets().detach(scope, seat.interfaceId()));
    }

    void regroup(Scope scope, List<Seat> seats, List<String> groups) {
        seats.forEach(seat -> subnets().regroup(scope, seat.interfaceId(), groups));
    }
}
