package io.windtunnel.kernel.scaling.policy;

import io.windtunnel.kernel.scaling.policy.LoadForecast.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Predictive scaling: as much capacity as the load that is forecast will need at the target.
///
/// How much of the scaling metric a unit of load makes on a unit of capacity is learnt from the hours
/// known, for the two metrics may be of any units as long as they go together.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/predictive-scaling-policy-overview.html
///
/// @param target what the scaling metric should be
/// @param mayExceedMaximum whether the maximum is raised when the forecast comes near or goes beyond it
/// @param bufferPercent by how much more than the forecast, when it is raised; 0 to 100
public record PredictiveScaling(double target, boolean mayExceedMaximum, int bufferPercent) {
    /// The longest `SchedulingBufferTime`, and the size of the hour it lies in (API reference,
    /// `PredictiveScalingConfiguration`).
    public static final Duration LONGEST_BUFFER = Duration.ofHours(1);

    /// A forecast that comes as near as this to the maximum raises it, where it may: our reading of "close
    /// to".
    static final double CLOSE = 0.9;

    /// What the group should be set to.
    public record Wanted(int desired, int maximum) {}

    /// The scaling metric, times capacity, that a unit of load makes; empty when the hours known do not
    /// say.
    ///
    /// @param load the load metric by hour
    /// @param scaling the scaling metric by hour, for each unit of capacity
    /// @param capacity how much capacity there was, by hour
    public static OptionalDouble conversion(List<Hour> load, List<Hour> scaling, List<Hour> capacity) {
        Map<Instant, Double> scalingByHour = byHour(scaling);
        Map<Instant, Double> capacityByHour = byHour(capacity);
        double made = 0;
        double loads = 0;
        for (Hour hour : load) {
            Double metric = scalingByHour.get(hour.at());
            Double units = capacityByHour.get(hour.at());
            if (metric == null || units == null) continue;
            made += metric * units;
            loads += hour.value();
        }
        return loads > 0 && made > 0 ? OptionalDouble.of(made / loads) : OptionalDouble.empty();
    }

    private static Map<Instant, Double> byHour(List<Hour> hours) {
        Map<Instant, Double> map = new HashMap<>();
        hours.forEach(hour -> map.put(hour.at(), hour.value()));
        return map;
    }

    /// The capacity each hour of a load forecast needs, in whole units.
    public List<Hour> capacity(List<Hour> load, double conversion) {
        return load.stream()
                .map(hour -> new Hour(hour.at(), Math.ceil(hour.value() * conversion / target - 1e-9)))
                .toList();
    }

    /// What the capacity forecast says for `now`: that of the hour that runs, or of the next one when it
    /// begins within `buffer` and needs more. Empty when the forecast does not reach so far.
    public static Optional<Integer> needed(List<Hour> capacity, Instant now, Duration buffer) {
        Map<Instant, Double> byHour = byHour(capacity);
        Double current = byHour.get(now.truncatedTo(ChronoUnit.HOURS));
        Double soon = byHour.get(now.plus(buffer).truncatedTo(ChronoUnit.HOURS));
        if (current == null && soon == null) return Optional.empty();
        double most = Math.max(current == null ? 0 : current, soon == null ? 0 : soon);
        return Optional.of((int) Math.min(Integer.MAX_VALUE, most));
    }

    /// What to set at the start of an hour that needs `needed`: never less than is desired now, for
    /// predictive scaling does not scale in; empty when nothing changes.
    public Optional<Wanted> decide(int needed, int desired, int minimum, int maximum) {
        int most = maximum;
        if (mayExceedMaximum && needed >= maximum * CLOSE)
            most = Math.max(maximum, (int) Math.ceil(needed * (100.0 + bufferPercent) / 100 - 1e-9));
        int wanted = Math.max(desired, Math.max(minimum, Math.min(most, needed)));
        return wanted == desired && most == maximum ? Optional.empty() : Optional.of(new Wanted(wanted, most));
    }
}
