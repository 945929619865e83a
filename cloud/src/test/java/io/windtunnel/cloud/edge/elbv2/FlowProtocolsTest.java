package io.windtunnel.cloud.edge.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// TLS and UDP through a network load balancer.
@Timeout(60)
class FlowProtocolsTest extends FlowWorld {
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
}
