package io.windtunnel.fabric.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.windtunnel.kernel.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A server and one connection to it, without sockets, in virtual time. By default the handler answers at once, telling
/// the method, the target and the body's length.
final class ServerConnection implements AutoCloseable {
    static final HttpLimits SMALL =
            new HttpLimits(100, 300, 1000, Duration.ofSeconds(75), Duration.ofSeconds(20), Duration.ofSeconds(10));

    final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T12:00:00Z"));
    final List<Request> requests = new ArrayList<>();
    final HttpServer server;
    final EmbeddedChannel channel = new EmbeddedChannel();

    ServerConnection() {
        this(request -> CompletableFuture.completedFuture(
                Response.text(200, request.method() + " " + request.target() + " " + request.body().length)));
    }

    ServerConnection(AsyncHttpHandler handler) {
        server = new HttpServer(time, SMALL, request -> {
            requests.add(request);
            return handler.handle(request);
        });
        server.attach(channel.pipeline(), false, time);
    }

    /// The client sends; lines may end with a bare `\n`, which is sent as CRLF.
    ServerConnection send(String text) {
        if (!channel.isOpen()) return this;
        byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        return this;
    }

    /// The client ends its side.
    void endInput() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        channel.runPendingTasks();
    }

    /// Everything the server has sent since last asked.
    String received() {
        channel.runPendingTasks();
        StringBuilder text = new StringBuilder();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            text.append(next.toString(StandardCharsets.ISO_8859_1));
            next.release();
        }
        return text.toString();
    }

    void pass(Duration duration) {
        time.advance(duration);
        channel.runPendingTasks();
    }

    boolean open() {
        channel.runPendingTasks();
        return channel.isOpen();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
