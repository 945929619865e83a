package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.BalancerState.Seat;
import io.windtunnel.cloud.edge.elbv2.Requests.CreateLoadBalancer;
import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.SubnetMapping;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Load balancers: made, changed and taken down.
final class Balancers {
    /// From asking until `active`: AWS takes minutes; see `docs/fidelity.md`.
    static final Duration PROVISIONING = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final Fabric fabric;
    private final Directory directory;
    private final Fleet fleet;

    Balancers(Ledger ledger, Fabric fabric, Directory directory, Fleet fleet) {
        this.ledger = ledger;
        this.fabric = fabric;
        this.directory = directory;
        this.fleet = fleet;
    }

    private Subnets subnets() {
        return directory.require(Subnets.class);
    }

    BalancerState create(Scope scope, CreateLoadBalancer request) {
        requireBuilt(request.type());
        requireName(request.name());
        List<Subnets.Subnet> subnets = resolve(scope, request.subnets(), request.subnetMappings());
        String vpc = subnets.getFirst().vpcId();
        List<String> groups = securityGroups(scope, vpc, request.securityGroups());
        String scheme = request.scheme() == null ? "internet-facing" : request.scheme();
        requireIpType(request.ipAddressType());
        Map<String, String> tags = Tagging.of(request.tags());
        BalancerState same = existing(scope, request.name());
        if (same != null) return same(same, subnets, groups, scheme, tags);
        ledger.require(scope, Limit.BALANCERS, ledger.balancers(scope).size() + 1);
        String id = fabric.ids().hex(16);
        String arn = scope.arn("elasticloadbalancing", "loadbalancer/app/" + request.name() + "/" + id)
                .toString();
        List<Seat> seats = take(scope, subnets, groups, request.name() + "/" + id, scheme);
        Instant now = fabric.time().now();
        BalancerState made = new BalancerState(
                arn,
                request.name(),
                DnsNames.of(scope.region(), request.name(), id, scheme),
                scheme,
                vpc,
                "ipv4",
                now,
                now.plus(PROVISIONING),
                seats,
                groups,
                Map.of(),
                tags);
        enter(scope, made);
        fleet.refresh(scope, arn);
        return made;
    }

    private void enter(Scope scope, BalancerState made) {
        boolean taken;
        synchronized (ledger) {
            taken = existing(scope, made.name()) != null;
            if (!taken) ledger.balancers(scope).put(made.arn(), made);
        }
        if (!taken) return;
        made.seats().forEach(seat -> subnets().detach(scope, seat.interfaceId()));
        throw duplicate(made.name());
    }

    private static void requireBuilt(@Nullable String type) {
        if (type == null || type.equals("application")) return;
        throw Refusals.notBuilt("CreateLoadBalancer", "the load balancer type " + type);
    }

    private static void requireIpType(@Nullable String type) {
        if (type == null || type.equals("ipv4")) return;
        throw Refusals.notBuilt("SetIpAddressType", "the IP address type " + type);
    }

    private static void requireName(String name) {
        if (name.length() > 32)
            throw Refusals.invalid("The load balancer name '" + name + "' cannot be longer than '32' characters");
        if (!name.matches("[A-Za-z0-9-]+"))
            throw Refusals.invalid("The load balancer name '" + name
                    + "' can only contain characters that are alphanumeric characters and hyphens(-)");
        if (name.startsWith("-") || name.endsWith("-"))
            throw Refusals.invalid("The load balancer name '" + name + "' cannot begin or end with a hyphen(-)");
        if (name.startsWith("internal-"))
            throw Refusals.invalid("The load balancer name '" + name + "' cannot begin with 'internal-'");
    }

    private @Nullable BalancerState existing(Scope scope, String name) {
        return ledger.balancers(scope).values().stream()
                .filter(balancer -> balancer.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static AwsException duplicate(String name) {
        return new AwsException(
                "DuplicateLoadBalancerName",
                "A load balancer with the same name '" + name + "' exists, but with different settings");
    }

    private static BalancerState same(
            BalancerState old,
            List<Subnets.Subnet> subnets,
            List<String> groups,
            String scheme,
            Map<String, String> tags) {
        Set<String> asked =
                new HashSet<>(subnets.stream().map(Subnets.Subnet::subnetId).toList());
        Set<String> had = new HashSet<>(old.seats().stream().map(Seat::subnetId).toList());
        boolean equal = asked.equals(had)
                && new HashSet<>(groups).equals(new HashSet<>(old.securityGroups()))
                && scheme.equals(old.scheme())
                && tags.equals(old.tags());
        if (!equal) throw duplicate(old.name());
        return old;
    }

    /// The subnets asked for, by zone: at least two, in as many zones, of one VPC.
    private List<Subnets.Subnet> resolve(Scope scope, List<String> ids, List<SubnetMapping> mappings) {
        if (!ids.isEmpty() && !mappings.isEmpty())
            throw Refusals.invalid("Only one of Subnets and SubnetMappings can be specified");
        List<String> asked = ids.isEmpty()
                ? mappings.stream()
                        .map(mapping -> String.valueOf(mapping.subnetId()))
                        .toList()
                : ids;
        List<Subnets.Subnet> found = new ArrayList<>();
        Set<String> zones = new HashSet<>();
        for (String id : asked) {
            Subnets.Subnet subnet = subnets()
                    .find(scope, id)
                    .orElseThrow(() -> new AwsException("SubnetNotFound", "The subnet ID '" + id + "' does not exist"));
            if (!zones.add(subnet.zone().name()))
                throw Refusals.configuration(
                        "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
            if (!found.isEmpty() && !found.getFirst().vpcId().equals(subnet.vpcId()))
                throw Refusals.configuration("The subnets must be in the same VPC");
            found.add(subnet);
        }
        if (found.size() < 2)
            throw Refusals.invalid("At least two subnets in two different Availability Zones must be specified");
        found.sort(Comparator.comparing(subnet -> subnet.zone().name()));
        return found;
    }

    private List<String> securityGroups(Scope scope, String vpc, List<String> asked) {
        if (asked.isEmpty())
            return subnets().defaultSecurityGroup(scope, vpc).map(List::of).orElse(List.of());
        for (String group : asked)
            if (subnets().vpcOfSecurityGroup(scope, group).filter(vpc::equals).isEmpty())
                throw new AwsException("InvalidSecurityGroup", "One or more security groups are invalid");
        return List.copyOf(asked);
    }

    private List<Seat> take(
            Scope scope, List<Subnets.Subnet> subnets, List<String> groups, String nameAndId, String scheme) {
        List<Seat> seats = new ArrayList<>();
        try {
            for (Subnets.Subnet subnet : subnets) {
                Subnets.Interface taken = subnets()
                        .attach(
                                scope,
                                subnet.subnetId(),
                                groups,
                                "ELB app/" + nameAndId,
                                scheme.equals("internet-facing"));
                seats.add(new Seat(
                        subnet.zone().name(),
                        subnet.subnetId(),
                        taken.interfaceId(),
                        taken.privateIp(),
                        taken.publicIp()));
            }
        } catch (AwsException refused) {
            seats.forEach(seat -> subnets().detach(scope, seat.interfaceId()));
            throw refused;
        }
        return seats;
    }

    List<BalancerState> find(Scope scope, List<String> arns, List<String> names) {
        if (!arns.isEmpty())
            return arns.stream().map(arn -> ledger.balancer(scope, arn)).toList();
        List<BalancerState> all = ledger.balancers(scope).values().stream()
                .sorted(Comparator.comparing(BalancerState::createdTime).thenComparing(BalancerState::arn))
                .toList();
        if (names.isEmpty()) return all;
        List<BalancerState> named =
                all.stream().filter(balancer -> names.contains(balancer.name())).toList();
        if (named.size() < new HashSet<>(names).size())
            throw new AwsException("LoadBalancerNotFound", "Load balancers '" + names + "' not found");
        return named;
    }

    BalancerState get(Scope scope, String arn) {
        return ledger.balancer(scope, arn);
    }

    /// Deletes it with its listeners and rules; one that is not there is as good as deleted.
    void delete(Scope scope, String arn) {
        BalancerState gone;
        synchronized (ledger) {
            gone = ledger.balancers(scope).get(arn);
            if (gone == null) return;
            if (gone.enabled(BalancerAttributes.DELETION_PROTECTION))
                throw Refusals.notPermitted(
                        "Load balancer '" + arn + "' cannot be deleted because deletion protection is enabled");
            for (ListenerState listener : ledger.listenersOf(scope, arn).toList()) {
                ledger.rulesOf(scope, listener.arn())
                        .forEach(rule -> ledger.rules(scope).remove(rule.arn()));
                ledger.listeners(scope).remove(listener.arn());
            }
            ledger.balancers(scope).remove(arn);
            ledger.reservations(scope).remove(arn);
        }
        fleet.refresh(scope, arn);
        gone.seats().forEach(seat -> subnets().detach(scope, seat.interfaceId()));
    }

    BalancerState modifyAttributes(Scope scope, String arn, List<Attribute> attributes) {
        ledger.balancer(scope, arn);
        BalancerState changed = Ledger.change(
                ledger.balancers(scope),
                arn,
                old -> old.withAttributes(BalancerAttributes.changed(old.attributes(), attributes)),
                Refusals::noBalancer);
        fleet.refresh(scope, arn);
        return changed;
    }

    /// Moves it to other subnets. Nodes in zones that stay keep their address.
    BalancerState setSubnets(Scope scope, String arn, List<String> ids, List<SubnetMapping> mappings) {
        BalancerState old = ledger.balancer(scope, arn);
        List<Subnets.Subnet> wanted = resolve(scope, ids, mappings);
        if (!wanted.getFirst().vpcId().equals(old.vpcId()))
            throw new AwsException("InvalidSubnet", "The subnets must be in the VPC of the load balancer");
        List<Seat> kept = old.seats().stream()
                .filter(seat ->
                        wanted.stream().anyMatch(subnet -> subnet.subnetId().equals(seat.subnetId())))
                .toList();
        List<Subnets.Subnet> fresh = wanted.stream()
                .filter(subnet ->
                        kept.stream().noneMatch(seat -> seat.subnetId().equals(subnet.subnetId())))
                .toList();
        List<Seat> seats = new ArrayList<>(kept);
        seats.addAll(take(scope, fresh, old.securityGroups(), old.fullName().substring(4), old.scheme()));
        seats.sort(Comparator.comparing(Seat::zone));
        BalancerState changed = Ledger.change(
                ledger.balancers(scope), arn, state -> state.withSeats(List.copyOf(seats)), Refusals::noBalancer);
        fleet.refresh(scope, arn);
        old.seats().stream()
                .filter(seat -> !kept.contains(seat))
                .forEach(seat -> subnets().detach(scope, seat.interfaceId()));
        return changed;
    }

    BalancerState setSecurityGroups(Scope scope, String arn, List<String> asked) {
        BalancerState old = ledger.balancer(scope, arn);
        List<String> groups = securityGroups(scope, old.vpcId(), asked);
        old.seats().forEach(seat -> subnets().regroup(scope, seat.interfaceId(), groups));
        return Ledger.change(
                ledger.balancers(scope), arn, state -> state.withSecurityGroups(groups), Refusals::noBalancer);
    }

    void requireIpAddressType(Scope scope, String arn, String type) {
        ledger.balancer(scope, arn);
        requireIpType(type);
    }
}
