package io.windtunnel.fabric.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ConnectTimeoutException;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// On real sockets, with scenario time a hundred times as fast.
@ParameterizedClass
@EnumSource(Transport.class)
class NetworkTest {
    private static final Place A = Place.in(Region.US_EAST_1.zone("a"));
    private static final Place B = Place.in(Region.US_EAST_1.zone("b"));
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @Parameter
    Transport transport = Transport.NIO;

    private @Nullable Fabric opened;

    private final BlockingQueue<String> serverSaw = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> clientSaw = new LinkedBlockingQueue<>();
    private final BlockingQueue<Origin> origins = new LinkedBlockingQueue<>();

    private Fabric fabric() {
        if (opened == null)
            opened = Fabric.open(new FabricOptions(
                    1L, 100, null, new NetworkOptions(1, List.of(transport, Transport.EPOLL, Transport.NIO))));
        return opened;
    }

    private Network network() {
        return fabric().network();
    }

    @AfterEach
    void close() {
        if (opened != null) opened.close();
    }

    private static ChannelInitializer<Channel> recorder(BlockingQueue<String> saw, boolean echo) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        saw.add(((ByteBuf) message).toString(StandardCharsets.US_ASCII));
                        if (echo) ctx.writeAndFlush(message);
                        else ((ByteBuf) message).release();
                    }

                    @Override
                    public void channelInactive(ChannelHandlerContext ctx) {
                        saw.add("(gone)");
                    }
                });
            }
        };
    }

    private ChannelInitializer<Channel> echo() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                origins.add(Origin.of(channel));
                channel.pipeline().addLast(recorder(serverSaw, true));
            }
        };
    }

    private ChannelFuture connect(Host from, String ip, int port, Duration timeout) {
        return network().connect(from, "vpc-1", ip, port, timeout, recorder(clientSaw, false));
    }

    @Test
    void bothEndsOfAConnectionCountWhatItCarries() throws Exception {
        Host server = network().host(A, "vpc-1", "10.0.1.70");
        Host client = network().host(B, "vpc-1", "10.0.2.70");
        Host outside = network().host(Place.INTERNET, NamedAddress.INTERNET, "203.0.113.70");
        network().listen(server, 8070, echo());
        for (Host from : List.of(client, outside)) {
            Channel channel = made(connect(from, "10.0.1.70", 8070, PATIENCE));
            channel.writeAndFlush(Unpooled.copiedBuffer("0123456789", StandardCharsets.US_ASCII));
            StringBuilder heard = new StringBuilder();
            while (heard.length() < 10) heard.append(clientSaw.poll(5, TimeUnit.SECONDS));
            assertThat(heard.toString()).isEqualTo("0123456789");
        }
        assertThat(client.traffic().sent()).isEqualTo(10);
        assertThat(client.traffic().received()).isEqualTo(10);
        assertThat(client.traffic().sentToInternet()).isZero();
        assertThat(server.traffic().received()).isEqualTo(20);
        assertThat(server.traffic().sent()).isEqualTo(20);
        assertThat(server.traffic().sentToInternet()).isEqualTo(10);
    }

    private static Channel made(ChannelFuture connected) {
        assertThat(connected.awaitUninterruptibly(5_000)).isTrue();
        assertThat(connected.cause()).isNull();
        return connected.channel();
    }

    private static Throwable failure(ChannelFuture connected) {
        assertThat(connected.awaitUninterruptibly(10_000)).isTrue();
        assertThat(connected.cause()).isNotNull();
        return connected.cause();
    }

    private static void send(Channel channel, String text) {
        channel.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private static @Nullable String next(BlockingQueue<String> saw) throws InterruptedException {
        return saw.poll(5, TimeUnit.SECONDS);
    }

    @Test
    void carriesBytesAndSaysWhoConnects() throws Exception {
        Host server = network().host(A, "vpc-1", "10.0.0.1");
        Host client = network().host(B, "vpc-1", "10.0.1.1");
        network().listen(server, 8080, echo());
        Channel channel = made(connect(client, "10.0.0.1", 8080, PATIENCE));
        send(channel, "hello");
        assertThat(next(serverSaw)).isEqualTo("hello");
        assertThat(next(clientSaw)).isEqualTo("hello");
        Origin origin = origins.take();
        assertThat(origin.host()).isSameAs(client);
        assertThat(origin.place()).isEqualTo(B);
        assertThat(origin.client().getAddress().getHostAddress()).isEqualTo("10.0.1.1");
        server.close();
        assertThat(next(clientSaw)).isEqualTo("(gone)");
        assertThat(network().find("vpc-1", "10.0.0.1")).isEmpty();
    }

    @Test
    void aRelayConnectsOnBehalfOfItsClient() throws Exception {
        Host server = network().host(A, "vpc-1", "10.0.0.1");
        Host relay = network().host(Place.INTERNET, "internet", "198.51.100.1");
        network().listen(server, 80, echo());
        InetSocketAddress client = new InetSocketAddress("203.0.113.7", 5555);
        made(network()
                .connect(
                        relay,
                        network().eventLoop(),
                        new Destination("vpc-1", "10.0.0.1", 80),
                        PATIENCE,
                        client,
                        recorder(clientSaw, false)));
        Origin origin = origins.poll(5, TimeUnit.SECONDS);
        assertThat(origin).isEqualTo(new Origin(Place.INTERNET, relay, client, true));
    }

    @Test
    void somebodyOutsideStandsOnTheInternet() throws Exception {
        Host server = network().host(A, "vpc-1", "10.0.0.1");
        Listener listener = network().listen(server, 8080, echo());
        try (Socket outside = new Socket()) {
            outside.connect(listener.address(), 5_000);
            Origin origin = origins.poll(5, TimeUnit.SECONDS);
            assertThat(origin).isNotNull();
            assertThat(origin.host()).isNull();
            assertThat(origin.place()).isEqualTo(Place.INTERNET);
            outside.getOutputStream().write("in".getBytes(StandardCharsets.US_ASCII));
            assertThat(next(serverSaw)).isEqualTo("in");
            Fault fault = fabric().links().cut(Place.INTERNET, A);
            outside.getOutputStream().write("late".getBytes(StandardCharsets.US_ASCII));
            assertThat(serverSaw.poll(50, TimeUnit.MILLISECONDS)).isNull();
            fault.lift();
            assertThat(next(serverSaw)).isEqualTo("late");
        }
        assertThat(next(serverSaw)).isEqualTo("(gone)");
    }

    @Test
    void aPortThatNobodyOpenedRefuses() {
        network().host(A, "vpc-1", "10.0.0.1");
        Host client = network().host(B, "vpc-1", "10.0.1.1");
        assertThat(failure(connect(client, "10.0.0.1", 81, PATIENCE))).isInstanceOf(ConnectException.class);
    }

    @Test
    void anAddressWithoutAHostIsABlackHole() {
        Host client = network().host(B, "vpc-1", "10.0.1.1");
        assertThat(failure(connect(client, "10.0.0.9", 80, Duration.ofSeconds(3))))
                .isInstanceOf(ConnectTimeoutException.class);
    }

    @Test
    void aCutLinkAnswersNobodyUntilItIsLifted() {
        Host server = network().host(A, "vpc-1", "10.0.0.1");
        Host client = network().host(B, "vpc-1", "10.0.1.1");
        network().listen(server, 80, echo());
        Fault fault = fabric().links().darken(A);
        assertThat(failure(connect(client, "10.0.0.1", 80, Duration.ofSeconds(3))))
                .isInstanceOf(ConnectTimeoutException.class);
        ChannelFuture patient = connect(client, "10.0.0.1", 80, PATIENCE);
        fault.lift();
        made(patient);
    }

    @Test
    void whoIsNotAdmittedHearsNothingUntilHeIs() {
        Host server = network().host(A, "vpc-1", "10.0.0.1");
        Host known = network().host(B, "vpc-1", "10.0.1.1");
        Host stranger = network().host(B, "vpc-1", "10.0.1.2");
        network().listen(server, 80, echo());
        network().admission((from, _, to, port) -> from == known && to == server && port == 80);
        made(connect(known, "10.0.0.1", 80, PATIENCE));
        assertThat(failure(connect(stranger, "10.0.0.1", 80, Duration.ofSeconds(3))))
                .isInstanceOf(ConnectTimeoutException.class);
        assertThat(failure(connect(known, "10.0.0.1", 81, Duration.ofSeconds(3))))
                .isInstanceOf(ConnectTimeoutException.class);
        ChannelFuture patient = connect(stranger, "10.0.0.1", 80, PATIENCE);
        network().admission(Admission.OPEN);
        made(patient);
    }

    @Test
    void aFenceAroundASegmentStallsItsConnectionsAndLetsTheOthersBe() throws Exception {
        network().segmentation((_, ip) -> ip.startsWith("10.0.0.") ? "subnet-a" : "subnet-b");
        Host server = network().host(A, "vpc-1", "10.0.0.1");
        Host neighbour = network().host(A, "vpc-1", "10.0.0.2");
        Host client = network().host(A, "vpc-1", "10.0.1.1");
        network().listen(server, 80, echo());
        Channel open = made(connect(client, "10.0.0.1", 80, PATIENCE));
        Fault fault = fabric().links().fence(Set.of("subnet-a"), Beyond.EVERYTHING);
        send(open, "stalled");
        assertThat(clientSaw.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThat(failure(connect(client, "10.0.0.1", 80, Duration.ofSeconds(3))))
                .isInstanceOf(ConnectTimeoutException.class);
        made(connect(neighbour, "10.0.0.1", 80, PATIENCE));
        fault.lift();
        assertThat(next(clientSaw)).isEqualTo("stalled");
    }

    @Test
    void aCutHidesThatTheOtherSideHasGone() throws Exception {
        Host server = network().host(A, "vpc-1", "10.0.0.1");
        Host client = network().host(B, "vpc-1", "10.0.1.1");
        network().listen(server, 80, echo());
        Channel channel = made(connect(client, "10.0.0.1", 80, PATIENCE));
        send(channel, "one");
        assertThat(next(clientSaw)).isEqualTo("one");
        Fault fault = fabric().links().darken(A);
        server.close();
        send(channel, "two");
        assertThat(clientSaw.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThat(channel.isActive()).isTrue();
        fault.lift();
        assertThat(next(clientSaw)).isEqualTo("(gone)");
    }

    @Test
    void latencyDelaysTheHandshakeAndTheBytes() throws Exception {
        fabric().links()
                .profile(new LinkProfile(
                        LinkQuality.PERFECT,
                        LinkQuality.latency(Duration.ofSeconds(2)),
                        LinkQuality.PERFECT,
                        LinkQuality.PERFECT));
        Host server = network().host(A, "vpc-1", "10.0.0.1");
        Host client = network().host(B, "vpc-1", "10.0.1.1");
        network().listen(server, 80, echo());
        long begin = fabric().time().nanos();
        Channel channel = made(connect(client, "10.0.0.1", 80, PATIENCE));
        assertThat(fabric().time().nanos() - begin)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(4).toNanos());
        send(channel, "x");
        assertThat(next(clientSaw)).isEqualTo("x");
        assertThat(fabric().time().nanos() - begin)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(8).toNanos());
    }

    /// More than a lane takes, both ways at once, so that both sides are held back and go on.
    @Test
    void nothingIsLostOrTurnedRoundOnABadLink() throws Exception {
        LinkQuality bad = new LinkQuality(Duration.ofMillis(50), Duration.ofMillis(50), 0.0005, 1024 * 1024, false);
        fabric().links().impair(A, B, bad);
        Host server = network().host(A, "vpc-1", "10.0.0.1");
        Host client = network().host(B, "vpc-1", "10.0.1.1");
        CompletableFuture<String> serverGot = new CompletableFuture<>();
        CompletableFuture<String> clientGot = new CompletableFuture<>();
        network().listen(server, 80, counter(serverGot));
        ChannelFuture connected = network().connect(client, "vpc-1", "10.0.0.1", 80, PATIENCE, counter(clientGot));
        made(connected);
        assertThat(serverGot.get(20, TimeUnit.SECONDS)).isEqualTo("all");
        assertThat(clientGot.get(20, TimeUnit.SECONDS)).isEqualTo("all");
    }

    private static final int NUMBERS = 1_000_000;

    /// Sends the numbers from 0 up as fast as it may, and checks that they come.
    private static ChannelInitializer<Channel> counter(CompletableFuture<String> got) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    private final ByteBuf partial = Unpooled.buffer();
                    private int next;
                    private int toSend;

                    @Override
                    public void channelActive(ChannelHandlerContext ctx) {
                        send(ctx);
                    }

                    @Override
                    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
                        send(ctx);
                    }

                    private void send(ChannelHandlerContext ctx) {
                        while (toSend < NUMBERS && ctx.channel().isWritable()) {
                            ByteBuf some = Unpooled.buffer(4000);
                            for (int i = 0; i < 1000; i++) some.writeInt(toSend++);
                            ctx.writeAndFlush(some);
                        }
                    }

                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        partial.writeBytes((ByteBuf) message);
                        ((ByteBuf) message).release();
                        while (partial.readableBytes() >= 4) {
                            int number = partial.readInt();
                            if (number != next++) got.complete("got " + number + " instead of " + (next - 1));
                        }
                        partial.discardReadBytes();
                        if (next == NUMBERS) got.complete("all");
                    }
                });
            }
        };
    }

    @Test
    void aPortTakenByAnotherProgramIsFoundAllTheSame() throws IOException {
        Host server = network().host(A, "vpc-1", "10.0.0.1");
        Host client = network().host(B, "vpc-1", "10.0.1.1");
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(server.loopback(), 0));
            int port = other.getLocalPort();
            Listener listener = network().listen(server, port, echo());
            assertThat(listener.port()).isEqualTo(port);
            assertThat(listener.address().getPort()).isNotEqualTo(port);
            made(connect(client, "10.0.0.1", port, PATIENCE));
            assertThatThrownBy(() -> network().listen(server, port, echo()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("listens");
        }
    }

    @Test
    void anAddressHasOneHost() {
        Host first = network().host(A, "vpc-1", "10.0.0.1");
        assertThatThrownBy(() -> network().host(B, "vpc-1", "10.0.0.1")).hasMessageContaining("10.0.0.1");
        network().host(B, "vpc-2", "10.0.0.1");
        first.close();
        network().host(B, "vpc-1", "10.0.0.1");
    }
}
