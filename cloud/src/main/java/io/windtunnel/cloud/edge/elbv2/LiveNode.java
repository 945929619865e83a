package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.BalancerState.Seat;
import io.windtunnel.cloud.edge.elbv2.proxy.Ceiling;
import io.windtunnel.cloud.edge.elbv2.proxy.Door;
import io.windtunnel.cloud.edge.elbv2.proxy.NetworkProber;
import io.windtunnel.cloud.edge.elbv2.proxy.Node;
import io.windtunnel.cloud.edge.elbv2.proxy.NodeSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Prober;
import io.windtunnel.cloud.edge.elbv2.proxy.TlsKeys;
import io.windtunnel.kernel.identity.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One node of a load balancer with its pools, as the control plane sees it.
final class LiveNode extends Station {
    private final NodeMeters meters;
    private final Ceiling ceiling;
    private final @Nullable Node node;
    private final Prober prober;

    LiveNode(LiveFleet.Ground ground, Seat seat, BalancerState state, NodeMeters meters, NodeSettings settings) {
        super(ground, seat, state);
        this.meters = meters;
        this.ceiling = new Ceiling(ground.fabric().time());
        this.node = ground.fabric().hasNetwork()
                ? new Node(
                        ground.fabric().network(),
                        ground.fabric().network().host(Place.in(zone()), state.vpcId(), seat.privateIp()),
                        meters,
                        random(),
                        settings,
                        ceiling)
                : null;
        this.prober = ground.probers().of(zone(), node == null ? null : new NetworkProber(node));
    }

    NodeMeters meters() {
        return meters;
    }

    /// What the node can carry.
    Ceiling ceiling() {
        return ceiling;
    }

    @Nullable
    Node node() {
        return node;
    }

    @Override
    Prober prober(String group) {
        return prober;
    }

    /// A listener as this node opens it.
    record Opening(
            int port,
            io.windtunnel.cloud.edge.elbv2.proxy.Routes routes,
            @Nullable TlsKeys keys) {}

    void open(List<Opening> openings, NodeSettings settings) {
        if (node == null) return;
        node.settings(settings);
        Set<Integer> wanted = new HashSet<>();
        for (Opening opening : openings) {
            wanted.add(opening.port());
            Door door = node.door(opening.port());
            if (door != null && door.secure() == (opening.keys() != null)) {
                door.change(opening.routes(), opening.keys());
                continue;
            }
            if (door != null) node.close(opening.port());
            node.open(new Door(opening.port(), opening.routes(), opening.keys()));
        }
        for (int port : node.ports()) if (!wanted.contains(port)) node.close(port);
    }

    @Override
    public void close() {
        super.close();
        if (node != null) node.close();
    }
}
