package io.windtunnel.simulation.run;

import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.rehearsal.plan.Distribution;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a trial plays: control loops look at the clock, and what they do depends on how their turns fall against the
/// traffic.
///
/// @param origin the date and time at which the cloud is opened and the designs are deployed
/// @param begin when the wind begins; null for as soon as the designs are ready
/// @param rest how long the designs rest before the wind, once they are ready
/// @param lag how late requests are sent: a live generator's own delay; [Distribution#NONE] for a perfect one
public record Setting(Instant origin, @Nullable Instant begin, Duration rest, Distribution lag) {
    /// When a plan without a date is played: it must be some time.
    private static final Instant SOME_TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    /// The setting of a seed. With the file's own it is that of a live rehearsal: the wind begins as soon as
    /// the designs are ready, or at its date. With any other, chance chooses how the turns of control loops
    /// fall against the traffic: with a date the lead is longer by the draw, without one the rest.
    static Setting drawn(RehearsalPlan plan, long seed) {
        Duration phase = seed == plan.seed()
                ? Duration.ZERO
                : Duration.ofNanos(new RandomStreams(seed).stream("setting").nextLong(MINUTE_NANOS));
        Instant starts = plan.starts();
        if (starts == null) return new Setting(SOME_TIME, null, phase, Distribution.NONE);
        return new Setting(starts.minus(plan.lead()).minus(phase), starts, Duration.ZERO, Distribution.NONE);
    }

    /// The setting that a live rehearsal had.
    ///
    /// @param lag how late its generator sent
    static Setting of(Instant origin, Instant begin, Distribution lag) {
        return new Setting(origin, begin, Duration.ZERO, lag);
    }
}
