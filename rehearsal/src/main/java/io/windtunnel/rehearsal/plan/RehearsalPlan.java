package io.windtunnel.rehearsal.plan;

import io.windtunnel.kernel.identity.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole rehearsal: what is built, what blows, what breaks, what is promised.
///
/// @param speed scenario seconds per wall second while the wind blows
/// @param starts the scenario's date and time when the wind begins; null for whatever it is then
/// @param lead how long before the wind the designs are deployed, at least; zero for as long as they need
/// @param seed from which every draw of chance follows
public record RehearsalPlan(
        String title,
        Region region,
        double speed,
        long seed,
        @Nullable Instant starts,
        Duration lead,
        List<Design> designs,
        List<StandInPlan> standIns,
        List<TrafficPlan> traffic,
        List<Change> changes,
        List<Strike> faults,
        List<Promise> promises) {
    /// The fastest a live rehearsal may run: real sockets must keep up.
    public static final double MOST_SPEED = 100;

    /// The seed of a file that names none.
    public static final long DEFAULT_SEED = 42;

    /// How long before the wind the designs of a rehearsal with a date are deployed, when its file does not say: a
    /// quarter of an hour is what a target tracking alarm looks back, and a design must stand before that.
    public static final Duration DEFAULT_LEAD = Duration.ofMinutes(20);

    /// The longest lead: its scenario time has to pass on the wall too, if fast.
    public static final Duration MOST_LEAD = Duration.ofHours(6);

    public RehearsalPlan {
        if (!(speed > 0 && speed <= MOST_SPEED)) throw new IllegalArgumentException("a speed above 0, at most 100");
        if (lead.isNegative() || lead.compareTo(MOST_LEAD) > 0)
            throw new IllegalArgumentException("a lead of at most 6 h");
        if (designs.isEmpty()) throw new IllegalArgumentException("at least one design");
        designs = List.copyOf(designs);
        standIns = List.copyOf(standIns);
        traffic = List.copyOf(traffic);
        changes = List.copyOf(changes);
        faults = List.copyOf(faults);
        promises = List.copyOf(promises);
    }

    /// The same from another seed.
    public RehearsalPlan seed(long other) {
        return new RehearsalPlan(
                title, region, speed, other, starts, lead, designs, standIns, traffic, changes, faults, promises);
    }

    /// The same with other designs.
    public RehearsalPlan designs(List<Design> others) {
        return new RehearsalPlan(
                title, region, speed, seed, starts, lead, others, standIns, traffic, changes, faults, promises);
    }

    /// The requests of all traffic.
    public double requests() {
        return traffic.stream().mapToDouble(stream -> stream.rate().total()).sum();
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
