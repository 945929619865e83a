package io.windtunnel.fabric.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Listener;
import io.windtunnel.fabric.tls.KeyPair;
import io.windtunnel.fabric.tls.LocalAuthority;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// On real sockets, with scenario time fifty times as fast.
class HttpOverSocketsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(200);
    private static final Destination SITE = new Destination("vpc-1", "10.0.0.1", 80);

    private final Fabric fabric = Fabric.open(FabricOptions.standard().seed(1).speed(50));
    private final Host server = fabric.network().host(Place.in(Region.US_EAST_1.zone("a")), "vpc-1", "10.0.0.1");
    private final Host client = fabric.network().host(Place.in(Region.US_EAST_1.zone("b")), "vpc-1", "10.0.0.2");
    private final HttpClient http = new HttpClient(fabric.network());

    @AfterEach
    void close() {
        fabric.close();
    }

    private Listener serve(HttpHandler handler) {
        return HttpServer.serve(fabric.network(), fabric.threads(), server, 80, handler);
    }

    @Test
    void askedFromAHostAnswersWithWhoAsked() {
        serve(request -> Response.text(
                200,
                request.text() + " from "
                        + request.origin().client().getAddress().getHostAddress()));
        Response response = http.send(client, SITE, Request.post("/", "text/plain", "hello".getBytes()), PATIENCE)
                .join();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("hello from 10.0.0.2");
        assertThat(response.fields().first("content-type")).startsWith("text/plain");
    }

    @Test
    void speaksTls() {
        KeyPair keys = LocalAuthority.passing(fabric.time()::now).issue(List.of("site.localhost"));
        HttpServer.serve(
                fabric.network(),
                fabric.threads(),
                server,
                80,
                keys,
                HttpLimits.STANDARD,
                request -> Response.text(200, "secure " + request.secure()));
        assertThat(http.sendSecurely(client, SITE, Request.get("/"), PATIENCE)
                        .join()
                        .text())
                .isEqualTo("secure true");
        assertThatThrownBy(() ->
                        http.send(client, SITE, Request.get("/"), PATIENCE).join())
                .hasCauseInstanceOf(java.io.IOException.class);
    }

    @Test
    void aDarkServerIsATimeoutAndAnEmptyPortAConnectException() {
        assertThatThrownBy(() ->
                        http.send(client, SITE, Request.get("/"), PATIENCE).join())
                .hasCauseInstanceOf(java.net.ConnectException.class);
        serve(_ -> Response.of(204));
        try (Fault _ = fabric.links().darken(server.place())) {
            assertThatThrownBy(() -> http.send(client, SITE, Request.get("/"), Duration.ofSeconds(5))
                            .join())
                    .hasCauseInstanceOf(java.io.IOException.class);
        }
        assertThat(http.send(client, SITE, Request.get("/"), PATIENCE).join().status())
                .isEqualTo(204);
    }

    @Test
    void aServerThatDoesNotAnswerIsATimeout() {
        HttpServer.serveAsync(fabric.network(), server, 80, _ -> new java.util.concurrent.CompletableFuture<>());
        assertThatThrownBy(() -> http.send(client, SITE, Request.get("/"), Duration.ofSeconds(5))
                        .join())
                .hasCauseInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aRefusalIsReadBeforeTheConnectionEnds() throws Exception {
        Listener listener = serve(_ -> Response.of(204));
        try (Socket socket = new Socket()) {
            socket.connect(listener.address());
            byte[] tooLong = new byte[1 << 20];
            socket.getOutputStream().write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n".getBytes());
            socket.getOutputStream().write(tooLong);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aClientThatEndsItsSideGetsItsAnswer() throws Exception {
        Listener listener = serve(_ -> Response.text(200, "answer"));
        try (Socket socket = new Socket()) {
            socket.connect(listener.address());
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).endsWith("answer");
        }
    }

    @Test
    void aClosedHostEndsItsConnections() throws Exception {
        Listener listener = serve(_ -> Response.text(200, "answer"));
        try (Socket socket = new Socket()) {
            socket.connect(listener.address());
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            server.close();
            socket.getInputStream().readAllBytes();
        }
    }

    @Test
    void clientsThatVanishMidwayLeaveNothingBehind() throws Exception {
        Listener listener = serve(_ -> Response.text(200, "answer".repeat(100_000)));
        String[] beginnings = {
            "",
            "G",
            "GET / HTTP/1.1\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf",
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "\u0016\u0003\u0001",
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(50)
        };
        int threads = Thread.activeCount();
        for (int i = 0; i < 300; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(listener.address());
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(beginnings[i % beginnings.length].getBytes());
            }
        }
        assertThat(http.send(client, SITE, Request.get("/"), PATIENCE).join().status())
                .isEqualTo(200);
        assertThat(Thread.activeCount()).isLessThan(threads + 8);
    }
}
