package io.windtunnel.fabric.http;

import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A deadline that is moved often and seldom met: moving it later costs a field; the timer finds out when it rings.
///
/// Thread safety: lives on the thread its time runs tasks on.
final class Deadline {
    private static final long NEVER = Long.MAX_VALUE;

    private final Time time;
    private final Runnable expired;
    private long atNanos = NEVER;
    private long ringsNanos = NEVER;
    private boolean shortened;
    private @Nullable Timer timer;

    Deadline(Time time, Runnable expired) {
        this.time = time;
        this.expired = expired;
    }

    /// Sets it `duration` from now.
    void in(Duration duration) {
        shortened = false;
        move(time.nanos() + duration.toNanos());
    }

    /// Sets it `duration` from now, once: not again until it has been set by [#in].
    void noLaterThan(Duration duration) {
        if (shortened) return;
        shortened = true;
        move(time.nanos() + duration.toNanos());
    }

    /// Whether it stands by [#noLaterThan].
    boolean shortened() {
        return shortened;
    }

    /// Lifts it.
    void none() {
        atNanos = NEVER;
        shortened = false;
    }

    /// Lifts it for good.
    void cancel() {
        none();
        if (timer != null) timer.cancel();
        timer = null;
    }

    private void move(long nanos) {
        atNanos = nanos;
        if (timer != null && ringsNanos <= nanos) return;
        if (timer != null) timer.cancel();
        arm();
    }

    private void arm() {
        ringsNanos = atNanos;
        timer = time.after(Duration.ofNanos(atNanos - time.nanos()), this::ring);
    }

    private void ring() {
        timer = null;
        if (atNanos == NEVER) return;
        if (time.nanos() < atNanos) {
            arm();
            return;
        }
        atNanos = NEVER;
        expired.run();
    }
}
