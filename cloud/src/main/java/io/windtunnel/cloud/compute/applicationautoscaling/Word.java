package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.ports.AlarmAction.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What an alarm last said to a policy.
///
/// @param recent the datapoints it was judged by, oldest first
/// @param at when it said so
record Word(
        String alarm,
        String state,
        List<Double> recent,
        @Nullable Double threshold,
        Duration period,
        Instant at) {
    /// An alarm speaks every period while it is in alarm: what is older than three is not its present word.
    private static final int STALE_PERIODS = 4;

    static Word of(Signal signal) {
        return new Word(
                signal.alarmName(),
                signal.after().name(),
                signal.recent(),
                signal.threshold(),
                signal.period(),
                signal.at());
    }

    boolean current(Instant now) {
        return at.isAfter(now.minus(period.multipliedBy(STALE_PERIODS)));
    }

    /// The highest of the datapoints whose period began at or after `since` (null for all), or the last
    /// one.
    OptionalDouble highest(@Nullable Instant since) {
        if (recent.isEmpty()) return OptionalDouble.empty();
        long fresh = since == null ? recent.size() : Duration.between(since, at).dividedBy(period);
        long taken = Math.max(1, Math.min(recent.size(), fresh));
        return recent.stream()
                .skip(recent.size() - taken)
                .mapToDouble(Double::doubleValue)
                .max();
    }
}
