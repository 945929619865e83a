package io.windtunnel.cloud.operations.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.Dimension;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.DimensionFilter;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.GetMetricDataRequest;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.GetMetricDataResult;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.GetMetricStatisticsRequest;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.ListMetricsRequest;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.Metric;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.MetricDataQuery;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.MetricDatum;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.MetricStat;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.PutMetricDataRequest;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.StatisticSet;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.InstanceMetrics;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.MetricsReader;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudWatchTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final VirtualTime time = new VirtualTime(START);
    private final Scope scope = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private final Call call = Call.internal(scope);
    private final CloudContext context =
            new CloudContext(Fabric.bare(time, 1), new Directory(), new ResourceTypes(), _ -> {});
    private final CloudWatch service = CloudWatch.open(context);
    private final CloudWatchApi api = service.face();
    private final Metrics metrics = context.directory().require(Metrics.class);
    private final MetricsReader reader = context.directory().require(MetricsReader.class);

    private void put(Instant at, double value) {
        put(datum("Latency", at, value, List.of(), List.of(), null, null));
    }

    private void put(MetricDatum... data) {
        api.putMetricData(call, new PutMetricDataRequest("Shop", List.of(data)));
    }

    private static MetricDatum datum(
            String name,
            @Nullable Instant at,
            @Nullable Double value,
            List<Double> values,
            List<Double> counts,
            @Nullable StatisticSet set,
            @Nullable Integer resolution) {
        return new MetricDatum(name, List.of(), at, value, set, values, counts, "Seconds", resolution);
    }

    private List<Double> values(String statistic, int period, Instant from, Instant to) {
        Metrics.Name name = new Metrics.Name("Shop", "Latency", new TreeMap<>());
        return reader.series(scope, name, statistic, Duration.ofSeconds(period), from, to).stream()
                .map(MetricsReader.Point::value)
                .toList();
    }

    @Test
    void metersGatherMinuteByMinute() {
        Metrics.Name name = new Metrics.Name("AWS/ApplicationELB", "RequestCount", new TreeMap<>(Map.of("L", "a")));
        Metrics.Meter meter = metrics.meter(scope, name, "Count");
        for (int second = 0; second < 180; second++) {
            meter.record(1);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(reader.series(scope, name, "Sum", Duration.ofMinutes(1), START, time.now()))
                .extracting(MetricsReader.Point::value)
                .containsExactly(60.0, 60.0, 60.0);
        assertThat(metrics.meter(scope, name, "Count")).isSameAs(meter);
        assertThat(reader.names(scope, "AWS/ApplicationELB")).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource({"Sum,110", "Average,11", "Minimum,1", "Maximum,101", "SampleCount,10", "p50,1", "p95,101", "tm90,1"})
    void statisticsOfWeightedValues(String statistic, double expected) {
        put(datum("Latency", START, null, List.of(1.0, 101.0), List.of(9.0, 1.0), null, null));
        assertThat(values(statistic, 60, START, START.plusSeconds(60)).getFirst())
                .isCloseTo(expected, within(expected * 0.01));
    }

    /// aws-facts.md, section 5: under 60 s for 3 h, 1 minute for 15 days, 5 minutes for 63 days, 1 hour for 455 days.
    @ParameterizedTest
    @CsvSource({
        "2,1,true",
        "4,1,false",
        "4,60,true",
        "350,60,true",
        "370,60,false",
        "370,300,true",
        "1500,300,true",
        "1530,300,false",
        "1530,3600,true",
        "10900,3600,true",
        "10930,3600,false"
    })
    void datapointsAgeIntoCoarserPeriods(long hours, int period, boolean readable) {
        put(datum("Latency", START, 5.0, List.of(), List.of(), null, 1));
        time.advance(Duration.ofHours(hours));
        assertThat(values("Sum", period, START, START.plusSeconds(period)).isEmpty())
                .isEqualTo(!readable);
    }

    @Test
    void statisticSetsHaveNoPercentiles() {
        put(datum("Latency", START, null, List.of(), List.of(), new StatisticSet(4, 10, 1, 4), null));
        assertThat(values("Average", 60, START, START.plusSeconds(60))).containsExactly(2.5);
        assertThat(values("p90", 60, START, START.plusSeconds(60))).isEmpty();
    }

    @Test
    void refusesWhatCloudWatchRefuses() {
        assertThatThrownBy(() -> put(datum("x", START, 1.0, List.of(2.0), List.of(), null, null)))
                .hasMessage("The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually"
                        + " exclusive and you have specified both.");
        assertThatThrownBy(() -> put(datum("x", START, null, List.of(1.0), List.of(1.0, 2.0), null, null)))
                .hasMessageContaining("must be of the same size");
        assertThatThrownBy(() -> put(datum("x", START, Double.NaN, List.of(), List.of(), null, null)))
                .hasMessage("The value NaN for parameter MetricData.member.1.Value is invalid.");
        assertThatThrownBy(
                        () -> put(datum("x", START.minus(Duration.ofDays(15)), 1.0, List.of(), List.of(), null, null)))
                .hasMessageContaining("two weeks in the past");
        assertThatThrownBy(() -> api.putMetricData(call, new PutMetricDataRequest("AWS/EC2", List.of())))
                .hasMessageContaining("Namespace is invalid");
        List<Dimension> many = IntStream.range(0, 31)
                .mapToObj(i -> new Dimension("d" + i, "v"))
                .toList();
        assertThatThrownBy(() -> put(new MetricDatum("x", many, null, 1.0, null, List.of(), List.of(), null, null)))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("30");
        assertThat(reader.names(scope, "Shop")).isEmpty();
    }

    @Test
    void getMetricStatisticsCountsPeriodsFromItsStart() {
        for (int minute = 0; minute < 10; minute++) put(START.plusSeconds(60L * minute), minute);
        var answer = api.getMetricStatistics(
                call,
                new GetMetricStatisticsRequest(
                        "Shop",
                        "Latency",
                        List.of(),
                        START.plusSeconds(125),
                        START.plusSeconds(600),
                        300,
                        List.of("Sum", "SampleCount"),
                        List.of(),
                        null));
        assertThat(answer.label()).isEqualTo("Latency");
        assertThat(answer.datapoints())
                .extracting(point -> point.timestamp().getEpochSecond() - START.getEpochSecond(), p -> p.sum())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(120L, 20.0),
                        org.assertj.core.groups.Tuple.tuple(420L, 24.0));
        assertThat(answer.datapoints().getFirst().unit()).isEqualTo("Seconds");
        assertThatThrownBy(() -> api.getMetricStatistics(
                        call,
                        new GetMetricStatisticsRequest(
                                "Shop",
                                "Latency",
                                List.of(),
                                START.minus(Duration.ofDays(2)),
                                START,
                                60,
                                List.of("Sum"),
                                List.of(),
                                null)))
                .hasMessageStartingWith("You have requested up to 2,880 datapoints, which exceeds the limit of 1,440.");
    }

    private GetMetricDataResult data(@Nullable Integer limit, @Nullable String token, MetricDataQuery... queries) {
        return api.getMetricData(
                call,
                new GetMetricDataRequest(
                        List.of(queries), START, START.plusSeconds(600), token, "TimestampAscending", limit));
    }

    private static MetricDataQuery stat(String id, String statistic, boolean returned) {
        Metric metric = new Metric("Shop", "Latency", List.of());
        return new MetricDataQuery(id, new MetricStat(metric, 60, statistic, null), null, null, returned, null);
    }

    private static MetricDataQuery expression(String text) {
        return new MetricDataQuery("e1", null, text, "answer", null, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m1 + 2 * 3|6,7,9",
                "(m1 + 2) * 3|6,9,15",
                "m1 / m1|1,1",
                "m1 - AVG(m1)|-1.3333,-0.3333,1.6667",
                "SUM([m1, m2])|1,2,4",
                "MAX(METRICS())|1,1,3",
                "FILL(m1, 0)|0,1,0,3,0,0,0,0,0,0",
                "FILL(m1, REPEAT)|0,1,1,3,3,3,3,3,3,3",
                "FILL(m1, LINEAR)|0,1,2,3,3,3,3,3,3,3",
                "RATE(m1)|0.016667,0.016667",
                "DIFF(m1)|1,2",
                "RUNNING_SUM(m1)|0,1,4",
                "IF(m1 > 0, m1, 7)|7,1,3",
                "IF(m1 >= 1, m2)|1,1",
                "IF(m1 == 0 OR m1 > 2, 1, 0)|1,0,1",
                "m1 * PERIOD(m1)|0,60,180",
                "CEIL(m1 / 2)|0,1,2",
            })
    void metricMath(String text, String expected) {
        put(START, 0);
        put(START.plusSeconds(60), 1);
        put(START.plusSeconds(180), 3);
        var answer = data(null, null, stat("m1", "Sum", false), stat("m2", "SampleCount", false), expression(text));
        List<Double> wanted = java.util.Arrays.stream(expected.split(","))
                .map(Double::valueOf)
                .toList();
        List<Double> got = answer.metricDataResults().getFirst().values();
        assertThat(got).hasSameSizeAs(wanted);
        for (int i = 0; i < got.size(); i++) assertThat(got.get(i)).isCloseTo(wanted.get(i), within(1e-3));
        assertThat(answer.metricDataResults().getFirst().label()).isEqualTo("answer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m1 +|Unexpected end",
                "m9|Undefined variable: m9",
                "e1|Circular reference",
                "NOPE(m1)|Unknown function",
                "AVG(m1)|must be a time series",
                "SEARCH('x', 'Sum', 60)|not built",
            })
    void mathThatMakesNoSenseIsRefused(String text, String message) {
        assertThatThrownBy(() -> data(null, null, stat("m1", "Sum", true), expression(text)))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void getMetricDataPages() {
        for (int minute = 0; minute < 10; minute++) put(START.plusSeconds(60L * minute), minute);
        var first = data(6, null, stat("m1", "Sum", true), stat("m2", "Maximum", true));
        assertThat(first.metricDataResults().getFirst().values()).hasSize(6);
        assertThat(first.metricDataResults().getFirst().statusCode()).isEqualTo("PartialData");
        var rest = data(100, first.nextToken(), stat("m1", "Sum", true), stat("m2", "Maximum", true));
        assertThat(rest.metricDataResults().get(0).values()).containsExactly(6.0, 7.0, 8.0, 9.0);
        assertThat(rest.metricDataResults().get(1).values()).hasSize(10);
        assertThat(rest.nextToken()).isNull();
    }

    @Test
    void listMetricsFiltersAndPages() {
        for (int i = 0; i < 501; i++)
            put(new MetricDatum(
                    "m" + i,
                    List.of(new Dimension("Host", "h" + i % 2)),
                    null,
                    1.0,
                    null,
                    List.of(),
                    List.of(),
                    null,
                    null));
        var first = api.listMetrics(call, new ListMetricsRequest("Shop", null, List.of(), null, null));
        assertThat(first.metrics()).hasSize(500);
        var second = api.listMetrics(call, new ListMetricsRequest("Shop", null, List.of(), first.nextToken(), null));
        assertThat(second.metrics()).hasSize(1);
        assertThat(second.nextToken()).isNull();
        var filter = List.of(new DimensionFilter("Host", "h1"));
        assertThat(api.listMetrics(call, new ListMetricsRequest(null, "m3", filter, null, "PT3H"))
                        .metrics())
                .hasSize(1);
        time.advance(Duration.ofHours(4));
        assertThat(api.listMetrics(call, new ListMetricsRequest("Shop", null, List.of(), null, "PT3H"))
                        .metrics())
                .isEmpty();
    }

    @Test
    void machinesAreMeasuredEveryFiveMinutesUnlessInDetail() {
        context.directory()
                .offer(InstanceMetrics.class, () -> List.of(reading("i-1", false, 40), reading("i-2", true, 60)));
        time.advance(Duration.ofMinutes(10));
        Metrics.Name basic = new Metrics.Name("AWS/EC2", "CPUUtilization", new TreeMap<>(Map.of("InstanceId", "i-1")));
        Metrics.Name detailed =
                new Metrics.Name("AWS/EC2", "CPUUtilization", new TreeMap<>(Map.of("InstanceId", "i-2")));
        assertThat(reader.series(scope, basic, "Average", Duration.ofMinutes(1), START, time.now()))
                .containsExactly(
                        new MetricsReader.Point(START, 40), new MetricsReader.Point(START.plusSeconds(300), 40));
        assertThat(reader.series(scope, detailed, "Average", Duration.ofMinutes(1), START, time.now()))
                .hasSize(10);
        Metrics.Name in = new Metrics.Name("AWS/EC2", "NetworkIn", new TreeMap<>(Map.of("InstanceId", "i-1")));
        assertThat(reader.series(scope, in, "Sum", Duration.ofMinutes(5), START, time.now()))
                .as("the bytes of five minutes, once")
                .extracting(MetricsReader.Point::value)
                .containsExactly(5000.0, 5000.0);
        Metrics.Name out = new Metrics.Name("AWS/EC2", "NetworkOut", new TreeMap<>(Map.of("InstanceId", "i-2")));
        assertThat(reader.series(scope, out, "Average", Duration.ofMinutes(1), START, time.now()))
                .hasSize(10)
                .extracting(MetricsReader.Point::value)
                .containsOnly(500.0);
        Metrics.Name group =
                new Metrics.Name("AWS/EC2", "StatusCheckFailed", new TreeMap<>(Map.of("AutoScalingGroupName", "g")));
        assertThat(reader.series(scope, group, "SampleCount", Duration.ofMinutes(1), START, time.now())
                        .getFirst())
                .isEqualTo(new MetricsReader.Point(START, 2));
    }

    private InstanceMetrics.Reading reading(String id, boolean detailed, double cpu) {
        return new InstanceMetrics.Reading(
                scope, id, "t3.micro", "ami-1", "g", detailed, OptionalDouble.of(cpu), false, false, 1000, 500);
    }
}
