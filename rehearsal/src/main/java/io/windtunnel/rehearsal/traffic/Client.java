package io.windtunnel.rehearsal.traffic;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.measure.Failure;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import java.time.Duration;
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
public final class Client {
    /// The most connections at once of all clients of a stream; beyond its share of them a client's exchanges wait for
    /// one that becomes free. Each costs two descriptors
    /// here, and two more behind a load balancer.
    public static final int MOST_CONNECTIONS = 4_000;

    private final Fabric fabric;
    private final Time time;
    private final Host from;
    private final EventLoop loop;
    private final Url url;
    private final Duration connectTimeout;
    private final boolean keepAlive;
    private final int mostConnections;
    private final @Nullable SslContext tls;
    private final Map<NamedAddress, Endpoint> endpoints = new HashMap<>();
    private int connections;

    Client(Fabric fabric, Host from, EventLoop loop, Url url, TrafficPlan plan) {
        this.fabric = fabric;
        this.time = fabric.time();
        this.from = from;
        this.loop = loop;
        this.url = url;
        this.connectTimeout = plan.connectTimeout();
        this.keepAlive = plan.keepAlive();
        this.mostConnections = MOST_CONNECTIONS / plan.clients();
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
        List<NamedAddress> addresses = fabric.names().resolve(url.host());
        if (addresses.isEmpty()) {
            exchange.failed(Failure.NO_ADDRESS);
            return;
        }
        exchange.addresses(addresses);
        tryNext(exchange);
    }

    /// Goes on with the exchange's next address, if there is one.
    void tryNext(Exchange exchange) {
        if (exchange.done()) return;
        NamedAddress address = exchange.nextAddress();
        if (address == null) exchange.noAddressLeft();
        else endpoints.computeIfAbsent(address, this::endpoint).take(exchange, time.nanos());
    }

    private Endpoint endpoint(NamedAddress address) {
        Destination to = new Destination(address.realm(), address.ip(), url.port());
        return new Endpoint(
                this,
                address,
                connection -> fabric.network().connect(from, loop, to, connectTimeout, null, pipeline(connection)));
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

    long nanos() {
        return time.nanos();
    }

    boolean mayConnect() {
        return connections < mostConnections;
    }

    void connecting() {
        connections++;
    }

    void disconnected() {
        connections--;
    }

    /// Whether a connection may carry another exchange.
    boolean keeps() {
        return keepAlive;
    }

    /// Looks for exchanges that have waited long enough for an address.
    void sweep() {
        long now = time.nanos();
        for (Endpoint endpoint : List.copyOf(endpoints.values())) endpoint.sweep(now, connectTimeout.toNanos());
    }

    /// Closes the connections that wait.
    void close() {
        endpoints.values().forEach(Endpoint::close);
        endpoints.clear();
    }
}
