package io.windtunnel.rehearsal.traffic;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.fabric.net.Names;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.rehearsal.measure.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 client of one origin, as a population of ordinary clients would be. The name is resolved for every
/// request; the addresses are tried in the answer's order, each for at most the connect timeout; connections are kept
/// and used again, the last used first.
///
/// Thread safety: lives on one event loop; every method is called there.
final class Client {
    /// The most connections at once: what the ports of one loopback address allow, with room to spare.
    private static final int MOST_CONNECTIONS = 20_000;

    private final Network network;
    private final Names names;
    private final Host from;
    private final EventLoop loop;
    private final Url url;
    private final Duration connectTimeout;
    private final boolean keepAlive;
    private final @Nullable SslContext tls;
    private final Map<NamedAddress, Deque<Connection>> idle = new HashMap<>();
    private int connections;

    Client(
            Network network,
            Names names,
            Host from,
            EventLoop loop,
            Url url,
            Duration connectTimeout,
            boolean keepAlive) {
        this.network = network;
        this.names = names;
        this.from = from;
        this.loop = loop;
        this.url = url;
        this.connectTimeout = connectTimeout;
        this.keepAlive = keepAlive;
        this.tls = url.secure() ? anyCertificate() : null;
    }

    /// Certificates of a rehearsal are made up: they are not verified.
    private static SslContext anyCertificate() {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .build();
        } catch (SSLException broken) {
            throw new IllegalStateException("no TLS", broken);
        }
    }

    /// Begins `exchange`, or begins it once more.
    void send(Exchange exchange) {
        List<NamedAddress> addresses = names.resolve(url.host());
        if (addresses.isEmpty()) {
            exchange.failed(Failure.NO_ADDRESS);
            return;
        }
        exchange.addresses(addresses);
        tryNext(exchange);
    }

    private void tryNext(Exchange exchange) {
        if (exchange.done()) return;
        NamedAddress address = exchange.nextAddress();
        if (address == null) {
            exchange.noAddressLeft();
            return;
        }
        Connection kept = idleTo(address);
        if (kept != null) kept.carry(exchange);
        else connect(exchange, address);
    }

    private @Nullable Connection idleTo(NamedAddress address) {
        Deque<Connection> kept = idle.get(address);
        while (kept != null && !kept.isEmpty()) {
            Connection connection = kept.removeLast();
            if (connection.open()) return connection;
        }
        return null;
    }

    private void connect(Exchange exchange, NamedAddress address) {
        if (connections >= MOST_CONNECTIONS) {
            exchange.failed(Failure.NOT_SENT);
            return;
        }
        connections++;
        Connection connection = new Connection(this, address);
        Destination to = new Destination(address.realm(), address.ip(), url.port());
        ChannelFuture connecting = network.connect(from, loop, to, connectTimeout, null, pipeline(connection));
        connecting.addListener(_ -> {
            if (connecting.isSuccess()) {
                connecting.channel().closeFuture().addListener(_ -> connections--);
                connected(exchange, connection);
                return;
            }
            connections--;
            if (!(connecting.cause() instanceof ConnectTimeoutException)) exchange.refused();
            tryNext(exchange);
        });
    }

    private void connected(Exchange exchange, Connection connection) {
        if (exchange.done()) keep(connection);
        else connection.carry(exchange);
    }

    private ChannelInitializer<Channel> pipeline(Connection connection) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (tls != null) channel.pipeline().addLast(tls.newHandler(channel.alloc(), url.host(), url.port()));
                channel.pipeline().addLast(new HttpClientCodec(), connection);
            }
        };
    }

    /// A connection whose exchange has ended waits for the next.
    void keep(Connection connection) {
        if (!keepAlive || !connection.open()) connection.abandon();
        else idle.computeIfAbsent(connection.address(), _ -> new ArrayDeque<>()).addLast(connection);
    }

    /// A connection has ended.
    void gone(Connection connection) {
        Deque<Connection> kept = idle.get(connection.address());
        if (kept != null) kept.remove(connection);
    }

    /// Closes the connections that wait.
    void close() {
        List<Connection> all = idle.values().stream().flatMap(Deque::stream).toList();
        idle.clear();
        all.forEach(Connection::abandon);
    }
}
