package io.windtunnel.cloud.edge.elbv2.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.fabric.net.DatagramPort;
import io.windtunnel.fabric.net.DatagramReceiver;
import io.windtunnel.kernel.health.Routable;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Receives the datagrams of a listener. Those from one address and port to the listener are a flow, which
/// has a socket of its own towards its target, and lasts until it has carried nothing for two minutes.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
///
/// Thread safety: lives on the event loop of the listener's port.
final class UdpDoor implements DatagramReceiver {
    static final Duration IDLE = Duration.ofSeconds(120);

    /// Flows of one listener at one node: each costs a socket of this computer. Our own limit; AWS names none.
    static final int MOST_FLOWS = 16_384;

    private final FlowNode node;
    private final FlowDoor door;
    private final Map<InetSocketAddress, Flow> flows = new HashMap<>();

    UdpDoor(FlowNode node, FlowDoor door) {
        this.node = node;
        this.door = door;
    }

    @Override
    public void received(DatagramPort port, ByteBuf payload, Sender from) {
        Flow flow = flows.get(from.socket());
        if (flow == null || flow.gone()) flow = begin(port, from);
        if (flow == null) node.meters().rejected(FlowProtocol.UDP);
        else flow.send(payload.retain());
    }

    private @Nullable Flow begin(DatagramPort port, Sender from) {
        InetSocketAddress client = from.origin().client();
        FlowKey key = new FlowKey("UDP", client, node.front(door), 0);
        FlowGroup group = door.work().routes().choose(key);
        if (group == null || flows.size() >= MOST_FLOWS) return null;
        Routable<Backend> fit = group.pool().routable();
        if (fit.targets().isEmpty()) return null;
        Backend target = key.choose(fit.targets(), group.sticky());
        if (fit.failedOpen()) node.meters().failedOpen(group.arn());
        try {
            Flow flow = new Flow(port, from, group, target, port.channel().eventLoop());
            flows.put(from.socket(), flow);
            return flow;
        } catch (UncheckedIOException | IllegalStateException noSocket) {
            return null;
        }
    }

    /// One flow.
    private final class Flow {
        private final Sender client;
        private final FlowGroup group;
        private final Backend target;
        private final EventLoop loop;
        private final DatagramPort towards;
        private final ByteBuf header;
        private long lastNanos;

        Flow(DatagramPort door, Sender client, FlowGroup group, Backend target, EventLoop loop) {
            this.client = client;
            this.group = group;
            this.target = target;
            this.loop = loop;
            this.header = group.proxyHeader()
                    ? Unpooled.wrappedBuffer(
                            ProxyHeader.of(true, client.origin().client(), node.front(UdpDoor.this.door)))
                    : Unpooled.EMPTY_BUFFER;
            InetSocketAddress seen = FlowNode.seen(group, client.origin().client());
            this.towards = node.network()
                    .datagrams(node.host(), 0, loop, seen, (_, payload, from) -> answered(door, payload, from));
            target.track(towards.channel());
            node.meters().begun(FlowProtocol.UDP, group.arn());
            towards.channel().closeFuture().addListener(_ -> end());
            lastNanos = node.time(loop).nanos();
            watch();
        }

        boolean gone() {
            return !towards.channel().isOpen();
        }

        void send(ByteBuf payload) {
            passed(payload);
            ByteBuf whole = header.isReadable() ? Unpooled.wrappedBuffer(header.retainedDuplicate(), payload) : payload;
            towards.send(whole, target.address());
        }

        private void answered(DatagramPort door, ByteBuf payload, Sender from) {
            if (!from.origin()
                    .client()
                    .getAddress()
                    .getHostAddress()
                    .equals(target.address().ip())) return;
            passed(payload);
            door.answer(payload.retain(), client);
        }

        private void passed(ByteBuf payload) {
            lastNanos = node.time(loop).nanos();
            node.meters().bytes(FlowProtocol.UDP, payload.readableBytes());
        }

        private void watch() {
            Duration since = Duration.ofNanos(node.time(loop).nanos() - lastNanos);
            if (since.compareTo(IDLE) >= 0) towards.close();
            else if (!gone()) node.time(loop).after(IDLE.minus(since), this::watch);
        }

        private void end() {
            flows.remove(client.socket(), this);
            node.meters().ended(FlowProtocol.UDP, group.arn());
        }
    }
}
