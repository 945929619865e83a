package io.windtunnel.simulation.model;

import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.rehearsal.measure.Failure;
import io.windtunnel.simulation.engine.Actor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One address of a client: the connections kept to it, and the calls that wait for one, by the rules of the live
/// client's endpoint. A call is carried by whichever comes first, a new connection or one that has become free.
///
/// Thread safety: belongs to the engine's thread.
final class EndpointModel {
    /// Connections to one address that are being made at once, as the live client has it.
    private static final int MOST_CONNECTING = 64;

    private final World world;
    private final ClientModel client;
    private final TrafficModel traffic;
    private final NamedAddress address;
    private final ArrayDeque<Call> waiters = new ArrayDeque<>();
    private final Actor cameIn = this::cameIn;
    private final Actor cameBack = this::cameBack;
    private final Actor attemptOver = (now, _) -> attemptOver(now);
    private final Actor connected = (now, _) -> connected(now);
    private final Actor sweep = (now, _) -> sweep(now);
    private long[] keptSince = new long[8];
    private int kept;
    private int connecting;
    private long signNanos = Long.MIN_VALUE / 2;
    private boolean sweeping;
    private boolean pumping;
    private boolean opening;
    private @Nullable NodeModel node;
    private @Nullable Ways ways;
    private long askedAtTask = -1;

    EndpointModel(World world, ClientModel client, NamedAddress address) {
        this.world = world;
        this.client = client;
        this.traffic = client.traffic();
        this.address = address;
    }

    NamedAddress address() {
        return address;
    }

    private @Nullable NodeModel node() {
        long task = world.engine().tasks();
        if (task == askedAtTask) return node;
        askedAtTask = task;
        NodeModel now = world.node(address);
        if (now != node) {
            for (; kept > 0; kept--) client.disconnected();
            node = now;
            ways = now == null ? null : Ways.between(world, traffic.place(), now.place());
        }
        return node;
    }

    double weight() {
        NodeModel now = node();
        return now == null ? 1 : now.weight(traffic.url().port());
    }

    /// Gives `call` to a connection, at once or as soon as there is one.
    void take(Call call, long nowNanos) {
        NodeModel now = node();
        if (now != null && takeKept(now, nowNanos)) {
            carry(call, now, nowNanos);
            return;
        }
        call.waitsSinceNanos = nowNanos;
        call.hold();
        waiters.addLast(call);
        open(nowNanos);
        if (!waiters.isEmpty() && !sweeping) sweepAt(nowNanos + traffic.connectTimeoutNanos());
    }

    private boolean takeKept(NodeModel now, long nowNanos) {
        if (kept == 0) return false;
        if (keptSince[kept - 1] + now.idleNanos() > nowNanos) {
            kept--;
            return true;
        }
        // The last used has been idle for too long, and so have all others.
        while (kept > 0) {
            kept--;
            ended(now);
        }
        return false;
    }

    private void ended(NodeModel at) {
        client.disconnected();
        at.disconnected(traffic.weight());
    }

    private void open(long nowNanos) {
        if (opening) return;
        opening = true;
        openAll(nowNanos);
        opening = false;
    }

    private void openAll(long nowNanos) {
        while (connecting < Math.min(waiters.size(), MOST_CONNECTING) && client.mayConnect()) {
            connecting++;
            client.connecting();
            Duration answer = handshake();
            if (answer == null) world.engine().at(nowNanos + traffic.connectTimeoutNanos(), attemptOver, 0);
            else if (answer.isZero()) connected(nowNanos);
            else world.engine().at(nowNanos + answer.toNanos(), connected, 0);
        }
    }

    /// How long until the node answers a connection attempt; null when it does not in the client's patience.
    private @Nullable Duration handshake() {
        NodeModel now = node();
        Ways to = ways;
        if (now == null || to == null || !admitted(now)) return null;
        return to.handshake(Duration.ofNanos(traffic.connectTimeoutNanos()), world.chance());
    }

    private boolean admitted(NodeModel to) {
        return world.fabric()
                .hosts()
                .admits(traffic.host(), null, to.host(), traffic.url().port());
    }

    /// Nobody has answered: the attempt is over, and those who still wait are tried again.
    private void attemptOver(long nowNanos) {
        connecting--;
        client.disconnected();
        open(nowNanos);
    }

    /// The handshake is over.
    private void connected(long nowNanos) {
        connecting--;
        NodeModel now = node();
        if (now == null || !now.listensOn(traffic.url().port())) {
            client.disconnected();
            Call first = waiters.pollFirst();
            if (first != null) {
                first.refused = true;
                client.tryNext(first, nowNanos);
                world.calls().release(first);
            }
            return;
        }
        if (now.connect(traffic.weight())) {
            free(now, nowNanos);
            return;
        }
        client.disconnected();
        Call turnedAway = waiters.pollFirst();
        if (turnedAway != null) {
            traffic.failed(turnedAway, Failure.RESET, nowNanos);
            world.calls().release(turnedAway);
        }
    }

    /// A connection can carry the next call. Calls that are answered at once free it again: they are taken in a loop,
    /// not one inside the other.
    private void free(NodeModel at, long nowNanos) {
        signNanos = nowNanos;
        if (kept == keptSince.length) keptSince = Arrays.copyOf(keptSince, 2 * kept);
        keptSince[kept++] = nowNanos;
        if (pumping) return;
        pumping = true;
        while (kept > 0 && !waiters.isEmpty()) {
            Call next = waiters.removeFirst();
            if (!next.clientDone) {
                kept--;
                carry(next, at, nowNanos);
            }
            world.calls().release(next);
        }
        pumping = false;
    }

    private void carry(Call call, NodeModel to, long nowNanos) {
        call.endpoint = this;
        call.node = to;
        Ways over = ways;
        if (over == null || over.there().plain()) to.receive(call, traffic.url().port(), nowNanos);
        else world.send(call, over.there(), cameIn, nowNanos);
    }

    private void cameIn(long nowNanos, int slot) {
        Call call = world.calls().at(slot);
        NodeModel to = call.node;
        if (to != null && !call.clientDone) to.receive(call, traffic.url().port(), nowNanos);
        world.calls().release(call);
    }

    /// The node's answer is on its way.
    void answer(Call call, long nowNanos) {
        Ways over = ways;
        if (over == null || over.back().plain()) answered(call, nowNanos);
        else world.send(call, over.back(), cameBack, nowNanos);
    }

    private void cameBack(long nowNanos, int slot) {
        Call call = world.calls().at(slot);
        answered(call, nowNanos);
        world.calls().release(call);
    }

    private void answered(Call call, long nowNanos) {
        if (call.clientDone) return;
        NodeModel at = call.node;
        int status = call.status;
        traffic.answered(call, status, nowNanos);
        if (at == null) return;
        if (traffic.keepAlive()) {
            free(at, nowNanos);
        } else {
            signNanos = nowNanos;
            ended(at);
            open(nowNanos);
        }
    }

    /// The client has given up a call that a connection carries: the connection ends.
    void abandon(Call call, long nowNanos) {
        NodeModel at = call.node;
        Ways over = ways;
        if (at != null) {
            ended(at);
            if (over == null || !over.cut()) at.abandoned(call);
        }
        open(nowNanos);
    }

    private void sweepAt(long atNanos) {
        sweeping = true;
        world.engine().at(atNanos, sweep, 0);
    }

    /// Sends on to their next address those who have waited here for the client's patience without a sign of life from
    /// the address: one that answers others is only busy.
    private void sweep(long nowNanos) {
        sweeping = false;
        long patience = traffic.connectTimeoutNanos();
        for (Call first = waiters.peekFirst(); first != null; first = waiters.peekFirst()) {
            long due = Math.max(first.waitsSinceNanos, signNanos) + patience;
            if (!first.clientDone && due > nowNanos) {
                if (!sweeping) sweepAt(due);
                return;
            }
            waiters.removeFirst();
            if (!first.clientDone) client.tryNext(first, nowNanos);
            world.calls().release(first);
        }
    }
}
