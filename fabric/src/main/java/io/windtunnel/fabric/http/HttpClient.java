package io.windtunnel.fabric.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.LoopTime;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.tls.Tls;
import io.windtunnel.kernel.time.Timer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 client for health checks and deliveries: each request goes over a connection of its own, from a host.
///
/// Thread safety: every method may be called from any thread.
public final class HttpClient {
    /// The longest response body; beyond it the exchange fails.
    public static final int MOST_BODY_BYTES = 16 * 1024 * 1024;

    private final Network network;
    private volatile @Nullable SslContext trusting;

    public HttpClient(Network network) {
        this.network = network;
    }

    /// Sends `request` and gathers the response. The future fails with an [IOException]: no connection, no answer
    /// within `timeout` ([SocketTimeoutException]), or an answer that is not HTTP. It completes on an event loop.
    ///
    /// @param timeout for the whole exchange, scenario time
    public CompletableFuture<Response> send(Host from, Destination to, Request request, Duration timeout) {
        return send(from, to, request, timeout, null);
    }

    /// Like [#send], over TLS. The server's certificate is not verified, as a load balancer does not verify its
    /// targets'.
    public CompletableFuture<Response> sendSecurely(Host from, Destination to, Request request, Duration timeout) {
        SslContext tls = trusting;
        if (tls == null) trusting = tls = Tls.trustingClient();
        return send(from, to, request, timeout, tls);
    }

    private CompletableFuture<Response> send(
            Host from, Destination to, Request request, Duration timeout, @Nullable SslContext tls) {
        EventLoop loop = network.eventLoop();
        ClientExchange exchange = new ClientExchange(to, request);
        ChannelFuture connected = network.connect(from, loop, to, timeout, null, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (tls != null) channel.pipeline().addLast(tls.newHandler(channel.alloc(), to.ip(), to.port()));
                channel.pipeline().addLast(new HttpClientCodec()).addLast(exchange);
            }
        });
        CompletableFuture<Response> answer = exchange.answer();
        Timer deadline = new LoopTime(network.time(), loop)
                .after(
                        timeout,
                        () -> answer.completeExceptionally(
                                new SocketTimeoutException("no answer from " + to + " within " + timeout)));
        connected.addListener(_ -> {
            if (!connected.isSuccess()) answer.completeExceptionally(failure(to, connected.cause()));
        });
        answer.whenComplete((_, _) -> {
            deadline.cancel();
            connected.channel().close();
        });
        return answer;
    }

    private static IOException failure(Destination to, Throwable cause) {
        return cause instanceof IOException known ? known : new IOException("cannot reach " + to, cause);
    }
}
