package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.kernel.balance.Candidate;
import io.windtunnel.kernel.balance.SlowStart;
import io.windtunnel.kernel.health.HealthRecord;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One target of a group, as one node sees it: its health, its requests in progress, its idle connections.
///
/// Thread safety: every method may be called from any thread; [#idle] gives each event loop a queue of its own.
public final class Backend implements Candidate {
    /// Idle connections kept per event loop and target. Our own limit: AWS names none.
    private static final int MOST_IDLE = 1024;

    private final String key;
    private final Destination address;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final Map<EventLoop, ArrayDeque<Back>> idle = new ConcurrentHashMap<>();
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private volatile HealthRecord health = HealthRecord.NEW;
    private volatile Outcome lastOutcome = Outcome.NONE;
    private volatile SlowStart slowStart = SlowStart.NONE;
    private volatile long warmUpFromNanos;
    private volatile boolean gone;

    /// @param key the target's id and port
    public Backend(String key, Destination address) {
        this.key = key;
        this.address = address;
    }

    public String key() {
        return key;
    }

    public Destination address() {
        return address;
    }

    public HealthRecord health() {
        return health;
    }

    /// What the last check that failed has found.
    public Outcome lastOutcome() {
        return lastOutcome;
    }

    void judged(HealthRecord next, Outcome outcome) {
        health = next;
        if (!(outcome instanceof Outcome.Passed)) lastOutcome = outcome;
    }

    @Override
    public int outstanding() {
        return outstanding.get();
    }

    /// One more request is in progress there.
    public void begin() {
        outstanding.incrementAndGet();
    }

    /// One is over.
    public void end() {
        outstanding.decrementAndGet();
    }

    @Override
    public double share(long nowNanos) {
        SlowStart slow = slowStart;
        return slow == SlowStart.NONE ? 1 : slow.share(nowNanos - warmUpFromNanos);
    }

    void warmUp(SlowStart slow, long nowNanos) {
        warmUpFromNanos = nowNanos;
        slowStart = slow;
    }

    void stopWarmUp() {
        slowStart = SlowStart.NONE;
    }

    /// An idle connection of this loop, or null. On the loop.
    @Nullable
    Back take(EventLoop loop) {
        ArrayDeque<Back> mine = idle.get(loop);
        if (mine == null) return null;
        for (Back back = mine.pollLast(); back != null; back = mine.pollLast()) if (back.usable()) return back;
        return null;
    }

    /// Keeps a connection for later. On its loop.
    void keep(EventLoop loop, Back back) {
        ArrayDeque<Back> mine = idle.computeIfAbsent(loop, _ -> new ArrayDeque<>());
        if (gone || mine.size() >= MOST_IDLE) back.close();
        else mine.addLast(back);
    }

    void forget(EventLoop loop, Back back) {
        ArrayDeque<Back> mine = idle.get(loop);
        if (mine != null) mine.removeLastOccurrence(back);
    }

    /// Ends `connection` with the target's time.
    public void track(Channel connection) {
        connections.add(connection);
        connection.closeFuture().addListener(_ -> connections.remove(connection));
        if (gone) connection.close();
    }

    int connections() {
        return connections.size();
    }

    /// No longer a target: idle connections end at once.
    void drain() {
        idle.forEach((loop, mine) -> loop.execute(() -> {
            for (Back back = mine.pollLast(); back != null; back = mine.pollLast()) back.close();
        }));
    }

    /// Every connection ends, whatever it carries.
    void endConnections() {
        connections.forEach(Channel::close);
    }

    /// Its time is over: every connection ends, and none is made any more.
    void close() {
        gone = true;
        endConnections();
    }

    @Override
    public String toString() {
        return key + " " + health.state();
    }
}
