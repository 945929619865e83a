package io.windtunnel.bench.alb;

import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Door;
import io.windtunnel.cloud.edge.elbv2.proxy.Meters;
import io.windtunnel.cloud.edge.elbv2.proxy.Node;
import io.windtunnel.cloud.edge.elbv2.proxy.NodeSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.edge.elbv2.proxy.PoolSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Routes;
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

/// One node of a load balancer before upstreams that other programs serve. Prints the address it listens on and works
/// until its standard input ends.
public final class AlbUnderLoad {
    private AlbUnderLoad() {}

    /// The system properties `transport` and `loops` choose how its sockets are driven and by how many event loops;
    /// without them it is as in a cloud.
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
            List<Backend> targets = new ArrayList<>();
            for (String argument : arguments) {
                int port = Integer.parseInt(argument);
                Host host = fabric.network().host(place, "vpc", "10.0.1." + (100 + targets.size()));
                fabric.network().served(host, port, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
                targets.add(new Backend(host.ip(), new Destination("vpc", host.ip(), port)));
            }
            Host own = fabric.network().host(place, "vpc", "10.0.1.1");
            Node node = new Node(fabric.network(), own, Meters.NONE, fabric.random(), NodeSettings.STANDARD);
            Pool pool = new Pool(
                    settings(),
                    fabric.time(),
                    (target, check, told) -> told.accept(Outcome.PASSED),
                    (changed, target, before) -> {},
                    fabric.random());
            pool.apply(pool.settings(), targets, Map.of());
            node.open(
                    new Door(8080, new Routes(List.of(), new Routes.Forward(List.of(pool), new Weights(1), 0)), null));
            InetSocketAddress address = node.address(8080);
            System.out.println(address.getAddress().getHostAddress() + ":" + address.getPort() + " "
                    + fabric.network().transport());
            while (System.in.read() >= 0) continue;
        }
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
                PoolSettings.Ends.BY_REQUEST,
                new PoolSettings.Check(
                        PoolSettings.CheckProtocol.HTTP,
                        0,
                        "/",
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        new Thresholds(5, 2),
                        status -> status == 200));
    }
}
