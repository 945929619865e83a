package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.BalancerState.Seat;
import io.windtunnel.cloud.edge.elbv2.proxy.Carrier;
import io.windtunnel.cloud.edge.elbv2.proxy.Carriers.Making;
import io.windtunnel.cloud.edge.elbv2.proxy.Carriers.Stand;
import io.windtunnel.cloud.edge.elbv2.proxy.Ceiling;
import io.windtunnel.cloud.edge.elbv2.proxy.Door;
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
    private final @Nullable Carrier carrier;
    private final Prober prober;

    LiveNode(LiveFleet.Ground ground, Seat seat, BalancerState state, NodeMeters meters, NodeSettings settings) {
        super(ground, seat, state);
        this.meters = meters;
        this.ceiling = new Ceiling(ground.fabric().time());
        Stand stand = new Stand(Place.in(zone()), state.vpcId(), seat.privateIp());
        this.carrier = ground.carriers()
                .map(carriers -> carriers.of(new Making(stand, meters, random(), settings, ceiling)))
                .orElse(null);
        this.prober = ground.probers().of(zone(), carrier == null ? null : carrier.prober());
    }

    NodeMeters meters() {
        return meters;
    }

    /// What the node can carry.
    Ceiling ceiling() {
        return ceiling;
    }

    /// What carries its traffic; null on a ground without sockets, where nobody plays them.
    @Nullable
    Carrier carrier() {
        return carrier;
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
        if (carrier == null) return;
        carrier.settings(settings);
        Set<Integer> wanted = new HashSet<>();
        for (Opening opening : openings) {
            wanted.add(opening.port());
            Door door = carrier.door(opening.port());
            if (door != null && door.secure() == (opening.keys() != null)) {
                door.change(opening.routes(), opening.keys());
                continue;
            }
            if (door != null) carrier.close(opening.port());
            carrier.open(new Door(opening.port(), opening.routes(), opening.keys()));
        }
        for (int port : carrier.ports()) if (!wanted.contains(port)) carrier.close(port);
    }

    @Override
    public void close() {
        super.close();
        if (carrier != null) carrier.close();
    }
}
