package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.Condition;
import io.windtunnel.cloud.edge.elbv2.Shapes.FixedResponseConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.RedirectConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.Values;
import io.windtunnel.cloud.edge.elbv2.proxy.Node;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The data plane over real sockets, at forty times the speed of the wall clock.
@Timeout(60)
class ProxyTest {
    private static final int SPEED = 40;

    private final Fabric fabric = Fabric.open(FabricOptions.standard().seed(7).speed(SPEED));
    private final Site site = new Site(fabric, null);
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private String balancer = "";
    private String group = "";
    private RawTarget one;
    private RawTarget two;

    @BeforeEach
    void open() throws InterruptedException {
        one = target("10.0.1.101");
        two = target("10.0.2.102");
        site.instance("i-1", Site.A, "10.0.1.101");
        site.instance("i-2", Site.B, "10.0.2.102");
        balancer = site.balancer("shop");
        group = site.group("web", 8080, 5, 2, 2);
        site.listener(balancer, 80, Site.forward(group));
        site.register(group, "i-1", "i-2");
        until(() -> settled("us-east-1a", 2) && settled("us-east-1b", 2));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : toClose) one.close();
        site.close();
    }

    private RawTarget target(String ip) {
        return new RawTarget(
                fabric.network(),
                ip.startsWith("10.0.1") ? Site.A : Site.B,
                ip,
                8080,
                (connection, request) -> connection.answer(ip));
    }

    /// Waits on scenario time, without sleeping.
    private void until(BooleanSupplier reached) throws InterruptedException {
        for (int i = 0; i < 2_000 && !reached.getAsBoolean(); i++) pause(Duration.ofMillis(400));
        assertThat(reached.getAsBoolean()).as("in time").isTrue();
    }

    private void pause(Duration scenario) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        fabric.time().after(scenario, over::countDown);
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /// Whether a node sees so many healthy targets.
    private boolean settled(String zone, int healthy) {
        LiveBalancer running = site.service.fleet().balancer(balancer);
        LiveNode node = running == null ? null : running.node(zone);
        var pool = node == null ? null : node.pools().get(group);
        return pool != null && pool.targets().size() == 2 && pool.healthy() == healthy;
    }

    private InetSocketAddress address(int port) {
        LiveBalancer running = Objects.requireNonNull(site.service.fleet().balancer(balancer));
        Node node = (Node) Objects.requireNonNull(
                Objects.requireNonNull(running.node("us-east-1a")).carrier());
        return Objects.requireNonNull(node.address(port));
    }

    private RawClient client() {
        RawClient client = new RawClient(address(80));
        toClose.add(client);
        return client;
    }

    @Test
    void requestsGoToEachTargetInTurnOverOneConnection() {
        RawClient client = client();
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String response = client.get("/");
            bodies.add(response.substring(response.length() - 10));
        }
        assertThat(bodies.subList(0, 2)).containsExactlyInAnyOrder("10.0.1.101", "10.0.2.102");
        assertThat(bodies.subList(2, 4)).isEqualTo(bodies.subList(0, 2));
        assertThat(site.sum("RequestCount")).isEqualTo(6);
        assertThat(site.sum("HTTPCode_Target_2XX_Count")).isEqualTo(6);
    }

    @Test
    void theTargetIsToldOfTheWay() {
        client().send("GET /x?y=1 HTTP/1.1\r\nHost: site.example:80\r\nConnection: keep-alive\r\n"
                        + "X-Forwarded-For: 203.0.113.7\r\n\r\n")
                .response();
        String sent = !one.requests.isEmpty() ? one.requests.getFirst() : two.requests.getFirst();
        assertThat(sent).startsWith("GET /x?y=1 HTTP/1.1\r\n");
        assertThat(sent).contains("X-Forwarded-For: 203.0.113.7, 127.0.0.1\r\n");
        assertThat(sent).contains("X-Forwarded-Proto: http\r\n").contains("X-Forwarded-Port: 80\r\n");
        assertThat(sent).containsPattern("X-Amzn-Trace-Id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}\r\n");
        assertThat(sent).contains("Host: site.example\r\n").doesNotContain("Connection:");
    }

    @Test
    void bodiesFlowThrough() {
        RawTarget.Behaviour echo =
                (connection, request) -> connection.answer(request.substring(request.indexOf("\r\n\r\n") + 4));
        one.behave(echo);
        two.behave(echo);
        String body = "0123456789".repeat(20_000);
        String response = client().send(
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .response();
        assertThat(response).endsWith(body);
    }

    @Test
    void aTargetThatClosesInsteadOfAnsweringIs502() {
        one.behave((connection, request) -> connection.close());
        two.behave((connection, request) -> connection.close());
        String response = client().get("/");
        assertThat(response).startsWith("HTTP/1.1 502 Bad Gateway\r\n").contains("awselb/2.0");
        assertThat(site.sum("HTTPCode_ELB_5XX_Count")).isEqualTo(1);
        assertThat(site.sum("HTTPCode_ELB_502_Count")).isEqualTo(1);
        assertThat(one.requests.size() + two.requests.size())
                .as("not tried again")
                .isEqualTo(1);
    }

    @Test
    void aMalformedResponseIs502() {
        one.behave((connection, request) -> connection.send("this is not HTTP\r\n\r\n"));
        two.behave((connection, request) -> connection.send("this is not HTTP\r\n\r\n"));
        assertThat(client().get("/")).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    }

    @Test
    void aRefusedConnectionIs502() {
        site.api.deregisterTargets(site.call, new Requests.GroupTargets(group, both(null)));
        site.api.registerTargets(site.call, new Requests.GroupTargets(group, both(9)));
        assertThat(client().get("/")).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
        assertThat(site.sum("TargetConnectionErrorCount")).isEqualTo(1);
    }

    private static List<Shapes.TargetDescription> both(Integer port) {
        return List.of(
                new Shapes.TargetDescription("i-1", port, null), new Shapes.TargetDescription("i-2", port, null));
    }

    @Test
    void aTargetThatCannotBeReachedIs504() {
        site.instance("i-1", Site.A, "10.0.1.250");
        site.instance("i-2", Site.B, "10.0.2.251");
        site.register(group, "i-1", "i-2");
        long before = fabric.time().nanos();
        assertThat(client().get("/")).startsWith("HTTP/1.1 504 Gateway Time-out\r\n");
        assertThat(Duration.ofNanos(fabric.time().nanos() - before)).isGreaterThan(Duration.ofSeconds(10));
    }

    @Test
    void aTargetThatIsSilentForTheIdleTimeoutIs504() {
        site.setBalancer(balancer, "idle_timeout.timeout_seconds", "20");
        one.behave((connection, request) -> {});
        two.behave((connection, request) -> {});
        RawClient client = client();
        assertThat(client.get("/")).startsWith("HTTP/1.1 504 Gateway Time-out\r\n");
        assertThat(site.sum("HTTPCode_ELB_504_Count")).isEqualTo(1);
    }

    @Test
    void aGroupWithoutTargetsIs503() {
        site.set(group, "deregistration_delay.timeout_seconds", "0");
        site.deregister(group, "i-1");
        site.deregister(group, "i-2");
        String response = client().get("/");
        assertThat(response).startsWith("HTTP/1.1 503 Service Temporarily Unavailable\r\n");
        assertThat(response).contains("<center><h1>503 Service Temporarily Unavailable</h1></center>");
        assertThat(site.sum("RequestCount")).isZero();
    }

    @Test
    void aClientThatLeavesIsCountedAs460() throws InterruptedException {
        one.behave((connection, request) -> {});
        two.behave((connection, request) -> {});
        RawClient client = client();
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        until(() -> one.requests.size() + two.requests.size() == 1);
        client.close();
        until(() -> site.sum("HTTPCode_ELB_4XX_Count") == 1);
    }

    @Test
    void malformedRequestsAre400() {
        assertThat(client().send("GET / HTTP/1.1\r\n\r\n").response()).startsWith("HTTP/1.1 400 Bad Request\r\n");
        assertThat(client().send("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")
                        .response())
                .startsWith("HTTP/1.1 400 Bad Request\r\n");
        assertThat(client().send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(17_000) + "\r\n\r\n")
                        .response())
                .startsWith("HTTP/1.1 400 Bad Request\r\n");
        assertThat(client().send("GET /" + "y".repeat(17_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .response())
                .startsWith("HTTP/1.1 414 ");
        assertThat(client().send("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n").response())
                .startsWith("HTTP/1.1 405 ");
        assertThat(client().send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n")
                        .response())
                .startsWith("HTTP/1.1 501 ");
        assertThat(client().send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + "1.1.1.1, ".repeat(30)
                                + "2.2.2.2\r\n\r\n")
                        .response())
                .startsWith("HTTP/1.1 463 ");
        assertThat(one.requests).isEmpty();
        assertThat(two.requests).isEmpty();
    }

    @Test
    void aRequestWithTwoLengthsIsServedAndTheConnectionEnds() {
        String response = client().send(
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n"
                                + "\r\n3\r\nabc\r\n0\r\n\r\n")
                .rest();
        assertThat(response).startsWith("HTTP/1.1 200 OK\r\n").containsIgnoringCase("connection: close");
        site.setBalancer(balancer, "routing.http.desync_mitigation_mode", "strictest");
        assertThat(client().send(
                                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n")
                        .response())
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        RawTarget.Behaviour path = (connection, request) -> connection.answer(request.split(" ")[1]);
        one.behave(path);
        two.behave(path);
        RawClient client = client();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 20; i++) all.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
        client.send(all.toString());
        for (int i = 0; i < 20; i++) assertThat(client.response()).endsWith("\r\n\r\n/" + i);
    }

    @Test
    void theClientIsAskedForItsBodyAtOnce() {
        RawClient client = client();
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        assertThat(client.response()).startsWith("HTTP/1.1 100 Continue\r\n");
        assertThat(client.send("abc").response()).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat((one.requests.toString() + two.requests).toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("expect:");
    }

    @Test
    void aResponseWithoutALengthIsSentInChunks() {
        RawTarget.Behaviour untilClosed = (connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\n\r\nhello");
            connection.close();
        };
        one.behave(untilClosed);
        two.behave(untilClosed);
        RawClient client = client();
        assertThat(client.get("/")).containsIgnoringCase("transfer-encoding: chunked");
        assertThat(client.read(15)).isEqualTo("5\r\nhello\r\n0\r\n\r\n");
        assertThat(client.get("/")).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void aHeadHasNoBody() {
        RawTarget.Behaviour head =
                (connection, request) -> connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        one.behave(head);
        two.behave(head);
        RawClient client = client();
        client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(client.rest()).containsPattern("(?s)Content-Length: 100.*HTTP/1.1 200 OK.*Content-Length: 100");
    }

    @Test
    void anUpgradedConnectionIsPassedThrough() {
        RawTarget.Behaviour socket = (connection, request) -> {
            if (request.startsWith("GET"))
                connection.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: x\r\n\r\nfirst");
            else connection.send("<" + request + ">");
        };
        one.behave(socket);
        two.behave(socket);
        RawClient client = client();
        String response = client.send(
                        "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
                .response();
        assertThat(response).startsWith("HTTP/1.1 101 ").containsIgnoringCase("upgrade: websocket");
        assertThat(client.read(5)).isEqualTo("first");
        assertThat(client.send("ping").read(6)).isEqualTo("<ping>");
    }

    @Test
    void aStickyClientStaysWithItsTarget() {
        site.set(group, "stickiness.enabled", "true");
        RawClient client = client();
        String first = client.get("/");
        assertThat(first).contains("AWSALB=").contains("AWSALBCORS=").contains("SameSite=None");
        String cookie = first.substring(first.indexOf("AWSALB="), first.indexOf(';', first.indexOf("AWSALB=")));
        String body = first.substring(first.length() - 10);
        for (int i = 0; i < 5; i++)
            assertThat(client.send("GET / HTTP/1.1\r\nHost: a\r\nCookie: a=b; " + cookie + "\r\n\r\n")
                            .response())
                    .endsWith(body);
    }

    @Test
    void rulesChooseByPathAndHost() {
        String listener = site.listener(
                balancer,
                8081,
                new Action("fixed-response", null, null, null, new FixedResponseConfig("no", "404", null), null));
        Condition path =
                new Condition("path-pattern", null, null, new Values(List.of("/api/*")), null, null, null, null);
        Condition host =
                new Condition("host-header", null, new Values(List.of("*.example")), null, null, null, null, null);
        site.api.createRule(
                site.call,
                new Requests.CreateRule(listener, List.of(path, host), 1, List.of(Site.forward(group)), List.of()));
        RedirectConfig to = new RedirectConfig("HTTPS", "443", null, null, null, "HTTP_301");
        site.api.createRule(
                site.call,
                new Requests.CreateRule(
                        listener,
                        List.of(host),
                        2,
                        List.of(new Action("redirect", null, null, to, null, null)),
                        List.of()));
        RawClient client = new RawClient(address(8081));
        toClose.add(client);
        assertThat(client.get("/api/x")).startsWith("HTTP/1.1 200 OK");
        assertThat(client.get("/other?q=1"))
                .startsWith("HTTP/1.1 301 Moved Permanently")
                .containsIgnoringCase("location: https://site.example:443/other?q=1");
        assertThat(client.send("GET /api/x HTTP/1.1\r\nHost: elsewhere.test\r\n\r\n")
                        .response())
                .startsWith("HTTP/1.1 404 ")
                .endsWith("no");
    }

    @Test
    void aDrainingTargetFinishesWhatItHas() throws InterruptedException {
        site.set(group, "deregistration_delay.timeout_seconds", "60");
        List<RawTarget.Connection> held = new java.util.concurrent.CopyOnWriteArrayList<>();
        one.behave((connection, request) -> held.add(connection));
        RawClient client = client();
        while (held.isEmpty()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            until(() -> !held.isEmpty() || !two.requests.isEmpty());
            if (held.isEmpty()) client.response();
            two.requests.clear();
        }
        site.deregister(group, "i-1");
        assertThat(site.health(group)).containsEntry("i-1", "draining Target.DeregistrationInProgress");
        RawClient other = client();
        for (int i = 0; i < 4; i++) assertThat(other.get("/")).endsWith("10.0.2.102");
        held.getFirst().answer("late");
        assertThat(client.response()).endsWith("late");
        until(() -> !site.health(group).containsKey("i-1"));
    }

    @Test
    void unhealthyTargetsGetNothingUntilAllAreUnhealthy() throws InterruptedException {
        one.healthy = false;
        until(() -> settled("us-east-1a", 1) && settled("us-east-1b", 1));
        assertThat(site.health(group)).containsEntry("i-1", "unhealthy Target.ResponseCodeMismatch");
        RawClient client = client();
        for (int i = 0; i < 4; i++) assertThat(client.get("/")).endsWith("10.0.2.102");
        two.healthy = false;
        until(() -> settled("us-east-1a", 0));
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 4; i++) bodies.add(client.get("/").substring(10));
        assertThat(bodies).anySatisfy(body -> assertThat(body).endsWith("10.0.1.101"));
        assertThat(site.journal)
                .anySatisfy(event -> assertThat(event.words())
                        .isEqualTo("Target i-1 in us-east-1a is unhealthy in target group web: "
                                + "Health checks failed with these codes: [500]"));
    }
}
