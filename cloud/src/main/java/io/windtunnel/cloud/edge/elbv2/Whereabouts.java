package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the targets of groups are.
final class Whereabouts {
    /// A target with its zone; the zone is empty for an address outside of the VPC's instances.
    record Located(Backend backend, String zone) {
        /// The same target, with a health of its own.
        Backend fresh() {
            return new Backend(backend.key(), backend.address());
        }
    }

    private final LiveFleet.Ground ground;
    private final Scope scope;

    Whereabouts(LiveFleet.Ground ground, Scope scope) {
        this.ground = ground;
        this.scope = scope;
    }

    /// The key of the registered target that a backend's key belongs to: a load balancer that is a target
    /// has a backend for each of its nodes.
    static String targetKey(String backendKey) {
        int at = backendKey.indexOf('@');
        return at < 0 ? backendKey : backendKey.substring(0, at);
    }

    /// The targets of `group` that `state` can use. Those that are not to be found, or stand in a zone
    /// without a node, are left out.
    List<Located> of(BalancerState state, GroupState group) {
        List<Located> found = new ArrayList<>();
        for (GroupState.Target target : group.targets()) {
            if (target.draining()) continue;
            if (group.targetType().equals("alb")) nodes(group, target, found);
            else host(group, target, found);
        }
        found.removeIf(target -> !target.zone().isEmpty()
                && state.seats().stream().noneMatch(seat -> seat.zone().equals(target.zone())));
        return found;
    }

    private void host(GroupState group, GroupState.Target target, List<Located> found) {
        boolean byAddress = group.targetType().equals("ip");
        Optional<Instances.View> view = ground.directory()
                .find(Instances.class)
                .flatMap(all -> byAddress ? all.at(scope, group.vpcId(), target.id()) : all.find(scope, target.id()));
        if (!byAddress && view.isEmpty()) return;
        String ip = byAddress || view.isEmpty() ? target.id() : view.get().privateIp();
        Destination address = new Destination(group.vpcId(), ip, target.port());
        found.add(new Located(new Backend(target.key(), address), zoneOf(view.orElse(null), target)));
    }

    /// The nodes of an application load balancer.
    private void nodes(GroupState group, GroupState.Target target, List<Located> found) {
        BalancerState balancer =
                ground.ledger().balancers(Arn.parse(target.id()).scope()).get(target.id());
        if (balancer == null) return;
        for (BalancerState.Seat seat : balancer.seats()) {
            Destination address = new Destination(group.vpcId(), seat.privateIp(), target.port());
            found.add(new Located(new Backend(target.key() + "@" + seat.zone(), address), seat.zone()));
        }
    }

    private static String zoneOf(Instances.@Nullable View view, GroupState.Target target) {
        if (view != null && view.place() instanceof Place.InZone in)
            return in.zone().name();
        return target.zone() == null ? "" : target.zone();
    }
}
