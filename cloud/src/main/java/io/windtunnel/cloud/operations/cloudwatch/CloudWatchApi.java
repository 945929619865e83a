package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.operations.cloudwatch.Shapes.Datapoint;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.GetMetricDataRequest;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.GetMetricDataResult;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.GetMetricStatisticsRequest;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.GetMetricStatisticsResult;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.ListMetricsRequest;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.ListMetricsResult;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.Metric;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.MetricDataResult;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.PutMetricDataRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmApi;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmWatch;
import io.windtunnel.cloud.ports.Metrics.Name;
import io.windtunnel.kernel.statistics.Distribution;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// CloudWatch's face: metrics in, statistics out; its operations on alarms are those of [AlarmApi].
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/
public final class CloudWatchApi implements AlarmApi {
    private final Meters meters;
    private final Time time;
    private final AlarmWatch alarms;

    CloudWatchApi(Meters meters, Time time, AlarmWatch alarms) {
        this.meters = meters;
        this.time = time;
        this.alarms = alarms;
    }

    @Override
    public <T> T alarms(Function<AlarmWatch, T> work) {
        return work.apply(alarms);
    }

    public void putMetricData(Call call, PutMetricDataRequest request) {
        List<Put> puts = Put.all(request, time.now());
        MetricStore store = meters.store(call.scope());
        for (Put put : puts) store.add(put.name(), put.unit(), put.resolution(), put.at(), put.samples());
    }

    public GetMetricStatisticsResult getMetricStatistics(Call call, GetMetricStatisticsRequest request) {
        Map<String, Statistic> asked = statistics(request);
        Window window = window(request);
        Name name = Names.name(request.namespace(), request.metricName(), request.dimensions(), "");
        meters.flush();
        MetricStore store = meters.store(call.scope());
        List<Datapoint> datapoints = new ArrayList<>();
        for (String unit : request.unit() == null ? store.units(name) : List.of(request.unit()))
            store.samples(name, unit, window)
                    .forEach((at, samples) -> datapoints.add(datapoint(at, samples, unit, asked)));
        return new GetMetricStatisticsResult(request.metricName(), datapoints);
    }

    private static Map<String, Statistic> statistics(GetMetricStatisticsRequest request) {
        if (request.statistics().isEmpty() == request.extendedStatistics().isEmpty())
            throw request.statistics().isEmpty()
                    ? new AwsException("MissingParameter", "Must specify either Statistics or ExtendedStatistics")
                    : new AwsException(
                            "InvalidParameterCombination",
                            "Statistics and ExtendedStatistics cannot be specified in the same request");
        Map<String, Statistic> asked = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(request.statistics());
        all.addAll(request.extendedStatistics());
        for (String text : all) {
            Statistic statistic = Statistic.parse(text)
                    .orElseThrow(() -> new AwsException(
                            "InvalidParameterValue",
                            "The value " + text + " for parameter ExtendedStatistics is invalid."));
            asked.put(text, statistic);
        }
        return asked;
    }

    private Window window(GetMetricStatisticsRequest request) {
        if (!request.startTime().isBefore(request.endTime()))
            throw new AwsException(
                    "InvalidParameterCombination", "The parameter StartTime must be less than the parameter EndTime.");
        if (!Window.isPeriod(request.period()))
            throw new AwsException(
                    "InvalidParameterValue", "The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.");
        Window window = Window.fromStart(request.startTime(), request.endTime(), request.period(), time.now());
        if (window.periods() > Limits.DATAPOINTS_PER_STATISTICS)
            throw new AwsException(
                    "InvalidParameterCombination",
                    ("You have requested up to %,d datapoints, which exceeds the limit of %,d. You may reduce the"
                                    + " datapoints requested by increasing Period, or decreasing the time range.")
                            .formatted(window.periods(), Limits.DATAPOINTS_PER_STATISTICS));
        return window;
    }

    private static Datapoint datapoint(long at, Distribution samples, String unit, Map<String, Statistic> asked) {
        Map<String, Double> extended = new TreeMap<>();
        asked.forEach((text, statistic) -> {
            Double value = statistic instanceof Statistic.Plain ? null : statistic.of(samples);
            if (value != null) extended.put(text, value);
        });
        return new Datapoint(
                Instant.ofEpochSecond(at),
                asked.containsKey("SampleCount") ? samples.count() : null,
                asked.containsKey("Average") ? samples.average() : null,
                asked.containsKey("Sum") ? samples.sum() : null,
                asked.containsKey("Minimum") ? samples.minimum() : null,
                asked.containsKey("Maximum") ? samples.maximum() : null,
                unit,
                extended.isEmpty() ? null : extended);
    }

    public GetMetricDataResult getMetricData(Call call, GetMetricDataRequest request) {
        if (!request.startTime().isBefore(request.endTime()))
            throw AwsException.validation("The parameter StartTime must be less than the parameter EndTime.");
        meters.flush();
        List<MetricQueries.Line> lines = new MetricQueries(
                        meters.store(call.scope()), request.metricDataQueries(), request.startTime(), request.endTime())
                .lines();
        int limit = Objects.requireNonNullElse(request.maxDatapoints(), Limits.DATAPOINTS_PER_GET);
        boolean ascending = "TimestampAscending".equals(request.scanBy());
        return page(lines, ascending, limit, skipped(request.nextToken()));
    }

    /// The datapoints after the first `skip` of all lines, at most `limit` of them.
    private static GetMetricDataResult page(List<MetricQueries.Line> lines, boolean ascending, int limit, int skip) {
        List<MetricDataResult> results = new ArrayList<>();
        int seen = 0;
        for (MetricQueries.Line line : lines) {
            int first = Math.clamp(skip - seen, 0, line.points().size());
            int last = Math.clamp(skip + limit - seen, first, line.points().size());
            seen += line.points().size();
            if (first > 0 && first == line.points().size()) continue;
            var points = ascending ? line.points() : line.points().descendingMap();
            results.add(new MetricDataResult(
                    line.id(),
                    line.label(),
                    points.keySet().stream()
                            .skip(first)
                            .limit(last - first)
                            .map(Instant::ofEpochSecond)
                            .toList(),
                    points.values().stream().skip(first).limit(last - first).toList(),
                    last == line.points().size() ? "Complete" : "PartialData"));
        }
        return new GetMetricDataResult(results, seen > skip + limit ? token(Integer.toString(skip + limit)) : null);
    }

    private static int skipped(@Nullable String token) {
        if (token == null) return 0;
        String text = text(token);
        if (!text.matches("\\d{1,9}")) throw new AwsException("InvalidNextToken", "The given NextToken is invalid.");
        return Integer.parseInt(text);
    }

    public ListMetricsResult listMetrics(Call call, ListMetricsRequest request) {
        meters.flush();
        boolean recent = "PT3H".equals(request.recentlyActive());
        Instant since = time.now().minus(recent ? Limits.RECENTLY : MetricStore.LISTED);
        int skip = skipped(request.nextToken());
        List<Metric> metrics = new ArrayList<>();
        int seen = 0;
        for (Name name : meters.store(call.scope()).since(since, null)) {
            if (request.namespace() != null && !request.namespace().equals(name.namespace())) continue;
            if (request.metricName() != null && !request.metricName().equals(name.metric())) continue;
            if (!Names.matches(name, request.dimensions())) continue;
            if (seen++ < skip) continue;
            if (metrics.size() == Limits.METRICS_PER_LIST)
                return new ListMetricsResult(metrics, token(Integer.toString(skip + metrics.size())));
            metrics.add(Names.metric(name));
        }
        return new ListMetricsResult(metrics, null);
    }

    private static String token(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
