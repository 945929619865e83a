package io.windtunnel.cloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.ports.VirtualHosts;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.http.HttpLimits;
import io.windtunnel.fabric.http.HttpServer;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.fabric.tls.LocalAuthority;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.List;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Over real sockets, as clients outside come.
class GatewayTest {
    private static final String SITE = "site-1.us-east-1.elb.localhost";

    private final Cloud cloud = Cloud.open(Cloud.Options.standard()
            .fabric(FabricOptions.standard().seed(1).speed(50))
            .tell(_ -> {}));
    private final Gateway gateway =
            Gateway.open(cloud, GatewayOptions.standard().port(0));
    private final Fabric fabric = cloud.fabric();

    @AfterEach
    void close() {
        gateway.close();
        cloud.close();
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gateway.address().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String get(String host, String path) throws IOException {
        try (Socket socket = connect()) {
            return ask(socket, "GET " + path + " HTTP/1.1\nHost: " + host + "\nConnection: close\n\n");
        }
    }

    @Test
    void tellsWhatRuns() throws IOException {
        cloud.notHonoured().report("ec2", "RunInstances", "CpuOptions");
        assertThat(get("localhost:4566", "/_windtunnel/health"))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"status\":\"running\"", "\"cloudwatch\"", "\"ec2:RunInstances CpuOptions\":1");
        assertThat(get("localhost", "/_windtunnel/other")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void tellsWhatItCosts() throws IOException {
        Scope home = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
        Scope abroad = new Scope(AccountId.DEFAULT, new Region("eu-west-1"));
        Usage usage = Usage.of(cloud.directory());
        Usage.Type bytes = new Usage.Type("EC2 - Other", "DataTransfer-Out-Bytes", "GB", Usage.Charge.USE);
        usage.meter(home, "lb", bytes).add(2);
        usage.meter(abroad, "i-1", new Usage.Type("EC2", "BoxUsage:odd.large", "Hrs", Usage.Charge.IDLE))
                .add(3);
        assertThat(get("localhost:4566", "/_windtunnel/bill"))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"dollars\":0.18,", "\"idleDollars\":0,", "\"instanceHours\":3,")
                .contains(
                        "\"usageType\":\"DataTransfer-Out-Bytes\",\"operation\":\"\",\"charge\":\"use\",\"quantity\":2,")
                .contains("\"dollars\":null", "\"notPriced\":[\"EC2: BoxUsage:odd.large\"]")
                .contains("eu-west-1 is priced as us-east-1");
    }

    @Test
    void answersTheApiInBothTongues() throws Exception {
        String body = "Action=ListMetrics&Version=2010-08-01";
        String request = "POST / HTTP/1.1\nHost: localhost\nConnection: close\n"
                + "Content-Type: application/x-www-form-urlencoded\nContent-Length: " + body.length() + "\n\n" + body;
        try (Socket plain = connect()) {
            assertThat(ask(plain, request)).startsWith("HTTP/1.1 200 ").contains("<ListMetricsResult>");
        }
        try (Socket secure = secure("localhost")) {
            assertThat(ask(secure, request)).startsWith("HTTP/1.1 200 ").contains("<ListMetricsResult>");
        }
        try (Socket plain = connect()) {
            assertThat(ask(plain, request.replace("ListMetrics", "ListNothing")))
                    .startsWith("HTTP/1.1 ")
                    .contains("RequestId");
        }
    }

    @Test
    void answersLongRequestsToo() throws IOException {
        String body = "Action=ListMetrics&Version=2010-08-01&Namespace=" + "x".repeat(200_000);
        String head = "POST / HTTP/1.1\nHost: localhost\nConnection: close\n"
                + "Content-Type: application/x-www-form-urlencoded\n";
        try (Socket plain = connect()) {
            assertThat(ask(plain, head + "Content-Length: " + body.length() + "\n\n" + body))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("<Code>ValidationError</Code>", "length less than or equal to 255");
        }
        try (Socket plain = connect()) {
            String chunk = Integer.toHexString(body.length()) + "\n" + body + "\n0\n\n";
            assertThat(ask(plain, head + "Transfer-Encoding: chunked\n\n" + chunk))
                    .contains("<Code>ValidationError</Code>");
        }
    }

    @Test
    void refusesWhatIsTooLongToHold() throws IOException {
        String head = "POST / HTTP/1.1\nHost: localhost\nContent-Length: 100000000\nExpect: 100-continue\n"
                + "Content-Type: application/x-amz-json-1.1\nX-Amz-Target: AmazonSSM.GetParameter\n\n";
        try (Socket plain = connect()) {
            assertThat(ask(plain, head)).startsWith("HTTP/1.1 413 ").doesNotContain("100 Continue");
        }
    }

    /// A connection whose certificate must be for `name` and from the cloud's authority.
    private SSLSocket secure(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "authority", cloud.directory().require(LocalAuthority.class).certificate());
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(connect(), name, gateway.address().getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private Host node(String zone, String ip) {
        return fabric.network().host(Place.in(Region.US_EAST_1.zone(zone)), NamedAddress.INTERNET, ip);
    }

    private static Response whoAsks(io.windtunnel.fabric.http.Request request) {
        var origin = request.origin();
        return Response.text(
                200, origin.client().getAddress().getHostAddress() + " " + origin.relayed() + " " + request.secure());
    }

    private void register(OptionalInt plain, OptionalInt tls, String... ips) {
        List<NamedAddress> addresses = java.util.stream.Stream.of(ips)
                .map(ip -> new NamedAddress(NamedAddress.INTERNET, ip))
                .toList();
        cloud.directory()
                .require(VirtualHosts.class)
                .register(SITE, () -> new VirtualHosts.Entrance(addresses, plain, tls));
    }

    @Test
    void relaysARegisteredNameWithTheClientsAddress() throws Exception {
        HttpServer.serve(fabric.network(), fabric.threads(), node("a", "52.0.0.1"), 80, GatewayTest::whoAsks);
        register(OptionalInt.of(80), OptionalInt.empty(), "52.0.0.1");
        assertThat(get(SITE + ":4566", "/")).endsWith("127.0.0.1 true false");
        try (Socket secure = secure(SITE)) {
            assertThat(ask(secure, "GET / HTTP/1.1\nHost: " + SITE + "\nConnection: close\n\n"))
                    .endsWith("127.0.0.1 true false");
        }
        assertThat(get("localhost", "/_windtunnel/health")).contains("running");
    }

    @Test
    void triesTheNextNodeWhenOneDoesNotAnswer() throws Exception {
        Host dark = node("a", "52.0.0.1");
        HttpServer.serve(fabric.network(), fabric.threads(), dark, 80, _ -> Response.text(200, "dark"));
        HttpServer.serve(
                fabric.network(), fabric.threads(), node("b", "52.0.0.2"), 80, _ -> Response.text(200, "light"));
        register(OptionalInt.of(80), OptionalInt.empty(), "52.0.0.1", "52.0.0.2");
        assertThat(get(SITE, "/")).endsWith("dark");
        fabric.links().darken(dark.place());
        assertThat(get(SITE, "/")).endsWith("light");
        fabric.links().darken(Place.in(Region.US_EAST_1));
        assertThat(get(SITE, "/")).isEmpty();
    }

    @Test
    void relaysTlsUntouchedToWhoSpeaksIt() throws Exception {
        var keys = cloud.directory().require(LocalAuthority.class).issue(List.of(SITE));
        HttpServer.serve(
                fabric.network(),
                fabric.threads(),
                node("a", "52.0.0.1"),
                443,
                keys,
                HttpLimits.STANDARD,
                GatewayTest::whoAsks);
        register(OptionalInt.empty(), OptionalInt.of(443), "52.0.0.1");
        try (Socket secure = secure(SITE)) {
            assertThat(ask(secure, "GET / HTTP/1.1\nHost: " + SITE + "\nConnection: close\n\n"))
                    .endsWith("127.0.0.1 true true");
        }
    }

    @Test
    void carriesALotBothWays() throws Exception {
        HttpServer.serve(
                fabric.network(),
                fabric.threads(),
                node("a", "52.0.0.1"),
                80,
                request -> new Response(
                        200, io.windtunnel.fabric.http.Fields.of("X-Got", "" + request.body().length), request.body()));
        register(OptionalInt.of(80), OptionalInt.empty(), "52.0.0.1");
        byte[] body = new byte[10_000_000];
        try (Socket socket = connect()) {
            Thread sender = Thread.startVirtualThread(() -> {
                try {
                    socket.getOutputStream()
                            .write(("POST / HTTP/1.1\r\nHost: " + SITE + "\r\nConnection: close\r\nContent-Length: "
                                            + body.length + "\r\n\r\n")
                                    .getBytes());
                    socket.getOutputStream().write(body);
                } catch (IOException failure) {
                    throw new java.io.UncheckedIOException(failure);
                }
            });
            byte[] answer = socket.getInputStream().readAllBytes();
            sender.join();
            assertThat(answer.length).isGreaterThan(body.length);
            assertThat(new String(answer, 0, 200, StandardCharsets.US_ASCII)).contains("X-Got: 10000000");
        }
    }

    @Test
    void garbageIsEndedNotAnswered() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9});
            assertThat(socket.getInputStream().readAllBytes().length).isLessThan(20);
        }
        try (Socket socket = connect()) {
            assertThat(ask(socket, "nonsense\n\n")).startsWith("HTTP/1.1 400 ");
        }
    }
}
