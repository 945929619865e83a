package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.MetricsReader;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.statistics.Distribution;
import io.windtunnel.kernel.statistics.Recorder;
import io.windtunnel.kernel.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The data planes' side of CloudWatch. A meter only gathers; at the end of each minute of scenario time (and when
/// someone reads) what was gathered is put into the store as that minute's datapoint.
///
/// Thread safety: every method may be called from any thread; a meter's `record` takes no lock.
final class Meters implements Metrics, MetricsReader {
    private record Key(Scope scope, Name name, String unit) {}

    private static final class GatheringMeter implements Meter {
        private final Recorder recorder = new Recorder();

        @Override
        public void record(double value) {
            recorder.record(value);
        }

        @Override
        public void record(Distribution samples) {
            recorder.add(samples);
        }
    }

    private final Time time;
    private final Map<Scope, MetricStore> stores = new ConcurrentHashMap<>();
    private final Map<Key, GatheringMeter> meters = new ConcurrentHashMap<>();
    private Instant minute;

    Meters(Time time) {
        this.time = time;
        this.minute = time.now().truncatedTo(ChronoUnit.MINUTES);
    }

    MetricStore store(Scope scope) {
        return stores.computeIfAbsent(scope, _ -> new MetricStore());
    }

    @Override
    public Meter meter(Scope scope, Name name, String unit) {
        return meters.computeIfAbsent(new Key(scope, name, unit), _ -> new GatheringMeter());
    }

    @Override
    public void put(Scope scope, Name name, String unit, Instant at, double value) {
        if (!Double.isFinite(value)) return;
        store(scope).add(name, unit, Series.Resolution.MINUTE, at, Distribution.of(value, 1));
    }

    /// Puts what was gathered into the minute that has run until now. Called when a minute ends; harmless at any time.
    synchronized void flush() {
        meters.forEach((key, meter) ->
                store(key.scope).add(key.name, key.unit, Series.Resolution.MINUTE, minute, meter.recorder.harvest()));
        minute = time.now().truncatedTo(ChronoUnit.MINUTES);
    }

    /// Until when every sample that a meter has gathered can be read.
    synchronized Instant completeUntil() {
        return minute;
    }

    /// Lets all metrics age.
    void age() {
        Instant now = time.now();
        stores.values().forEach(store -> store.age(now));
    }

    @Override
    public List<Point> series(Scope scope, Name name, String statistic, Duration period, Instant from, Instant to) {
        Statistic question = Statistic.parse(statistic)
                .orElseThrow(() -> new IllegalArgumentException("no such statistic: " + statistic));
        if (!Window.isPeriod(period.toSeconds())) throw new IllegalArgumentException("no such period: " + period);
        flush();
        List<Point> points = new ArrayList<>();
        store(scope)
                .samples(name, null, Window.aligned(from, to, period.toSeconds()))
                .forEach((second, samples) -> {
                    Double value = question.of(samples);
                    if (value != null) points.add(new Point(Instant.ofEpochSecond(second), value));
                });
        return points;
    }

    @Override
    public List<Name> names(Scope scope, String namespace) {
        flush();
        List<Name> names = new ArrayList<>();
        for (Name name : store(scope).since(Instant.MIN, null))
            if (name.namespace().equals(namespace)) names.add(name);
        return names;
    }
}
