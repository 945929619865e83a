package io.windtunnel.fabric.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Listener;
import io.windtunnel.kernel.identity.Place;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Long bodies on real sockets.
class StreamsOverSocketsTest {
    private static final long GIGABYTE = 1L << 30;

    private final Fabric fabric = Fabric.open(FabricOptions.standard().seed(1));
    private final Host server = fabric.network().host(Place.INTERNET, "internet", "198.51.100.9");

    @AfterEach
    void close() {
        fabric.close();
    }

    private Listener serve(HttpHandler handler) {
        return HttpServer.serveStreaming(fabric.network(), fabric.threads(), server, 80, 65_536, handler);
    }

    private static Socket connect(Listener listener, String head) throws IOException {
        Socket socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) break;
            head.append((char) next);
        }
        return head.toString();
    }

    /// Bytes that come from nowhere.
    private static final class Endless extends InputStream {
        private long rest;

        Endless(long length) {
            rest = length;
        }

        @Override
        public int read() {
            return rest-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (rest <= 0) return -1;
            int got = (int) Math.min(rest, length);
            rest -= got;
            return got;
        }
    }

    @Test
    void aGigabyteGoesBothWays() throws IOException {
        Listener listener = serve(request -> {
            if (request.method().equals("GET"))
                return new Response(200, new Fields(), Content.of(() -> new Endless(GIGABYTE), GIGABYTE));
            long got = 0;
            byte[] piece = new byte[65_536];
            try (InputStream in = request.content().open()) {
                for (int more = in.read(piece); more >= 0; more = in.read(piece)) got += more;
            }
            return Response.text(200, got + " bytes");
        });
        byte[] piece = new byte[1 << 20];
        try (Socket client = connect(listener, "PUT / HTTP/1.1\nHost: h\nContent-Length: " + GIGABYTE + "\n\n")) {
            for (long sent = 0; sent < GIGABYTE; sent += piece.length)
                client.getOutputStream().write(piece);
            assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 200 ");
            byte[] said = (GIGABYTE + " bytes").getBytes(StandardCharsets.US_ASCII);
            assertThat(client.getInputStream().readNBytes(said.length)).isEqualTo(said);
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(head(client.getInputStream())).containsIgnoringCase("content-length: " + GIGABYTE);
            long got = 0;
            while (got < GIGABYTE) got += client.getInputStream().readNBytes(piece, 0, piece.length);
        }
    }

    @Test
    void anAnswerOfUnknownLengthComesInChunks() throws IOException {
        Listener listener = serve(_ -> new Response(200, new Fields(), Content.of(() -> new Endless(3), -1)));
        try (Socket client = connect(listener, "GET / HTTP/1.1\nHost: h\nConnection: close\n\n")) {
            assertThat(head(client.getInputStream())).containsIgnoringCase("transfer-encoding: chunked");
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .matches("(?s)3\\r\\n...\\r\\n0\\r\\n\\r\\n");
        }
    }

    @Test
    void anAnswerThatBreaksOffBreaksTheConnection() throws IOException {
        Listener listener = serve(_ -> new Response(200, new Fields(), Content.of(() -> new Endless(3), 100)));
        try (Socket client = connect(listener, "GET / HTTP/1.1\nHost: h\n\n")) {
            head(client.getInputStream());
            assertThat(client.getInputStream().readAllBytes()).hasSize(3);
        }
    }

    @Test
    void aClientThatReadsNothingHoldsTheSourceBack() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        long[] read = new long[1];
        Listener listener = serve(_ -> new Response(
                200,
                new Fields(),
                Content.of(
                        () -> new InputStream() {
                            @Override
                            public int read() {
                                return 'x';
                            }

                            @Override
                            public int read(byte[] into, int offset, int length) {
                                read[0] += length;
                                return length;
                            }

                            @Override
                            public void close() {
                                closed.complete(null);
                            }
                        },
                        GIGABYTE)));
        try (Socket client = connect(listener, "GET / HTTP/1.1\nHost: h\n\n")) {
            head(client.getInputStream());
        }
        closed.get(20, TimeUnit.SECONDS);
        assertThat(read[0]).as("bytes read for a client that went").isLessThan(64 << 20);
    }

    @Test
    void aClientThatBreaksOffIsAnErrorToTheReader() throws Exception {
        CompletableFuture<String> said = new CompletableFuture<>();
        Listener listener = serve(request -> {
            try (InputStream in = request.content().open()) {
                said.complete(in.readAllBytes().length + " bytes");
            } catch (IOException broken) {
                said.complete("broken");
            }
            return Response.of(200);
        });
        try (Socket client = connect(listener, "PUT / HTTP/1.1\nHost: h\nContent-Length: 1000000\n\n")) {
            client.getOutputStream().write(new byte[500_000]);
        }
        assertThat(said.get(20, TimeUnit.SECONDS)).isEqualTo("broken");
    }
}
