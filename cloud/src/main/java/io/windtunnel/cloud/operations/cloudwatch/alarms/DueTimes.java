package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// When which alarm has its turn: one timer for the earliest, however many there are.
///
/// Thread safety: every method may be called from any thread; turns are given one at a time, without a
/// lock.
final class DueTimes implements AutoCloseable {
    /// What an alarm's turn is for; at the same instant in this order.
    enum Reason {
        EVALUATE,
        /// A wait or an extension of its suppression ends.
        RELEASE,
        /// Its state lasts: an Auto Scaling policy is called again.
        REPEAT
    }

    record Turn(Scope scope, String alarm, Reason reason) {}

    private record Entry(Instant at, Turn turn, long order) {}

    private static final Comparator<Entry> BY_TIME = Comparator.comparing(Entry::at)
            .thenComparing(entry -> entry.turn.reason)
            .thenComparingLong(Entry::order);

    private final Time time;
    private final Consumer<Turn> give;
    private final TreeSet<Entry> entries = new TreeSet<>(BY_TIME);
    private final Map<Turn, Entry> byTurn = new HashMap<>();
    private long order;
    private @Nullable Timer timer;
    private Instant timerAt = Instant.MAX;
    private boolean closed;

    DueTimes(Time time, Consumer<Turn> give) {
        this.time = time;
        this.give = give;
    }

    /// Sets the turn's time, whatever it was before.
    synchronized void at(Turn turn, Instant at) {
        forget(turn);
        Entry entry = new Entry(at, turn, order++);
        entries.add(entry);
        byTurn.put(turn, entry);
        arm();
    }

    synchronized void forget(Turn turn) {
        Entry entry = byTurn.remove(turn);
        if (entry != null) entries.remove(entry);
    }

    synchronized int size() {
        return entries.size();
    }

    private void arm() {
        if (closed || entries.isEmpty() || !entries.getFirst().at.isBefore(timerAt)) return;
        if (timer != null) timer.cancel();
        timerAt = entries.getFirst().at;
        timer = time.after(Duration.between(time.now(), timerAt), this::ring);
    }

    private void ring() {
        try {
            Instant now = time.now();
            for (Turn turn = next(now); turn != null; turn = next(now)) give.accept(turn);
        } finally {
            synchronized (this) {
                timerAt = Instant.MAX;
                arm();
            }
        }
    }

    private synchronized @Nullable Turn next(Instant now) {
        if (closed || entries.isEmpty() || entries.getFirst().at.isAfter(now)) return null;
        Turn turn = entries.getFirst().turn;
        forget(turn);
        return turn;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (timer != null) timer.cancel();
    }
}
