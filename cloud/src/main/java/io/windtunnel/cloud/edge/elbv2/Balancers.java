package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.BalancerState.Seat;
import io.windtunnel.cloud.edge.elbv2.Requests.CreateLoadBalancer;
import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.SubnetMapping;
import io.windtunnel.cloud.ports.Directory;
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
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Load balancers: made, changed and taken down.
final class Balancers {
    /// From asking until `active`: AWS takes minutes; see `docs/fidelity.md`.
    static final Duration PROVISIONING = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final Fabric fabric;
    private final Seating seating;
    private final Fleet fleet;

    Balancers(Ledger ledger, Fabric fabric, Directory directory, Fleet fleet) {
        this.ledger = ledger;
        this.fabric = fabric;
        this.seating = new Seating(directory);
        this.fleet = fleet;
    }

    BalancerState create(Scope scope, CreateLoadBalancer request) {
        requireBuilt(request.type());
        requireName(request.name());
        boolean network = "network".equals(request.type());
        String scheme = request.scheme() == null ? "internet-facing" : request.scheme();
        List<Seating.Wanted> wanted =
                seating.resolve(scope, network, scheme, request.subnets(), request.subnetMappings());
        String vpc = wanted.getFirst().subnet().vpcId();
        List<String> groups = seating.securityGroups(scope, network, vpc, request.securityGroups());
        requireIpType(request.ipAddressType());
        Map<String, String> tags = Tagging.of(request.tags());
        String kind = network ? "net" : "app";
        BalancerState same = existing(scope, request.name());
        if (same != null) return same(same, kind, wanted, groups, scheme, tags);
        requireRoom(scope, network);
        String id = fabric.ids().hex(16);
        String fullName = kind + "/" + request.name() + "/" + id;
        String arn =
                scope.arn("elasticloadbalancing", "loadbalancer/" + fullName).toString();
        List<Seat> seats = seating.take(scope, wanted, new Seating.Whose(fullName, scheme, groups));
        Instant now = fabric.time().now();
        BalancerState made = new BalancerState(
                arn,
                request.name(),
                network
                        ? DnsNames.ofNetwork(scope.region(), request.name(), id)
                        : DnsNames.of(scope.region(), request.name(), id, scheme),
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

    private void requireRoom(Scope scope, boolean network) {
        long standing = ledger.balancers(scope).values().stream()
                .filter(balancer -> balancer.network() == network)
                .count();
        ledger.require(scope, network ? Limit.NETWORK_BALANCERS : Limit.BALANCERS, standing + 1);
    }

    private void enter(Scope scope, BalancerState made) {
        boolean taken;
        synchronized (ledger) {
            taken = existing(scope, made.name()) != null;
            if (!taken) ledger.balancers(scope).put(made.arn(), made);
        }
        if (!taken) return;
        seating.leave(scope, made.seats());
        throw duplicate(made.name());
    }

    private static void requireBuilt(@Nullable String type) {
        if (type == null || type.equals("application") || type.equals("network")) return;
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
            String kind,
            List<Seating.Wanted> wanted,
            List<String> groups,
            String scheme,
            Map<String, String> tags) {
        Set<String> asked = new HashSet<>(
                wanted.stream().map(one -> one.subnet().subnetId()).toList());
        Set<String> had = new HashSet<>(old.seats().stream().map(Seat::subnetId).toList());
        boolean equal = old.fullName().startsWith(kind)
                && asked.equals(had)
                && new HashSet<>(groups).equals(new HashSet<>(old.securityGroups()))
                && scheme.equals(old.scheme())
                && tags.equals(old.tags());
        if (!equal) throw duplicate(old.name());
        return old;
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
            requireNoTarget(scope, arn);
            for (ListenerState listener : ledger.listenersOf(scope, arn).toList()) {
                ledger.rulesOf(scope, listener.arn())
                        .forEach(rule -> ledger.rules(scope).remove(rule.arn()));
                ledger.listeners(scope).remove(listener.arn());
            }
            ledger.balancers(scope).remove(arn);
            ledger.reservations(scope).remove(arn);
        }
        fleet.refresh(scope, arn);
        seating.leave(scope, gone.seats());
    }

    private void requireNoTarget(Scope scope, String arn) {
        boolean target = ledger.groups(scope).values().stream()
                .flatMap(group -> group.targets().stream())
                .anyMatch(registered -> registered.id().equals(arn));
        if (target)
            throw Refusals.inUse("Load balancer '" + arn
                    + "' cannot be deleted because it is currently registered as a " + "target of a target group");
    }

    BalancerState modifyAttributes(Scope scope, String arn, List<Attribute> attributes) {
        ledger.balancer(scope, arn);
        BalancerState changed = Ledger.change(
                ledger.balancers(scope),
                arn,
                old -> old.withAttributes(old.changedAttributes(attributes)),
                Refusals::noBalancer);
        fleet.refresh(scope, arn);
        return changed;
    }

    /// Moves it to other subnets. Nodes in zones that stay keep their address; a network load balancer's
    /// must all stay.
    BalancerState setSubnets(Scope scope, String arn, List<String> ids, List<SubnetMapping> mappings) {
        BalancerState old = ledger.balancer(scope, arn);
        List<Seating.Wanted> wanted = seating.resolve(scope, old.network(), old.scheme(), ids, mappings);
        if (!wanted.getFirst().subnet().vpcId().equals(old.vpcId()))
            throw new AwsException("InvalidSubnet", "The subnets must be in the VPC of the load balancer");
        List<Seat> kept = old.seats().stream()
                .filter(seat -> wanted.stream().anyMatch(one -> one.at(seat)))
                .toList();
        if (old.network()) requireKept(old, kept, wanted);
        List<Seating.Wanted> fresh =
                wanted.stream().filter(one -> kept.stream().noneMatch(one::at)).toList();
        List<Seat> seats = new ArrayList<>(kept);
        seats.addAll(seating.take(scope, fresh, Seating.Whose.of(old)));
        seats.sort(Comparator.comparing(Seat::zone));
        BalancerState changed = Ledger.change(
                ledger.balancers(scope), arn, state -> state.withSeats(List.copyOf(seats)), Refusals::noBalancer);
        fleet.refresh(scope, arn);
        seating.leave(
                scope, old.seats().stream().filter(seat -> !kept.contains(seat)).toList());
        return changed;
    }

    private static void requireKept(BalancerState old, List<Seat> kept, List<Seating.Wanted> wanted) {
        if (kept.size() < old.seats().size())
            throw Refusals.configuration("You must specify all subnets that are enabled for load balancers with type "
                    + "'network', with their existing configurations");
        for (Seat seat : kept)
            for (Seating.Wanted one : wanted) {
                boolean otherElastic = !Objects.equals(one.allocationId(), seat.allocationId());
                boolean otherPrivate =
                        one.privateIp() != null && !one.privateIp().equals(seat.privateIp());
                if (one.at(seat) && (otherElastic || otherPrivate))
                    throw Refusals.configuration(
                            "The addresses of the subnet '" + seat.subnetId() + "' cannot be changed");
            }
    }

    BalancerState setSecurityGroups(Scope scope, String arn, List<String> asked) {
        BalancerState old = ledger.balancer(scope, arn);
        if (old.network() && (old.securityGroups().isEmpty() || asked.isEmpty()))
            throw Refusals.configuration(
                    old.securityGroups().isEmpty()
                            ? "Security groups cannot be set for a network load balancer that was created without any"
                            : "At least one security group must be specified");
        List<String> groups = seating.securityGroups(scope, old.network(), old.vpcId(), asked);
        seating.regroup(scope, old.seats(), groups);
        return Ledger.change(
                ledger.balancers(scope), arn, state -> state.withSecurityGroups(groups), Refusals::noBalancer);
    }

    void requireIpAddressType(Scope scope, String arn, String type) {
        ledger.balancer(scope, arn);
        requireIpType(type);
    }
}
