package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.kernel.scaling.policy.LoadForecast;
import io.windtunnel.kernel.scaling.policy.LoadForecast.Hour;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// How much of a group was in service, hour by hour for two weeks; the last hour is the mean so far.
///
/// @param samples how many samples the last hour is the mean of
record CapacityHistory(String group, List<Hour> hours, int samples) {
    static CapacityHistory begin(String group) {
        return new CapacityHistory(group, List.of(), 0);
    }

    /// With a sample taken at `now`.
    CapacityHistory with(Instant now, int inService) {
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        List<Hour> all = new ArrayList<>(hours);
        all.removeIf(one -> one.at().isBefore(hour.minus(LoadForecast.LONGEST_HISTORY)));
        if (all.isEmpty() || !all.getLast().at().equals(hour)) {
            all.add(new Hour(hour, inService));
            return new CapacityHistory(group, List.copyOf(all), 1);
        }
        double sum = all.getLast().value() * samples + inService;
        all.set(all.size() - 1, new Hour(hour, sum / (samples + 1)));
        return new CapacityHistory(group, List.copyOf(all), samples + 1);
    }
}
