package io.windtunnel.kernel.time;

import java.time.Duration;
import java.time.Instant;

/// Time, as everything in Windtunnel sees it: scenario time. In a live cloud it is the wall clock, possibly running
/// faster; in a simulation it is virtual and jumps from one event to the next. Nothing else names a clock.
///
/// Control loops never sleep or block on time: they ask to be called back, with [#after] or [#every].
///
/// Thread safety: every method may be called from any thread.
public interface Time {
    /// The scenario's date and time.
    Instant now();

    /// Scenario nanoseconds since an arbitrary origin; never goes back. For measuring intervals.
    long nanos();

    /// Runs `task` once, `delay` of scenario time from now (at once if not positive).
    Timer after(Duration delay, Runnable task);

    /// Runs `task` every `period` of scenario time, first one period from now, until cancelled. The next run is asked
    /// for when the last has ended, at the next multiple of the period: runs never overlap and none is made up for.
    default Timer every(Duration period, Runnable task) {
        return new Periodic(this, period, task).start();
    }

    /// How long `scenario` lasts on the wall clock: for the timeouts of real sockets. Zero in virtual time.
    Duration onWall(Duration scenario);
}
