package io.windtunnel.fabric.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.FabricOptions;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.random.RandomStreams;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Datagrams on real sockets, with scenario time a hundred times as fast, and what links do to them.
@ParameterizedClass
@EnumSource(Transport.class)
class DatagramTest {
    private static final Place A = Place.in(Region.US_EAST_1.zone("a"));
    private static final Place B = Place.in(Region.US_EAST_1.zone("b"));

    @Parameter
    Transport transport = Transport.NIO;

    private @Nullable Fabric opened;
    private final BlockingQueue<String> clientSaw = new LinkedBlockingQueue<>();
    private final BlockingQueue<Origin> origins = new LinkedBlockingQueue<>();

    private Network network() {
        if (opened == null)
            opened = Fabric.open(new FabricOptions(
                    1L, 100, null, new NetworkOptions(1, List.of(transport, Transport.EPOLL, Transport.NIO))));
        return opened.network();
    }

    @AfterEach
    void close() {
        if (opened != null) opened.close();
    }

    private DatagramPort echo(Place place) {
        Host server = network().host(place, "vpc-1", "10.0.0.1");
        return network().datagrams(server, 5353, network().eventLoop(), null, (port, payload, from) -> {
            origins.add(from.origin());
            port.answer(payload.retain(), from);
        });
    }

    private DatagramPort client(@Nullable InetSocketAddress onBehalfOf) {
        Host client = network().host(B, "vpc-1", "10.0.1.1");
        return network()
                .datagrams(
                        client,
                        0,
                        network().eventLoop(),
                        onBehalfOf,
                        (_, payload, _) -> clientSaw.add(payload.toString(StandardCharsets.US_ASCII)));
    }

    private void send(DatagramPort from, String text, int port) {
        ByteBuf payload = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        from.channel().eventLoop().execute(() -> from.send(payload, new Destination("vpc-1", "10.0.0.1", port)));
    }

    @Test
    void carriesDatagramsAndSaysWhoSends() throws Exception {
        echo(A);
        DatagramPort client = client(null);
        send(client, "hello", 5353);
        assertThat(clientSaw.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
        Origin origin = origins.remove();
        assertThat(origin.client()).isEqualTo(new InetSocketAddress("10.0.1.1", client.port()));
        assertThat(origin.place()).isEqualTo(B);
        assertThat(origin.relayed()).isFalse();
    }

    @Test
    void aRelaySpeaksForItsClient() throws Exception {
        echo(A);
        InetSocketAddress who = new InetSocketAddress("203.0.113.9", 4242);
        send(client(who), "hello", 5353);
        assertThat(clientSaw.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(origins.remove()).satisfies(origin -> {
            assertThat(origin.client()).isEqualTo(who);
            assertThat(origin.relayed()).isTrue();
        });
    }

    @Test
    void whatNobodyListensForOrALinkHoldsIsLost() throws Exception {
        echo(A);
        DatagramPort client = client(null);
        send(client, "to nobody", 99);
        Fault cut = network().links().cut(A, B);
        send(client, "into the cut", 5353);
        client.channel().eventLoop().submit(cut::lift).await();
        send(client, "after it", 5353);
        assertThat(clientSaw.poll(5, TimeUnit.SECONDS)).isEqualTo("after it");
    }

    @Test
    void aSlowLinkTakesItsTimeBothWays() throws Exception {
        echo(A);
        DatagramPort client = client(null);
        network().links().impair(A, B, LinkQuality.latency(Duration.ofSeconds(2)));
        long before = network().time().nanos();
        send(client, "slow", 5353);
        assertThat(clientSaw.poll(5, TimeUnit.SECONDS)).isEqualTo("slow");
        assertThat(Duration.ofNanos(network().time().nanos() - before)).isGreaterThan(Duration.ofSeconds(4));
    }

    @Test
    void securityGroupsHoldADatagramButNotItsAnswer() throws Exception {
        echo(A);
        network().admission(new Admission() {
            @Override
            public boolean admits(Host from, java.net.@Nullable InetAddress client, Host to, int port) {
                return false;
            }

            @Override
            public boolean admitsDatagrams(Host from, java.net.@Nullable InetAddress client, Host to, int port) {
                return port == 5353;
            }
        });
        DatagramPort client = client(null);
        send(client, "held", 99);
        send(client, "let through", 5353);
        assertThat(clientSaw.poll(5, TimeUnit.SECONDS)).isEqualTo("let through");
    }

    @Test
    void somebodyOutsideStandsOnTheInternet() throws Exception {
        DatagramPort server = echo(A);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(hello, hello.length, server.address()));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            socket.receive(answer);
            assertThat(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII))
                    .isEqualTo("hello");
            assertThat(origins.remove().place()).isEqualTo(Place.INTERNET);
        }
    }

    @Test
    void aLossIsNotRepairedAndAFullQueueDrops() {
        LinkQuality lossy = new LinkQuality(Duration.ZERO, Duration.ZERO, 0.5, LinkQuality.UNLIMITED, false);
        Datagram wire = new Datagram(new RandomStreams(1).stream("wire"));
        long lost = java.util.stream.IntStream.range(0, 1000)
                .filter(_ -> wire.underway(lossy, 100, 0) == null)
                .count();
        assertThat(lost).isBetween(450L, 550L);
        LinkQuality narrow = new LinkQuality(Duration.ZERO, Duration.ZERO, 0, 1000, false);
        Datagram slow = new Datagram(new RandomStreams(1).stream("wire"));
        assertThat(slow.underway(narrow, 100, 0)).isEqualTo(Duration.ofMillis(100));
        assertThat(slow.underway(narrow, 200, 0)).isEqualTo(Duration.ofMillis(300));
        assertThat(slow.underway(narrow, 100, 0))
                .as("300 ms of queue are too many")
                .isNull();
        assertThat(slow.underway(narrow, 100, 200_000_000)).isEqualTo(Duration.ofMillis(200));
    }
}
