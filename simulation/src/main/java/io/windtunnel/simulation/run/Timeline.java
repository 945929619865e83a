package io.windtunnel.simulation.run;

import io.windtunnel.rehearsal.measure.Capacity;
import io.windtunnel.rehearsal.measure.Capacity.Condition;
import java.time.Duration;
import java.util.List;

/// The capacity of one run held against another's, over time: control loops have their turns, and a turn
/// sooner or later is no difference.
final class Timeline {
    private Timeline() {}

    /// The share of samples whose healthy machines are as many as the other run had at some moment within `period` of
    /// it; 1 where there are none.
    static double agreement(List<Capacity> one, List<Capacity> other, Duration period) {
        if (one.isEmpty()) return 1;
        long agreed =
                one.stream().filter(sample -> within(sample, other, period)).count();
        return (double) agreed / one.size();
    }

    private static boolean within(Capacity sample, List<Capacity> other, Duration period) {
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (Capacity seen : other) {
            if (Math.abs(seen.atNanos() - sample.atNanos()) > period.toNanos()) continue;
            int healthy = seen.count(Condition.HEALTHY);
            least = Math.min(least, healthy);
            most = Math.max(most, healthy);
        }
        int healthy = sample.count(Condition.HEALTHY);
        return least <= healthy && healthy <= most;
    }
}
