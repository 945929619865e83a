package io.windtunnel.fabric.net;

import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One direction of a connection over a link: what is under way, in order, and when it comes out.
///
/// While the link is cut, what is under way waits for TCP to try again: it comes out at the first try after the cut has
/// been lifted, or the connection is given up.
///
/// Thread safety: lives on the thread its time runs tasks on (the connection's event loop).
final class Lane {
    /// Where things come out.
    interface Exit {
        void pass(Object item);

        /// What was due has come out.
        void flush();

        /// The sender has given up: the connection is broken.
        void giveUp();
    }

    private record Underway(Object item, long bytes, long arrivalNanos) {}

    private final Link link;
    private final Time time;
    private final Transit transit;
    private final Exit exit;
    private final ArrayDeque<Underway> underway = new ArrayDeque<>();
    private long bytes;
    private long heldNanos = Long.MAX_VALUE;
    private @Nullable Timer timer;

    Lane(Link link, Time time, RandomGenerator random, Exit exit) {
        this.link = link;
        this.time = time;
        this.transit = new Transit(random);
        this.exit = exit;
    }

    /// Whether what is sent now comes out at once: it need not go through the lane.
    boolean open() {
        return link.plain() && underway.isEmpty();
    }

    /// Whether the link lets nothing pass.
    boolean cut() {
        return link.quality().cut();
    }

    boolean isEmpty() {
        return underway.isEmpty();
    }

    /// How many bytes are under way.
    long bytes() {
        return bytes;
    }

    /// Sends `item` on its way.
    void add(Object item, long itemBytes) {
        LinkQuality quality = link.quality();
        long now = time.nanos();
        long arrival = transit.arrival(quality, itemBytes, now);
        underway.add(new Underway(item, itemBytes, arrival));
        bytes += itemBytes;
        if (underway.size() == 1) wakeAt(arrival, now);
    }

    private void wakeAt(long nanos, long now) {
        timer = time.after(Duration.ofNanos(Math.max(0, nanos - now)), this::wake);
    }

    private void wake() {
        timer = null;
        long now = time.nanos();
        if (underway.isEmpty()) return;
        if (cut()) {
            hold(now);
            return;
        }
        heldNanos = Long.MAX_VALUE;
        boolean passed = false;
        while (!underway.isEmpty() && underway.peek().arrivalNanos <= now) {
            Underway next = underway.remove();
            bytes -= next.bytes;
            passed = true;
            exit.pass(next.item);
        }
        Underway head = underway.peek();
        if (head != null && timer == null) wakeAt(head.arrivalNanos, now);
        if (passed) exit.flush();
    }

    private void hold(long now) {
        if (heldNanos == Long.MAX_VALUE) heldNanos = now;
        if (now - heldNanos >= Transit.GIVE_UP.toNanos()) exit.giveUp();
        else wakeAt(Transit.nextRetry(heldNanos, now), now);
    }

    /// Forgets everything under way, handing it to `drop`.
    void clear(Consumer<Object> drop) {
        if (timer != null) timer.cancel();
        timer = null;
        bytes = 0;
        while (!underway.isEmpty()) drop.accept(underway.remove().item);
    }
}
