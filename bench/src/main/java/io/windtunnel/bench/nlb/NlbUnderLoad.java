package io.windtunnel.bench.nlb;

import io.windtunnel.cloud.edge.elbv2.flow.FlowDoor;
import io.windtunnel.cloud.edge.elbv2.flow.FlowGroup;
import io.windtunnel.cloud.edge.elbv2.flow.FlowMeters;
import io.windtunnel.cloud.edge.elbv2.flow.FlowNode;
import io.windtunnel.cloud.edge.elbv2.flow.FlowRoutes;
import io.windtunnel.cloud.edge.elbv2.flow.FlowTuning;
import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.edge.elbv2.proxy.PoolSettings;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NetworkOptions;
import io.windtunnel.fabric.net.Transport;
import io.windtunnel.kernel.balance.SlowStart;
import io.windtunnel.kernel.balance.Weights;
import io.windtunnel.kernel.health.Minimum;
import io.windtunnel.kernel.health.Thresholds;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One node of a network load balancer before upstreams that other programs serve. Prints the address it
/// listens on and works until its standard input ends.
public final class NlbUnderLoad {
    /// So many that a round stays below what a node may begin towards one target in a minute, which is AWS's
    /// limit and not the speed that is measured. They share the upstreams.
    private static final int TARGETS = 64;

    private NlbUnderLoad() {}

    /// System properties: `transport` and `loops` choose how its sockets are driven and by how many event
    /// loops; `first`, `most` and `pending` how many bytes are read and may wait ([FlowTuning]);
    /// `preserve` (true or false) whether targets are told the client's address, which costs a bind for
    /// each connection. Without them it is as in a cloud before targets by address.
    ///
    /// @param arguments the ports of the upstreams on 127.0.0.1
    public static void main(String[] arguments) throws IOException {
        NetworkOptions network = NetworkOptions.standard();
        String transport = System.getProperty("transport");
        List<Transport> transports = transport == null ? network.transports() : List.of(Transport.valueOf(transport));
        FabricOptions options = FabricOptions.standard();
        try (Fabric fabric = Fabric.open(new FabricOptions(
                options.seed(),
                options.speed(),
                options.data(),
                new NetworkOptions(Integer.getInteger("loops", network.eventLoops()), transports)))) {
            Place place = Place.in(Region.US_EAST_1.zone("a"));
            Pool pool = pool(fabric, place, arguments);
            Host own = fabric.network().host(place, "vpc", "10.0.1.1");
            FlowNode node = new FlowNode(fabric.network(), own, FlowMeters.NONE, fabric.random(), tuning());
            FlowGroup group = new FlowGroup(pool, Boolean.getBoolean("preserve"), false, false);
            FlowRoutes routes = new FlowRoutes(List.of(group), new Weights(1), false);
            node.open(new FlowDoor(FlowDoor.Kind.TCP, 8080, new FlowDoor.Work(routes, null, Duration.ofSeconds(350))));
            InetSocketAddress address = Objects.requireNonNull(node.address(8080));
            System.out.println(address.getAddress().getHostAddress() + ":" + address.getPort() + " "
                    + fabric.network().transport());
            while (System.in.read() >= 0) continue;
        }
    }

    private static FlowTuning tuning() {
        return new FlowTuning(
                Integer.getInteger("first", 4 * 1024),
                Integer.getInteger("most", 256 * 1024),
                Integer.getInteger("pending", 512 * 1024));
    }

    private static Pool pool(Fabric fabric, Place place, String[] ports) {
        List<Backend> targets = new ArrayList<>();
        for (int target = 0; target < TARGETS; target++) {
            int port = Integer.parseInt(ports[target % ports.length]);
            Host host = fabric.network().host(place, "vpc", "10.0.1." + (100 + targets.size()));
            fabric.network().served(host, port, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            targets.add(new Backend(host.ip(), new Destination("vpc", host.ip(), port)));
        }
        Pool pool = new Pool(
                settings(),
                fabric.time(),
                (target, check, told) -> told.accept(Outcome.PASSED),
                (changed, target, before) -> {},
                fabric.random());
        pool.apply(pool.settings(), targets, Map.of());
        return pool;
    }

    private static PoolSettings settings() {
        return new PoolSettings(
                "bench",
                false,
                PoolSettings.Algorithm.ROUND_ROBIN,
                SlowStart.NONE,
                PoolSettings.Stickiness.NONE,
                Minimum.ONE,
                Minimum.ONE,
                new PoolSettings.Ends(false, Duration.ZERO),
                new PoolSettings.Check(
                        PoolSettings.CheckProtocol.TCP,
                        0,
                        "",
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        new Thresholds(5, 2),
                        status -> true));
    }
}
