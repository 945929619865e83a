package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.logs.pattern.FilterPattern;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The metric filters of every scope, and what they make of events.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
///
/// Thread safety: every method may be called from any thread.
final class MetricFilters {
    /// A filter with its pattern read, and the values of its dimensions it has seen in this hour.
    private static final class Live {
        final MetricFilter filter;
        final FilterPattern pattern;
        private final Set<Map<String, String>> seen = new HashSet<>();
        private Instant hour;
        private boolean told;

        Live(MetricFilter filter, Instant now) {
            this.filter = filter;
            this.pattern = FilterPattern.parse(filter.pattern());
            this.hour = now;
        }

        /// Whether values may be published: those seen before, and new ones within the limit.
        synchronized boolean admits(Map<String, String> values, Instant now) {
            if (Duration.between(hour, now).toHours() >= 1) {
                seen.clear();
                told = false;
                hour = now;
            }
            return seen.contains(values) || seen.size() < Limits.DIMENSION_VALUES && seen.add(values);
        }

        /// Whether nobody was told in this hour that it is full; from now on somebody was.
        synchronized boolean firstRefusal() {
            boolean first = !told;
            told = true;
            return first;
        }
    }

    private final CloudContext context;
    private final Map<MetricFilter, Live> live = new ConcurrentHashMap<>();

    MetricFilters(CloudContext context) {
        this.context = context;
    }

    private Table<MetricFilter> table(Scope scope) {
        return context.fabric().storage().table(scope, "logs.metric-filters", MetricFilter.class);
    }

    /// The filters of a scope, sorted by their group and name.
    Collection<MetricFilter> all(Scope scope) {
        return table(scope).values();
    }

    List<MetricFilter> of(Scope scope, String group) {
        return RowsOfGroup.of(table(scope), group, MetricFilter::group, MetricFilter::name);
    }

    /// @throws AwsException `LimitExceededException`
    void put(Scope scope, MetricFilter filter) {
        List<MetricFilter> others = of(scope, filter.group()).stream()
                .filter(each -> !each.name().equals(filter.name()))
                .toList();
        if (others.size() >= Limits.METRIC_FILTERS_PER_GROUP) throw Refusals.limit();
        MetricFilter replaced = table(scope).get(LogStream.key(filter.group(), filter.name()));
        table(scope).put(LogStream.key(filter.group(), filter.name()), filter);
        if (replaced != null) live.remove(replaced);
    }

    /// @throws AwsException `ResourceNotFoundException`
    void delete(Scope scope, String group, String name) {
        MetricFilter gone = table(scope).remove(LogStream.key(group, name));
        if (gone == null) throw Refusals.notFound("metric filter");
        live.remove(gone);
    }

    void deleteAll(Scope scope, String group) {
        for (MetricFilter filter : of(scope, group)) delete(scope, group, filter.name());
    }

    /// Publishes what the group's filters see in events.
    void publish(Scope scope, LogGroup group, List<InputEvent> events) {
        List<MetricFilter> filters = of(scope, group.name());
        if (filters.isEmpty()) return;
        Optional<Metrics> metrics = context.directory().find(Metrics.class);
        if (metrics.isEmpty()) return;
        Instant now = context.fabric().time().now();
        for (MetricFilter filter : filters) {
            Live ready = live.computeIfAbsent(filter, each -> new Live(each, now));
            for (InputEvent event : events) publish(scope, ready, event.message(), metrics.get(), now);
        }
    }

    private void publish(Scope scope, Live ready, String message, Metrics metrics, Instant now) {
        MetricFilter filter = ready.filter;
        Optional<FilterPattern.Match> match = ready.pattern.match(message);
        TreeMap<String, String> dimensions = new TreeMap<>();
        OptionalDouble value;
        if (match.isEmpty()) {
            Double otherwise = filter.defaultValue();
            value = otherwise == null ? OptionalDouble.empty() : OptionalDouble.of(otherwise);
        } else {
            value = value(filter.value(), match.get());
            filter.dimensions()
                    .forEach((name, selector) ->
                            match.get().value(selector).ifPresent(found -> dimensions.put(name, found)));
            // an event that lacks a dimension says nothing about the metric
            if (dimensions.size() < filter.dimensions().size()) return;
        }
        if (value.isEmpty()) return;
        if (!dimensions.isEmpty() && !ready.admits(dimensions, now)) {
            if (ready.firstRefusal()) tooMany(scope, filter, now);
            return;
        }
        String unit = filter.unit() == null ? "None" : filter.unit();
        Metrics.Name name = new Metrics.Name(filter.metricNamespace(), filter.metricName(), dimensions);
        metrics.meter(scope, name, unit).record(value.getAsDouble());
    }

    private void tooMany(Scope scope, MetricFilter filter, Instant now) {
        context.journal()
                .record(new Journal.Event(
                        now,
                        scope,
                        "logs.metric-filter",
                        filter.name(),
                        "more than " + Limits.DIMENSION_VALUES
                                + " different dimension values in an hour: new ones are not published"));
    }

    /// A number as it is written, or the number at a selector.
    private static OptionalDouble value(String written, FilterPattern.Match match) {
        String text = written.startsWith("$") ? match.value(written).orElse("") : written;
        try {
            double value = Double.parseDouble(text.strip());
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
