package io.windtunnel.fabric.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.windtunnel.fabric.run.Threads;
import io.windtunnel.kernel.time.VirtualTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Long requests, piece by piece, on one thread that plays both the event loop and the reader.
class StreamedBodyTest {
    private static final int GATHERED = 100;

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T12:00:00Z"));
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private final Threads threads = new Threads();
    private Request request;
    private InputStream body;

    @BeforeEach
    void attach() {
        AsyncHttpHandler handler = asked -> {
            request = asked;
            return answer;
        };
        new HttpServer(time, ServerConnection.SMALL, handler, new HttpServer.Streaming(GATHERED, threads))
                .attach(channel.pipeline(), false, time);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        threads.close();
    }

    private void put(long length, String... fields) throws IOException {
        send("PUT /key HTTP/1.1\r\nHost: h\r\n" + String.join("\r\n", fields) + (fields.length > 0 ? "\r\n" : "")
                + "Content-Length: " + length + "\r\n\r\n");
        body = request.content().open();
    }

    private ByteBuf send(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        channel.writeInbound(bytes);
        return bytes;
    }

    private String received() {
        channel.runPendingTasks();
        StringBuilder text = new StringBuilder();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            text.append(next.toString(StandardCharsets.US_ASCII));
            next.release();
        }
        return text.toString();
    }

    private String read(int bytes) throws IOException {
        return new String(body.readNBytes(bytes), StandardCharsets.US_ASCII);
    }

    @Test
    void aShortBodyIsGathered() {
        send("PUT /key HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab");
        assertThat(request).isNull();
        send("c");
        assertThat(request.content().isGathered()).isTrue();
        assertThat(request.text()).isEqualTo("abc");
    }

    @Test
    void aLongBodyFollowsItsHead() throws IOException {
        put(200);
        assertThat(request.content().length()).isEqualTo(200);
        send("a".repeat(150));
        assertThat(read(10)).isEqualTo("aaaaaaaaaa");
        send("b".repeat(50));
        assertThat(read(500)).isEqualTo("a".repeat(140) + "b".repeat(50));
        answer.complete(Response.of(200));
        assertThat(received()).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("close");
        send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(received()).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void aBodyInChunksIsAStreamOfUnknownLength() throws IOException {
        send("PUT /key HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        body = request.content().open();
        assertThat(request.content().length()).isEqualTo(-1);
        assertThat(read(3)).isEqualTo("abc");
        send("2\r\nde\r\n0\r\n\r\n");
        assertThat(read(100)).isEqualTo("de");
    }

    @Test
    void aReaderThatLagsHoldsTheClientBack() throws IOException {
        int length = 4 * BodyStream.MUCH;
        put(length);
        String piece = "x".repeat(BodyStream.LITTLE);
        int sent = 0;
        while (channel.config().isAutoRead()) {
            send(piece);
            sent += piece.length();
        }
        assertThat(sent).isEqualTo(BodyStream.MUCH + piece.length());
        assertThat(body.available()).isEqualTo(sent);
        read(BodyStream.MUCH);
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).as("a little is left").isFalse();
        read(1);
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
        time.advance(ServerConnection.SMALL.bodyPause().minusSeconds(1));
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void theClientIsToldToContinueWhenItsBodyIsWanted() throws IOException {
        put(200, "Expect: 100-continue");
        assertThat(received()).isEmpty();
        threads.run(() -> {
            try {
                body.readAllBytes();
                answer.complete(Response.of(204));
            } catch (IOException broken) {
                answer.completeExceptionally(broken);
            }
        });
        String said = "";
        while (said.isEmpty()) said = received();
        assertThat(said).startsWith("HTTP/1.1 100 Continue");
        send("x".repeat(200));
        for (said = received(); said.isEmpty(); said = received()) Thread.onSpinWait(); // the reader answers
        assertThat(said).startsWith("HTTP/1.1 204 ");
    }

    @Test
    void anAnswerThatWantsNoBodyEndsTheConnection() throws IOException {
        put(200, "Expect: 100-continue");
        answer.complete(Response.of(403));
        assertThat(received()).startsWith("HTTP/1.1 403 ").containsIgnoringCase("connection: close");
    }

    @Test
    void aClientThatBreaksOffIsAnErrorToTheReader() throws IOException {
        put(200);
        send("x".repeat(150));
        channel.close();
        assertThat(read(150)).hasSize(150);
        assertThatThrownBy(() -> body.read()).isInstanceOf(IOException.class).hasMessageContaining("broke off");
    }

    @Test
    void aClientThatPausesForTooLongIsAnErrorToTheReader() throws IOException {
        put(200);
        send("x");
        read(1);
        time.advance(ServerConnection.SMALL.bodyPause());
        assertThatThrownBy(() -> body.read()).isInstanceOf(IOException.class).hasMessageContaining("paused");
        answer.complete(Response.of(400));
        assertThat(received()).startsWith("HTTP/1.1 400 ").containsIgnoringCase("connection: close");
    }

    @Test
    void whatNoOneReadsIsReleased() throws IOException {
        put(200);
        ByteBuf whole = send("x".repeat(200));
        assertThat(whole.refCnt()).isEqualTo(1);
        answer.complete(Response.of(200));
        assertThat(received()).startsWith("HTTP/1.1 200 ");
        assertThat(whole.refCnt()).isZero();
    }
}
