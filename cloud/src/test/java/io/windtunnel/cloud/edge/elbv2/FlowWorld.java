package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.edge.elbv2.flow.FlowNode;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.tls.LocalAuthority;
import io.windtunnel.fabric.tls.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// A network load balancer over real sockets for tests, at forty times the speed of the wall
/// clock. Zone a has two targets, zone b one.
abstract class FlowWorld {
    static final int SPEED = 40;
    static final int PATIENCE_MILLIS = 10_000;
    static final String ONE = "10.0.1.101";
    static final String TWO = "10.0.1.102";
    static final String THREE = "10.0.2.103";

    final Fabric fabric = Fabric.open(FabricOptions.standard().seed(7).speed(SPEED));
    final Site site = new Site(fabric, null);
    final List<AutoCloseable> toClose = new ArrayList<>();
    final LocalAuthority authority = LocalAuthority.passing(fabric.wall()::now);
    FlowTarget one;
    FlowTarget two;
    FlowTarget three;
    String balancer = "";
    String group = "";
    String listener = "";

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose) closeable.close();
        site.close();
    }

    /// Opens a site whose listener on port 80 speaks `protocol`.
    void open(String protocol, String groupProtocol, String targetType, List<String> certificates)
            throws InterruptedException {
        open(protocol, groupProtocol, targetType, certificates, false);
    }

    void open(
            String protocol, String groupProtocol, String targetType, List<String> certificates, boolean secureTargets)
            throws InterruptedException {
        var tls = secureTargets ? Tls.server(authority.issue(List.of("target.example"))) : null;
        one = new FlowTarget(fabric.network(), Site.A, ONE, tls);
        two = new FlowTarget(fabric.network(), Site.A, TWO, tls);
        three = new FlowTarget(fabric.network(), Site.B, THREE, tls);
        site.instance("i-1", Site.A, ONE);
        site.instance("i-2", Site.A, TWO);
        site.instance("i-3", Site.B, THREE);
        balancer = site.network("flows");
        group = site.flowGroup("web", groupProtocol, targetType, FlowTarget.PORT);
        listener = site.listener(balancer, protocol, 80, certificates, Site.forward(group));
        if (targetType.equals("instance")) site.register(group, "i-1", "i-2", "i-3");
        else site.register(group, ONE, TWO, THREE);
        until(() -> healthy("us-east-1a") == 2 && healthy("us-east-1b") == 1);
    }

    void tcp() throws InterruptedException {
        open("TCP", "TCP", "instance", List.of());
    }

    void until(BooleanSupplier reached) throws InterruptedException {
        for (int i = 0; i < 2_000 && !reached.getAsBoolean(); i++) pause(Duration.ofMillis(400));
        assertThat(reached.getAsBoolean()).as("in time").isTrue();
    }

    void pause(Duration scenario) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        fabric.time().after(scenario, over::countDown);
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Nullable
    FlowStation station(String zone) {
        FlowBalancer running = site.service.fleet().flows().balancer(balancer);
        return running == null ? null : running.station(zone);
    }

    int healthy(String zone) {
        FlowStation station = station(zone);
        var pool = station == null ? null : station.pools().get(group);
        return pool == null ? -1 : pool.healthy();
    }

    FlowNode node(String zone) {
        return Objects.requireNonNull(Objects.requireNonNull(station(zone)).node());
    }

    InetSocketAddress address(int port) {
        return Objects.requireNonNull(node("us-east-1a").address(port));
    }

    Socket connect(InetSocketAddress to) throws IOException {
        Socket socket = new Socket();
        socket.connect(to, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        toClose.add(socket);
        return socket;
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String read(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }

    /// Sends `ping` and gives the name of the target that answers.
    static String ping(Socket socket) throws IOException {
        send(socket, "ping");
        String answer = read(socket, ONE.length() + 5);
        assertThat(answer).endsWith(" ping");
        return answer.substring(0, ONE.length());
    }

    FlowTarget named(String name) {
        return name.equals(ONE) ? one : name.equals(TWO) ? two : three;
    }
}
