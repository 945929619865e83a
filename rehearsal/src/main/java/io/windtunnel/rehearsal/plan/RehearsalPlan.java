package io.windtunnel.rehearsal.plan;

import io.windtunnel.kernel.identity.Region;
import java.time.Duration;
import java.util.List;

/// A whole rehearsal: what is built, what blows, what breaks, what is promised.
///
/// @param speed scenario seconds per wall second while the wind blows
/// @param seed from which every draw of chance follows
public record RehearsalPlan(
        String title,
        Region region,
        double speed,
        long seed,
        List<Design> designs,
        List<StandInPlan> standIns,
        List<TrafficPlan> traffic,
        List<Strike> faults,
        List<Promise> promises) {
    /// The fastest a live rehearsal may run: real sockets must keep up.
    public static final double MOST_SPEED = 100;

    /// The seed of a file that names none.
    public static final long DEFAULT_SEED = 42;

    public RehearsalPlan {
        if (!(speed > 0 && speed <= MOST_SPEED)) throw new IllegalArgumentException("a speed above 0, at most 100");
        if (designs.isEmpty()) throw new IllegalArgumentException("at least one design");
        designs = List.copyOf(designs);
        standIns = List.copyOf(standIns);
        traffic = List.copyOf(traffic);
        faults = List.copyOf(faults);
        promises = List.copyOf(promises);
    }

    /// How long the wind blows: until the longest traffic ends.
    public Duration windLasts() {
        return traffic.stream()
                .map(stream -> stream.rate().lasts())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /// The longest patience among the traffic.
    public Duration longestTimeout() {
        return traffic.stream()
                .map(TrafficPlan::timeout)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
