package io.windtunnel.fabric.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One attempt to connect, from the first packet to the answer. Lives on the connection's event loop.
final class Dial {
    private final Network network;
    private final NetworkHost from;
    private final Destination to;
    private final EventLoop loop;
    private final @Nullable InetSocketAddress onBehalfOf;
    private final RandomStreams random;
    private final Time time;
    private final Channel channel;
    private final ChannelPromise answer;
    private @Nullable Timer deadline;
    private int tries;

    Dial(
            Network network,
            NetworkHost from,
            Destination to,
            EventLoop loop,
            @Nullable InetSocketAddress onBehalfOf,
            RandomStreams random) {
        this.network = network;
        this.from = from;
        this.to = to;
        this.loop = loop;
        this.onBehalfOf = onBehalfOf;
        this.random = random;
        this.time = new LoopTime(network.time(), loop);
        this.channel = network.loops().clients().newChannel();
        this.answer = channel.newPromise();
    }

    ChannelFuture start(Duration timeout, ChannelInitializer<? super Channel> initializer) {
        channel.config().setOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
        ChannelOption<Integer> latePort = network.loops().lateLocalPort();
        if (latePort != null && !announced()) channel.config().setOption(latePort, 1);
        channel.pipeline().addLast(initializer);
        loop.register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                fail(registered.cause());
                return;
            }
            deadline = time.after(timeout, () -> fail(new ConnectTimeoutException("no answer from " + to)));
            attempt();
        });
        return answer;
    }

    /// Whether the acceptor must be told who connects, because the source address does not say it.
    private boolean announced() {
        return onBehalfOf != null || from.loopback().equals(LoopbackAddresses.SHARED);
    }

    private void attempt() {
        if (answer.isDone()) return;
        NetworkHost host = network.at(to);
        if (host == null
                || !network.admits(from, onBehalfOf == null ? null : onBehalfOf.getAddress(), host, to.port())) {
            again();
            return;
        }
        Link there = network.links().link(from.standpoint(), host.standpoint());
        if (there.plain()) {
            connect();
            return;
        }
        Link back = network.links().link(host.standpoint(), from.standpoint());
        Duration delay = Handshake.answerAfter(there.quality(), back.quality(), handshake());
        if (delay == null) again();
        else time.after(delay, () -> arrive(there, back));
    }

    /// Chance is drawn only on links that need it: most connections cost no stream.
    private RandomGenerator handshake() {
        return random.stream("handshake-" + tries);
    }

    private void arrive(Link there, Link back) {
        if (there.quality().cut() || back.quality().cut()) again();
        else connect();
    }

    private void again() {
        time.after(Handshake.nextTry(tries++), this::attempt);
    }

    private void connect() {
        if (answer.isDone()) return;
        NetworkHost host = network.at(to);
        if (host == null) {
            again();
            return;
        }
        OpenPort port = host.port(to.port());
        if (port == null) {
            fail(new ConnectException("Connection refused: " + to));
            return;
        }
        LinkHandler gate = network.gate(from, host, loop, random);
        channel.pipeline().addFirst(gate);
        gate.arm(channel);
        InetSocketAddress local = new InetSocketAddress(from.loopback(), 0);
        if (!announced()) {
            channel.connect(port.address(), local).addListener(done -> finish(done.isSuccess(), done.cause()));
            return;
        }
        ChannelFuture bound = channel.bind(local);
        bound.addListener(_ -> {
            if (bound.isSuccess()) introduce();
            channel.connect(port.address()).addListener(done -> finish(done.isSuccess(), done.cause()));
        });
    }

    private void introduce() {
        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        InetSocketAddress client = onBehalfOf != null ? onBehalfOf : Origin.address(from.ip(), local.getPort());
        network.introduce(local, new Origin(from.place(), from, client, onBehalfOf != null));
        channel.closeFuture().addListener(_ -> network.forgetIntroduction(local));
    }

    private void finish(boolean connected, @Nullable Throwable cause) {
        if (!connected) {
            fail(cause == null ? new ConnectException("Connection failed: " + to) : cause);
            return;
        }
        if (deadline != null) deadline.cancel();
        from.track(channel);
        answer.trySuccess();
    }

    private void fail(Throwable cause) {
        if (deadline != null) deadline.cancel();
        answer.tryFailure(cause);
        channel.close();
    }
}
