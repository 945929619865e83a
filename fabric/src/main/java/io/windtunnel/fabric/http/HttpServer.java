package io.windtunnel.fabric.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Listener;
import io.windtunnel.fabric.net.LoopTime;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.run.Threads;
import io.windtunnel.fabric.tls.KeyPair;
import io.windtunnel.fabric.tls.Tls;
import io.windtunnel.kernel.time.Time;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 server: keep-alive, pipelining, `Expect: 100-continue`, chunked bodies, limits on everything. It
/// serves what [#attach] hands it; [#serve] and [#serveAsync] open a port of a host for one.
///
/// Errors: a request that breaks a limit or the protocol is answered with its 4xx and the connection ends; what a
/// handler throws is answered with 500 and logged with its trace.
///
/// Thread safety: every method may be called from any thread.
public final class HttpServer implements AutoCloseable {
    /// How long the rest of a refused request is still read, scenario time, so that the client sees the refusal.
    static final Duration LINGER = Duration.ofSeconds(2);

    /// Requests a client may have sent ahead of their answers; beyond it the connection ends.
    static final int MOST_PIPELINED = 10_000;

    /// The longest piece of a body the decoder hands on.
    private static final int PIECE_BYTES = 64 * 1024;

    private final Time time;
    private final HttpLimits limits;
    private final AsyncHttpHandler handler;
    private final @Nullable Streaming streaming;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /// Sees the bytes before they are decoded: those of a request that is not whole yet start its deadline.
    private static final class Entrance extends ChannelInboundHandlerAdapter {
        private final HttpExchanges exchanges;

        Entrance(HttpExchanges exchanges) {
            this.exchanges = exchanges;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            int before = exchanges.pieces();
            ctx.fireChannelRead(message);
            exchanges.afterRead(before);
        }
    }

    private record Connection(HttpExchanges exchanges, Channel channel) {}

    /// A server that gathers every body.
    public HttpServer(Time time, HttpLimits limits, AsyncHttpHandler handler) {
        this(time, limits, handler, null);
    }

    /// @param streaming which bodies are streams; null where all are gathered
    public HttpServer(Time time, HttpLimits limits, AsyncHttpHandler handler, @Nullable Streaming streaming) {
        this.time = time;
        this.limits = limits;
        this.handler = handler;
        this.streaming = streaming;
    }

    /// Bodies that are handed to the handler, and taken from it, while they are on their way. A request whose body is a
    /// stream is handled as soon as its head is there, and its limit is the handler's affair: the handler must be
    /// one that may block, as [AsyncHttpHandler#on] makes it.
    ///
    /// @param gatheredBytes the longest body that is still gathered: for small ones that is fastest
    /// @param threads where the streams of responses are read
    public record Streaming(int gatheredBytes, Threads threads) {}

    @Nullable
    Streaming streaming() {
        return streaming;
    }

    /// Serves with a handler that may block, on virtual threads.
    ///
    /// @param keys speaks TLS with them; null for plain HTTP
    /// @return closing it accepts no more; requests under way are still answered
    public static Listener serve(
            Network network,
            Threads threads,
            Host host,
            int port,
            @Nullable KeyPair keys,
            HttpLimits limits,
            HttpHandler handler) {
        return serveAsync(network, host, port, keys, limits, handler.on(threads));
    }

    /// Plain HTTP with the standard limits and a handler that may block.
    public static Listener serve(Network network, Threads threads, Host host, int port, HttpHandler handler) {
        return serve(network, threads, host, port, null, HttpLimits.STANDARD, handler);
    }

    /// Serves with a handler that answers later and never blocks.
    ///
    /// @param keys speaks TLS with them; null for plain HTTP
    /// @return closing it accepts no more; requests under way are still answered
    public static Listener serveAsync(
            Network network, Host host, int port, @Nullable KeyPair keys, HttpLimits limits, AsyncHttpHandler handler) {
        return serve(network, host, port, keys, new HttpServer(network.time(), limits, handler));
    }

    /// Serves with a handler that may block, on virtual threads, and long bodies as streams.
    ///
    /// @param gatheredBytes the longest body that is still gathered
    public static Listener serveStreaming(
            Network network, Threads threads, Host host, int port, int gatheredBytes, HttpHandler handler) {
        Streaming streaming = new Streaming(gatheredBytes, threads);
        return serve(
                network,
                host,
                port,
                null,
                new HttpServer(network.time(), HttpLimits.STANDARD, handler.on(threads), streaming));
    }

    private static Listener serve(Network network, Host host, int port, @Nullable KeyPair keys, HttpServer server) {
        SslContext tls = keys == null ? null : Tls.server(keys);
        Listener listener = network.listen(host, port, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (tls != null) channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                server.attach(channel.pipeline(), tls != null);
            }
        });
        return new Serving(server, listener);
    }

    /// Plain HTTP with the standard limits and a handler that answers later.
    public static Listener serveAsync(Network network, Host host, int port, AsyncHttpHandler handler) {
        return serveAsync(network, host, port, null, HttpLimits.STANDARD, handler);
    }

    /// A port with a server behind it.
    private record Serving(HttpServer server, Listener listener) implements Listener {
        @Override
        public int port() {
            return listener.port();
        }

        @Override
        public InetSocketAddress address() {
            return listener.address();
        }

        @Override
        public void close() {
            listener.close();
            server.close();
        }
    }

    /// Serves a connection from here on: adds its handlers at the end of the pipeline.
    ///
    /// @param secure whether TLS has been spoken on it before
    public void attach(ChannelPipeline pipeline, boolean secure) {
        attach(pipeline, secure, new LoopTime(time, pipeline.channel().eventLoop()));
    }

    /// Serves a connection on a time of its own, for tests.
    void attach(ChannelPipeline pipeline, boolean secure, Time loopTime) {
        pipeline.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        HttpDecoderConfig decoding = new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxChunkSize(PIECE_BYTES);
        HttpExchanges exchanges = new HttpExchanges(this, secure, loopTime);
        pipeline.addLast(new Entrance(exchanges))
                .addLast(new HttpServerCodec(decoding, MOST_PIPELINED))
                .addLast(exchanges);
        Connection connection = new Connection(exchanges, pipeline.channel());
        connections.add(connection);
        pipeline.channel().closeFuture().addListener(_ -> connections.remove(connection));
    }

    HttpLimits limits() {
        return limits;
    }

    AsyncHttpHandler handler() {
        return handler;
    }

    boolean closing() {
        return closing;
    }

    /// The answer to a request whose handler failed.
    Response failed(@Nullable Throwable failure) {
        log().log(Level.ERROR, "a request's handler failed", failure);
        return Response.text(500, "Internal Server Error");
    }

    /// A connection that breaks is the client's affair; what is not input or output is a bug of ours.
    void connectionFailed(Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) return;
        log().log(Level.ERROR, "a connection failed", cause);
    }

    private static System.Logger log() {
        return System.getLogger("io.windtunnel.fabric.http");
    }

    /// Ends the idle connections; the others end with their next answer.
    @Override
    public void close() {
        closing = true;
        for (Connection connection : connections) connection.channel.eventLoop().execute(connection.exchanges::drain);
    }
}
