package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.statistics.Distribution;
import java.time.Instant;
import java.util.SortedMap;

/// Where data planes publish AWS's own metrics. CloudWatch offers it.
///
/// Thread safety: every method may be called from any thread; recording does not block.
public interface Metrics {
    /// What a metric is called: namespace such as `AWS/ApplicationELB`, name such as `RequestCount`, and its
    /// dimensions.
    record Name(String namespace, String metric, SortedMap<String, String> dimensions) {}

    /// Takes samples of one metric. Samples are gathered into the minute in which they are recorded.
    interface Meter {
        /// One sample: a count of 1 for an event, a duration, a gauge's reading.
        void record(double value);

        /// Many samples at once, of one who has gathered by himself.
        void record(Distribution samples);

        /// Measures nothing.
        Meter NONE = new Meter() {
            @Override
            public void record(double value) {}

            @Override
            public void record(Distribution samples) {}
        };
    }

    /// The meter of a metric; the same arguments give the same meter. `unit` is CloudWatch's, such as `Count`.
    Meter meter(Scope scope, Name name, String unit);

    /// One datapoint at a time of its own, for what is known only afterwards.
    void put(Scope scope, Name name, String unit, Instant at, double value);
}
