package io.windtunnel.cloud.edge.elbv2.flow;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Preface;
import io.windtunnel.cloud.edge.elbv2.proxy.Trust;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.LoopTime;
import io.windtunnel.kernel.health.Routable;
import io.windtunnel.kernel.time.Timer;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection through the node: a [Side] towards the client and one towards the target, on one event
/// loop. Bytes pass as they come, an end of stream is passed on as one, a reset as a reset.
///
/// Thread safety: lives on its event loop.
final class TcpFlow {
    /// How long a target may take to accept. A node passes the client's own packets on, so it is the
    /// client who gives up; Linux does after this time (`tcp_syn_retries` of 6).
    static final Duration PATIENCE = Duration.ofSeconds(127);

    /// How long a connection that is no longer tracked waits for the packet that is answered by a reset.
    /// Our own limit.
    static final Duration FORGOTTEN = Duration.ofHours(1);

    private final FlowNode node;
    private final FlowDoor door;
    private final InetSocketAddress client;
    private final LoopTime time;
    private final Side front;
    private final Side back;
    private @Nullable FlowGroup group;
    private @Nullable Destination ownPort;
    private @Nullable Timer idle;
    private long lastNanos;
    private boolean tracked;
    private boolean forgotten;
    private boolean over;

    TcpFlow(FlowNode node, FlowDoor door, Channel channel, InetSocketAddress client) {
        this.node = node;
        this.door = door;
        this.client = client;
        this.time = node.time(channel.eventLoop());
        this.front = new Side(this, true, door.kind() == FlowDoor.Kind.TLS);
        this.back = new Side(this, false, false);
    }

    ChannelInboundHandler front() {
        return front;
    }

    FlowMeters meters() {
        return node.meters();
    }

    Side other(Side side) {
        return side == front ? back : front;
    }

    /// The client is there, its TLS handshake done where there is one: to whom now?
    void begin() {
        FlowKey key = new FlowKey("TCP", client, node.front(door), node.sequence());
        FlowGroup chosen = door.work().routes().choose(key);
        Routable<Backend> fit = chosen == null ? null : chosen.pool().routable();
        if (chosen == null || fit == null || fit.targets().isEmpty()) {
            reject();
            return;
        }
        group = chosen;
        if (fit.failedOpen()) meters().failedOpen(chosen.arn());
        Backend target = key.choose(fit.targets(), chosen.sticky() && !front.secure());
        meters().begun(door.connectionProtocol(), chosen.arn());
        tracked = true;
        lastNanos = time.nanos();
        if (FlowNode.loopsBack(chosen, client, target)) {
            time.after(PATIENCE, this::resetByNode);
            return;
        }
        connect(chosen, target);
    }

    private void reject() {
        meters().rejected(door.connectionProtocol());
        resetByNode();
    }

    private void connect(FlowGroup chosen, Backend target) {
        InetSocketAddress seen = FlowNode.seen(chosen, client);
        if (seen == null && !node.ownPorts().take(target.address(), lastNanos)) {
            meters().noPort();
            reject();
            return;
        }
        if (seen == null) ownPort = target.address();
        ChannelFuture connecting = node.network()
                .connect(
                        node.host(),
                        front.channel().eventLoop(),
                        target.address(),
                        PATIENCE,
                        seen,
                        towards(chosen, target));
        connecting.addListener(_ -> {
            if (connecting.isSuccess()) joined(target, connecting.channel());
            else refused(connecting.cause());
        });
    }

    private ChannelInitializer<Channel> towards(FlowGroup chosen, Backend target) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                node.tuning().apply(channel);
                channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
                if (chosen.proxyHeader())
                    channel.pipeline()
                            .addLast(new Preface(
                                    Unpooled.wrappedBuffer(ProxyHeader.of(false, client, node.front(door)))));
                if (chosen.pool().settings().secure()) {
                    Destination to = target.address();
                    channel.pipeline().addLast(Trust.context().newHandler(channel.alloc(), to.ip(), to.port()));
                    back.secured();
                }
                channel.pipeline().addLast(back);
            }
        };
    }

    /// A node passes a refusal on as the target's own reset; silence is the client's to give up on.
    private void refused(@Nullable Throwable cause) {
        boolean silent = cause instanceof io.netty.channel.ConnectTimeoutException;
        if (cause instanceof ConnectException && !silent) meters().targetReset();
        else meters().ownReset();
        end();
        front.reset();
    }

    private void joined(Backend target, Channel channel) {
        if (over || !front.channel().isActive()) {
            back.reset();
            end();
            return;
        }
        target.track(channel);
        lastNanos = time.nanos();
        watch(door.work().idleTimeout());
        front.open();
        back.open();
    }

    /// Something has passed.
    void passed(long bytes) {
        lastNanos = time.nanos();
        meters().bytes(door.connectionProtocol(), bytes);
    }

    private void watch(Duration timeout) {
        Duration since = Duration.ofNanos(time.nanos() - lastNanos);
        if (since.compareTo(timeout) >= 0) forget();
        else idle = time.after(timeout.minus(since), () -> watch(door.work().idleTimeout()));
    }

    /// The connection has carried nothing for too long: nobody is told, but it is no longer tracked.
    private void forget() {
        forgotten = true;
        untrack();
        idle = time.after(FORGOTTEN, this::resetByNode);
    }

    boolean forgotten() {
        return forgotten;
    }

    /// Ends both sides by a reset of the node's own.
    void resetByNode() {
        if (over) return;
        if (!node.closed()) meters().ownReset();
        end();
        front.reset();
        back.reset();
    }

    /// It is over: nothing is counted any more.
    void end() {
        if (over) return;
        over = true;
        if (idle != null) idle.cancel();
        if (ownPort != null) node.ownPorts().giveBack(ownPort);
        untrack();
    }

    private void untrack() {
        if (!tracked) return;
        tracked = false;
        meters().ended(door.connectionProtocol(), Objects.requireNonNull(group).arn());
    }

    boolean isOver() {
        return over;
    }
}
