package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.ForwardConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetDescription;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetGroupTuple;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.kernel.identity.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// TCP through a network load balancer, zones and names.
@Timeout(60)
class FlowTest extends FlowWorld {
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
