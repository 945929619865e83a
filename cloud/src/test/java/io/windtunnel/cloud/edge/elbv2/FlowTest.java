package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.ForwardConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetDescription;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetGroupTuple;
import io.windtunnel.cloud.edge.elbv2.flow.FlowNode;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.fabric.tls.LocalAuthority;
import io.windtunnel.fabric.tls.Tls;
import io.windtunnel.kernel.identity.Place;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The data plane of a network load balancer over real sockets, at forty times the speed of the wall
/// clock. Zone a has two targets, zone b one.
@Timeout(60)
class FlowTest {
    private static final int SPEED = 40;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String ONE = "10.0.1.101";
    private static final String TWO = "10.0.1.102";
    private static final String THREE = "10.0.2.103";

    private final Fabric fabric = Fabric.open(FabricOptions.standard().seed(7).speed(SPEED));
    private final Site site = new Site(fabric, null);
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final LocalAuthority authority = LocalAuthority.passing(fabric.wall()::now);
    private FlowTarget one;
    private FlowTarget two;
    private FlowTarget three;
    private String balancer = "";
    private String group = "";
    private String listener = "";

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose) closeable.close();
        site.close();
    }

    /// Opens a site whose listener on port 80 speaks `protocol`.
    private void open(String protocol, String groupProtocol, String targetType, List<String> certificates)
            throws InterruptedException {
        open(protocol, groupProtocol, targetType, certificates, false);
    }

    private void open(
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

    private void tcp() throws InterruptedException {
        open("TCP", "TCP", "instance", List.of());
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        for (int i = 0; i < 2_000 && !reached.getAsBoolean(); i++) pause(Duration.ofMillis(400));
        assertThat(reached.getAsBoolean()).as("in time").isTrue();
    }

    private void pause(Duration scenario) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        fabric.time().after(scenario, over::countDown);
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private @Nullable FlowStation station(String zone) {
        FlowBalancer running = site.service.fleet().flows().balancer(balancer);
        return running == null ? null : running.station(zone);
    }

    private int healthy(String zone) {
        FlowStation station = station(zone);
        var pool = station == null ? null : station.pools().get(group);
        return pool == null ? -1 : pool.healthy();
    }

    private FlowNode node(String zone) {
        return Objects.requireNonNull(Objects.requireNonNull(station(zone)).node());
    }

    private InetSocketAddress address(int port) {
        return Objects.requireNonNull(node("us-east-1a").address(port));
    }

    private Socket connect(InetSocketAddress to) throws IOException {
        Socket socket = new Socket();
        socket.connect(to, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        toClose.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }

    /// Sends `ping` and gives the name of the target that answers.
    private static String ping(Socket socket) throws IOException {
        send(socket, "ping");
        String answer = read(socket, ONE.length() + 5);
        assertThat(answer).endsWith(" ping");
        return answer.substring(0, ONE.length());
    }

    private FlowTarget named(String name) {
        return name.equals(ONE) ? one : name.equals(TWO) ? two : three;
    }

    @Test
    void aFlowStaysWithItsTargetAndFlowsSpreadOverTheZone() throws Exception {
        tcp();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = connect(address(80));
            String name = ping(socket);
            for (int j = 0; j < 3; j++) assertThat(ping(socket)).isEqualTo(name);
            seen.add(name);
        }
        assertThat(seen).as("cross-zone is off").containsExactlyInAnyOrder(ONE, TWO);
        assertThat(site.sum("NewFlowCount")).isEqualTo(20);
        until(() -> site.sum("ProcessedBytes_TCP") > 20 * 4 * 4);
        until(() -> site.sum("ActiveFlowCount") >= 20);
        assertThat(site.counted).containsKey("NewFlowCount{TargetGroup}");
    }

    @Test
    void crossZoneReachesEveryTarget() throws Exception {
        tcp();
        site.set(group, "load_balancing.cross_zone.enabled", "true");
        until(() -> healthy("us-east-1a") == 3);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 30; i++) seen.add(ping(connect(address(80))));
        assertThat(seen).containsExactlyInAnyOrder(ONE, TWO, THREE);
    }

    @Test
    void anInstanceSeesTheClientAndAnAddressTheNode() throws Exception {
        tcp();
        Socket socket = connect(address(80));
        FlowTarget target = named(ping(socket));
        assertThat(target.origins.getFirst().client().getPort()).isEqualTo(socket.getLocalPort());
        assertThat(target.origins.getFirst().relayed()).isTrue();
        site.set(group, "preserve_client_ip.enabled", "false");
        FlowTarget next = named(ping(connect(address(80))));
        assertThat(next.origins.getLast().client().getAddress().getHostAddress())
                .isEqualTo(node("us-east-1a").host().ip());
    }

    @Test
    void theEndOfAStreamIsPassedOnAndTheAnswerStillComes() throws Exception {
        tcp();
        Socket socket = connect(address(80));
        ping(socket);
        socket.shutdownOutput();
        assertThat(read(socket, 10)).as("and then the target's own end").isEqualTo("bye");
    }

    @Test
    void bodiesFlowThrough() throws Exception {
        tcp();
        Socket socket = connect(address(80));
        byte[] body = new byte[4 * 1024 * 1024];
        for (int i = 0; i < body.length; i++) body[i] = (byte) ('a' + i % 26);
        fabric.threads().run(() -> {
            try {
                socket.getOutputStream().write(body);
                socket.shutdownOutput();
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        });
        byte[] answer = socket.getInputStream().readAllBytes();
        assertThat(answer.length).isGreaterThan(body.length);
        assertThat(new String(answer, answer.length - 3, 3, StandardCharsets.US_ASCII))
                .isEqualTo("bye");
    }

    @Test
    void resetsArePassedOnBothWays() throws Exception {
        tcp();
        Socket socket = connect(address(80));
        send(socket, "reset");
        assertThatThrownBy(() -> read(socket, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reset");
        assertThat(site.sum("TCP_Target_Reset_Count")).isEqualTo(1);
        Socket other = connect(address(80));
        FlowTarget target = named(ping(other));
        other.setSoLinger(true, 0);
        other.close();
        until(() -> !target.connections.getLast().isOpen());
        assertThat(site.sum("TCP_Client_Reset_Count")).isEqualTo(1);
        assertThat(site.sum("TCP_ELB_Reset_Count")).isZero();
    }

    @Test
    void aRefusalIsTheTargetsOwnReset() throws Exception {
        tcp();
        one.refuse();
        two.refuse();
        assertThatThrownBy(() -> ping(connect(address(80)))).isInstanceOfAny(IOException.class, AssertionError.class);
        until(() -> site.sum("TCP_Target_Reset_Count") == 1);
    }

    @Test
    void anIdleConnectionIsForgottenAndThenReset() throws Exception {
        tcp();
        site.api.modifyListenerAttributes(
                site.call,
                new Requests.ModifyListenerAttributes(
                        listener, List.of(new Attribute("tcp.idle_timeout.seconds", "60"))));
        Socket socket = connect(address(80));
        ping(socket);
        pause(Duration.ofSeconds(40));
        ping(socket);
        pause(Duration.ofSeconds(40));
        ping(socket);
        pause(Duration.ofSeconds(70));
        assertThat(site.sum("TCP_ELB_Reset_Count"))
                .as("nobody is told before data comes")
                .isZero();
        assertThatThrownBy(() -> ping(socket)).isInstanceOf(IOException.class).hasMessageContaining("reset");
        assertThat(site.sum("TCP_ELB_Reset_Count")).isEqualTo(1);
    }

    @Test
    void aTargetThatBecomesUnhealthyLosesItsConnections() throws Exception {
        tcp();
        Socket socket = connect(address(80));
        String name = ping(socket);
        named(name).refuse();
        assertThatThrownBy(() -> read(socket, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reset");
        until(() -> healthy("us-east-1a") == 1);
        for (int i = 0; i < 5; i++) assertThat(ping(connect(address(80)))).isNotEqualTo(name);
    }

    @Test
    void unlessItMayKeepThem() throws Exception {
        tcp();
        site.set(group, "target_health_state.unhealthy.connection_termination.enabled", "false");
        Socket socket = connect(address(80));
        String name = ping(socket);
        named(name).refuse();
        until(() -> healthy("us-east-1a") == 1);
        assertThat(ping(socket)).isEqualTo(name);
    }

    @Test
    void whenAllAreUnhealthyAllAreUsed() throws Exception {
        tcp();
        Socket socket = connect(address(80));
        String first = ping(socket);
        named(first.equals(ONE) ? TWO : ONE).refuse();
        until(() -> healthy("us-east-1a") == 1);
        named(first).refuse();
        until(() -> healthy("us-east-1a") == 0);
        assertThat(ping(socket)).as("failed open: connections stay").isEqualTo(first);
    }

    @Test
    void aDrainingTargetKeepsItsConnectionsUnlessTheyAreToEnd() throws Exception {
        tcp();
        site.set(group, "deregistration_delay.timeout_seconds", "30");
        Socket socket = connect(address(80));
        String name = ping(socket);
        String id = name.equals(ONE) ? "i-1" : "i-2";
        site.deregister(group, id);
        for (int i = 0; i < 5; i++) assertThat(ping(connect(address(80)))).isNotEqualTo(name);
        until(() -> !site.health(group).containsKey(id));
        assertThat(ping(socket)).as("after the delay too").isEqualTo(name);

        site.set(group, "deregistration_delay.connection_termination.enabled", "true");
        Socket other = connect(address(80));
        String left = ping(other);
        site.deregister(group, left.equals(ONE) ? "i-1" : "i-2");
        assertThat(ping(other)).isEqualTo(left);
        assertThatThrownBy(() -> read(other, 1)).isInstanceOf(IOException.class).hasMessageContaining("reset");
    }

    @Test
    void aSourceSticksToOneTarget() throws Exception {
        tcp();
        site.set(group, "stickiness.enabled", "true");
        String name = ping(connect(address(80)));
        for (int i = 0; i < 15; i++) assertThat(ping(connect(address(80)))).isEqualTo(name);
    }

    @Test
    void weightsShareTheFlowsAmongGroups() throws Exception {
        tcp();
        String other = site.flowGroup("other", "TCP", "ip", FlowTarget.PORT);
        FlowTarget four = new FlowTarget(fabric.network(), Site.A, "10.0.1.104", null);
        site.register(other, "10.0.1.104");
        site.api.modifyListener(
                site.call,
                new Requests.ModifyListener(
                        listener,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(new Action(
                                "forward",
                                null,
                                null,
                                null,
                                null,
                                new ForwardConfig(
                                        List.of(new TargetGroupTuple(group, 0), new TargetGroupTuple(other, 10)),
                                        null))),
                        List.of()));
        for (int i = 0; i < 5; i++) assertThat(ping(connect(address(80)))).isEqualTo("10.0.1.104");
        four.close();
    }

    @Test
    void proxyProtocolTellsTheClientBeforeTheFirstByte() throws Exception {
        open("TCP", "TCP", "ip", List.of());
        site.set(group, "proxy_protocol_v2.enabled", "true");
        Socket socket = connect(address(80));
        send(socket, "hello");
        until(() -> total(one) + total(two) >= 105);
        FlowTarget target = total(one) > 0 ? one : two;
        byte[] all = joined(target);
        assertThat(new String(all, all.length - 5, 5, StandardCharsets.US_ASCII))
                .isEqualTo("hello");
        assertThat(all[12]).as("version 2, PROXY").isEqualTo((byte) 0x21);
        assertThat(all[13]).as("TCP over IPv4").isEqualTo((byte) 0x11);
        assertThat((all[24] & 0xff) << 8 | all[25] & 0xff).as("source port").isEqualTo(socket.getLocalPort());
        assertThat((all[26] & 0xff) << 8 | all[27] & 0xff)
                .as("destination port")
                .isEqualTo(80);
    }

    /// What connections with a client's bytes have brought; health checks bring a header for nobody.
    private static int total(FlowTarget target) {
        return target.read.stream()
                .filter(FlowTest::ofClient)
                .mapToInt(bytes -> bytes.length)
                .sum();
    }

    private static boolean ofClient(byte[] bytes) {
        return bytes.length < 13 || bytes[12] != 0x20;
    }

    private static byte[] joined(FlowTarget target) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        target.read.stream().filter(FlowTest::ofClient).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private String certificate(String name) {
        var keys = authority.issue(List.of(name));
        StringBuilder chain = new StringBuilder();
        keys.chain().stream().skip(1).forEach(one -> chain.append(io.windtunnel.fabric.tls.Pem.text(one)));
        return site.acm
                .face()
                .importCertificate(
                        site.call,
                        new io.windtunnel.cloud.edge.acm.Shapes.ImportCertificate(
                                null,
                                io.windtunnel.fabric.tls.Pem.text(keys.chain().getFirst())
                                        .getBytes(StandardCharsets.US_ASCII),
                                io.windtunnel.fabric.tls.Pem.text(
                                                "PRIVATE KEY", keys.key().getEncoded())
                                        .getBytes(StandardCharsets.US_ASCII),
                                chain.isEmpty() ? null : chain.toString().getBytes(StandardCharsets.US_ASCII),
                                List.of()))
                .certificateArn();
    }

    private SSLSocket handshake(Socket plain, String name, String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, 443, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String subject(SSLSocket socket) throws Exception {
        return ((java.security.cert.X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectAlternativeNames()
                .toString();
    }

    @Test
    void tlsEndsAtTheNodeWithTheCertificateForTheNameAndItsAlpnPolicy() throws Exception {
        open("TLS", "TCP", "instance", List.of(certificate("one.example")));
        site.api.addListenerCertificates(
                site.call,
                new Requests.ListenerCertificates(
                        listener, List.of(new Shapes.Certificate(certificate("two.example"), null))));
        SSLSocket plain = handshake(connect(address(80)), "two.example", "h2", "http/1.1");
        assertThat(subject(plain)).contains("two.example");
        assertThat(plain.getApplicationProtocol()).as("no policy, no ALPN").isEmpty();
        ping(plain);
        plain.close();
        site.api.modifyListener(
                site.call,
                new Requests.ModifyListener(
                        listener, null, null, null, List.of(), List.of(), List.of("HTTP2Preferred")));
        SSLSocket preferred = handshake(connect(address(80)), "one.example", "http/1.1", "h2");
        assertThat(subject(preferred)).contains("one.example");
        assertThat(preferred.getApplicationProtocol()).isEqualTo("h2");
        FlowTarget target = named(ping(preferred));
        assertThat(target.origins.getLast().relayed())
                .as("the client's address is kept")
                .isTrue();
        assertThat(site.sum("NewFlowCount_TLS")).isEqualTo(2);
    }

    @Test
    void tlsThatFailsIsCounted() throws Exception {
        open("TLS", "TCP", "instance", List.of(certificate("one.example")));
        Socket socket = connect(address(80));
        socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 4, 1, 0, 0, 0});
        until(() -> site.sum("ClientTLSNegotiationErrorCount") == 1 || closed(socket));
    }

    private static boolean closed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void tlsPassesThroughATcpListener() throws Exception {
        open("TCP", "TCP", "instance", List.of(), true);
        SSLSocket socket = handshake(connect(address(80)), "target.example");
        assertThat(subject(socket)).contains("target.example");
        ping(socket);
    }

    @Test
    void tlsMayBeSpokenToTargetsToo() throws Exception {
        open("TLS", "TLS", "ip", List.of(certificate("one.example")), true);
        ping(handshake(connect(address(80)), "one.example"));
    }

    private String udp(DatagramSocket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        InetSocketAddress to = Objects.requireNonNull(node("us-east-1a").datagramAddress(80));
        socket.send(new DatagramPacket(bytes, bytes.length, to));
        DatagramPacket answer = new DatagramPacket(new byte[2000], 2000);
        socket.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
    }

    private DatagramSocket udpClient() throws IOException {
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        toClose.add(socket);
        return socket;
    }

    @Test
    void datagramsOfAFlowGoOneWayAndComeBack() throws Exception {
        open("UDP", "UDP", "instance", List.of());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            DatagramSocket client = udpClient();
            String answer = udp(client, "hello");
            assertThat(answer).endsWith(" hello");
            String name = answer.substring(0, ONE.length());
            assertThat(udp(client, "again")).isEqualTo(name + " again");
            assertThat(named(name).origins.getLast().client().getPort()).isEqualTo(client.getLocalPort());
            seen.add(name);
        }
        assertThat(seen).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(site.sum("NewFlowCount_UDP")).isEqualTo(12);
    }

    @Test
    void aUdpFlowEndsAfterTwoQuietMinutes() throws Exception {
        open("TCP_UDP", "TCP_UDP", "instance", List.of());
        DatagramSocket client = udpClient();
        udp(client, "hello");
        ping(connect(address(80)));
        pause(Duration.ofSeconds(100));
        udp(client, "again");
        assertThat(site.sum("NewFlowCount_UDP")).isEqualTo(1);
        pause(Duration.ofSeconds(130));
        udp(client, "new");
        assertThat(site.sum("NewFlowCount_UDP")).isEqualTo(2);
    }

    @Test
    void aDarkZoneIsSilentAndLeavesDns() throws Exception {
        tcp();
        String name = site.api
                .describeLoadBalancers(
                        site.call, new Requests.DescribeLoadBalancers(List.of(balancer), List.of(), null, null))
                .loadBalancers()
                .getFirst()
                .dnsName();
        assertThat(fabric.names().resolve(name)).hasSize(2);
        try (Fault _ = fabric.links().darken(Place.in(Site.A))) {
            until(() -> fabric.names().resolve(name).size() == 1);
            assertThat(fabric.names().resolve(name).getFirst().ip()).startsWith("10.0.2.");
        }
        until(() -> fabric.names().resolve(name).size() == 2);
    }

    @Test
    void anApplicationLoadBalancerIsATargetAndSeesTheClient() throws Exception {
        RawTarget web = new RawTarget(
                fabric.network(), Site.A, "10.0.1.120", 8080, (connection, request) -> connection.answer("web"));
        site.instance("i-9", Site.A, "10.0.1.120");
        String shop = site.balancer("shop");
        String webGroup = site.group("pages", 8080, 5, 2, 2);
        site.listener(shop, 80, Site.forward(webGroup));
        site.register(webGroup, "i-9");
        balancer = site.network("front");
        group = site.api
                .createTargetGroup(
                        site.call,
                        new Requests.CreateTargetGroup(
                                "alb", "TCP", null, 80, Site.VPC, null, null, null, "/health", 5, 2, 2, 2, null, "alb",
                                List.of(), null))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        site.listener(balancer, "TCP", 80, List.of(), Site.forward(group));
        site.api.registerTargets(
                site.call, new Requests.GroupTargets(group, List.of(new TargetDescription(shop, null, null))));
        until(() -> site.health(group).containsValue("healthy"));
        RawClient client = new RawClient(address(80));
        toClose.add(client);
        assertThat(client.get("/")).startsWith("HTTP/1.1 200 OK").endsWith("web");
        assertThat(web.requests.getLast()).contains("X-Forwarded-For: 127.0.0.1\r\n");
        web.close();
    }

    @Test
    void whereAListenerIsServedIsTold() throws Exception {
        tcp();
        String at = site
                .api
                .describeTags(site.call, new Requests.DescribeTags(List.of(listener)))
                .tagDescriptions()
                .getFirst()
                .tags()
                .stream()
                .filter(tag -> tag.key().equals("windtunnel:served-at"))
                .findFirst()
                .orElseThrow()
                .value();
        InetSocketAddress a = address(80);
        assertThat(at).contains("us-east-1a=" + a.getAddress().getHostAddress() + ":" + a.getPort());
        assertThat(site.journal)
                .anySatisfy(event -> assertThat(event.words())
                        .contains("Listener TCP:80 of network load balancer flows in us-east-1a is served at "));
    }
}
