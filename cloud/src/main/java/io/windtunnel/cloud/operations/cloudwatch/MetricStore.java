package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.ports.Metrics.Name;
import io.windtunnel.kernel.statistics.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The metrics of one scope: each by its name, and in each unit it was put in.
///
/// Thread safety: every method may be called from any thread.
final class MetricStore {
    /// `ListMetrics` leaves out what has had no sample for this long: two weeks (API reference, ListMetrics).
    static final Duration LISTED = Duration.ofDays(14);

    static final Comparator<Name> BY_NAME = Comparator.comparing(Name::namespace)
            .thenComparing(Name::metric)
            .thenComparing(name -> name.dimensions().toString());

    private final ConcurrentSkipListMap<Name, Map<String, Series>> metrics = new ConcurrentSkipListMap<>(BY_NAME);

    /// The same without the order: names are compared as texts, and samples come by the thousand.
    private final Map<Name, Map<String, Series>> unordered = new ConcurrentHashMap<>();

    void add(Name name, String unit, Series.Resolution resolution, Instant at, Distribution samples) {
        if (samples.isEmpty()) return;
        Map<String, Series> known = unordered.get(name);
        if (known == null) {
            known = metrics.computeIfAbsent(name, _ -> new ConcurrentHashMap<>());
            unordered.put(name, known);
        }
        known.computeIfAbsent(unit, _ -> new Series()).add(resolution, at, samples);
    }

    /// What was sampled in each period of the window, oldest first; of every unit when `unit` is null.
    TreeMap<Long, Distribution> samples(Name name, @Nullable String unit, Window window) {
        TreeMap<Long, Distribution> samples = new TreeMap<>();
        byUnit(name).forEach((of, series) -> {
            if (unit == null || unit.equals(of)) series.collect(window, samples);
        });
        return samples;
    }

    /// The units a metric was put in.
    Collection<String> units(Name name) {
        return List.copyOf(byUnit(name).keySet());
    }

    private Map<String, Series> byUnit(Name name) {
        return metrics.getOrDefault(name, Map.of());
    }

    /// The metrics with a sample at or after `since`, in the order of their names, after `name` (from the beginning for
    /// null).
    Iterable<Name> since(Instant since, @Nullable Name after) {
        Map<Name, Map<String, Series>> rest = after == null ? metrics : metrics.tailMap(after, false);
        return () -> rest.entrySet().stream()
                .filter(entry -> entry.getValue().values().stream()
                        .anyMatch(series -> !series.latest().isBefore(since)))
                .map(Map.Entry::getKey)
                .iterator();
    }

    /// Lets every series age, and forgets the metrics of which nothing is left.
    void age(Instant now) {
        metrics.values().forEach(units -> units.values().forEach(series -> series.age(now)));
        metrics.values().removeIf(units -> units.values().stream().allMatch(Series::isEmpty));
        unordered.values().removeIf(units -> units.values().stream().allMatch(Series::isEmpty));
    }

    int size() {
        return metrics.size();
    }
}
