package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.BalancerState.Seat;
import io.windtunnel.cloud.edge.elbv2.flow.FlowDoor;
import io.windtunnel.cloud.edge.elbv2.flow.FlowNode;
import io.windtunnel.cloud.edge.elbv2.flow.FlowProber;
import io.windtunnel.cloud.edge.elbv2.flow.FlowTuning;
import io.windtunnel.cloud.edge.elbv2.proxy.Prober;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.kernel.identity.Place;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One node of a network load balancer with its pools, as the control plane sees it.
final class FlowStation extends Station {
    private final LiveFleet.Ground ground;
    private final FlowNodeMeters meters;
    private final @Nullable FlowNode node;
    private volatile List<ListenerState> listeners = List.of();
    private volatile Map<String, GroupState> groups = Map.of();

    FlowStation(LiveFleet.Ground ground, Seat seat, BalancerState state, FlowNodeMeters meters) {
        super(ground, seat, state);
        this.ground = ground;
        this.meters = meters;
        this.node = ground.fabric().hasNetwork() ? node(ground.fabric().network(), state) : null;
    }

    private FlowNode node(Network network, BalancerState state) {
        return new FlowNode(
                network,
                network.host(Place.in(zone()), state.vpcId(), seat().privateIp()),
                meters,
                random(),
                FlowTuning.STANDARD);
    }

    FlowNodeMeters meters() {
        return meters;
    }

    @Nullable
    FlowNode node() {
        return node;
    }

    @Override
    Prober prober(String group) {
        FlowNode own = node;
        return ground.probers()
                .of(zone(), own == null ? null : new FlowProber(own, () -> hostHeader(group), () -> announced(group)));
    }

    /// The `Host` of a health check: the node's address and the port of a listener in front of the group.
    private String hostHeader(String group) {
        return listeners.stream()
                .filter(listener -> Actions.groups(listener.actions()).anyMatch(group::equals))
                .findFirst()
                .map(listener -> seat().privateIp() + ":" + listener.port())
                .orElse(seat().privateIp());
    }

    private boolean announced(String group) {
        GroupState state = groups.get(group);
        return state != null && FlowGroupAttributes.enabled(state, FlowGroupAttributes.PROXY_PROTOCOL);
    }

    /// To be called before pools are made: health checks ask what the listeners are.
    void work(List<ListenerState> nextListeners, Map<String, GroupState> nextGroups) {
        listeners = nextListeners;
        groups = Map.copyOf(nextGroups);
    }

    /// Opens the doors of the listeners, with the pools that are there now; gives the ports that were not
    /// open before.
    Set<Integer> open() {
        FlowNode own = node;
        if (own == null) return Set.of();
        Set<Integer> wanted = new HashSet<>();
        Set<Integer> fresh = new HashSet<>();
        for (ListenerState listener : listeners) {
            FlowDoor door = FlowBlueprint.door(ground.directory(), listener, groups, pools());
            if (door == null) continue;
            wanted.add(door.port());
            FlowDoor standing = own.door(door.port());
            if (standing != null && standing.kind() == door.kind()) {
                standing.change(door);
                continue;
            }
            if (standing != null) own.close(door.port());
            own.open(door);
            fresh.add(door.port());
        }
        for (int port : own.ports()) if (!wanted.contains(port)) own.close(port);
        return fresh;
    }

    /// Where a port is really served on this computer; null while it is not open.
    @Nullable
    InetSocketAddress served(int port) {
        return node == null ? null : node.address(port);
    }

    @Override
    public void close() {
        super.close();
        if (node != null) node.close();
    }
}
