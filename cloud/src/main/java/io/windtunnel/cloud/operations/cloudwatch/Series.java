package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.kernel.statistics.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One metric in one unit: its samples gathered by time, finely while they are young. A datapoint that outlives its
/// resolution is added to the next coarser one and can only be asked for with that one's period.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html (metrics retention)
///
/// Thread safety: every method may be called from any thread.
final class Series {
    /// How finely datapoints are kept, and for how long.
    enum Resolution {
        SECOND(Duration.ofSeconds(1), Duration.ofHours(3)),
        MINUTE(Duration.ofMinutes(1), Duration.ofDays(15)),
        FIVE_MINUTES(Duration.ofMinutes(5), Duration.ofDays(63)),
        HOUR(Duration.ofHours(1), Duration.ofDays(455));

        final long seconds;
        final Duration kept;

        Resolution(Duration step, Duration kept) {
            this.seconds = step.toSeconds();
            this.kept = kept;
        }
    }

    private final List<TreeMap<Long, Distribution>> byResolution = new ArrayList<>();
    private volatile long latestSecond = Long.MIN_VALUE;

    Series() {
        for (Resolution resolution : Resolution.values()) byResolution.add(resolution.ordinal(), new TreeMap<>());
    }

    /// Adds samples taken at `at`.
    synchronized void add(Resolution resolution, Instant at, Distribution samples) {
        add(resolution, at.getEpochSecond(), samples);
        latestSecond = Math.max(latestSecond, at.getEpochSecond());
    }

    private void add(Resolution resolution, long second, Distribution samples) {
        long start = Math.floorDiv(second, resolution.seconds) * resolution.seconds;
        byResolution.get(resolution.ordinal()).merge(start, samples, Distribution::plus);
    }

    /// The time of the youngest sample; [Instant#MIN] when there is none.
    Instant latest() {
        return latestSecond == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochSecond(latestSecond);
    }

    /// Moves what is too old for its resolution to the next, and forgets what is too old for the last.
    synchronized void age(Instant now) {
        Resolution[] all = Resolution.values();
        for (int i = 0; i < all.length; i++) {
            TreeMap<Long, Distribution> fine = byResolution.get(i);
            long oldest = now.minus(all[i].kept).getEpochSecond();
            while (!fine.isEmpty() && fine.firstKey() < oldest) {
                Map.Entry<Long, Distribution> entry = fine.pollFirstEntry();
                if (i + 1 < all.length) add(all[i + 1], entry.getKey(), entry.getValue());
            }
        }
    }

    synchronized boolean isEmpty() {
        return byResolution.stream().allMatch(Map::isEmpty);
    }

    /// Adds to `into`, by the beginning of its period, what was sampled in the window.
    synchronized void collect(Window window, Map<Long, Distribution> into) {
        for (Resolution resolution : Resolution.values()) {
            if (resolution.seconds > window.periodSeconds()) return;
            byResolution
                    .get(resolution.ordinal())
                    .subMap(window.fromSecond(), window.toSecond())
                    .forEach((second, samples) -> into.merge(window.start(second), samples, Distribution::plus));
        }
    }
}
