package io.windtunnel.cloud.operations.cloudwatch.alarms;

import static io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmBed.TOPIC;
import static io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmBed.asked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmBed.Asked;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.AlarmHistoryItem;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.AlarmNamesRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmHistoryRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsForMetricRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.DescribeAlarmsRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Dimension;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.ListTagsForResourceRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Metric;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricAlarm;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricDataQuery;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricStat;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.PutMetricAlarmRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.SetAlarmStateRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Tag;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.TagResourceRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.UntagResourceRequest;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmApiTest {
    private final AlarmBed bed = new AlarmBed();

    private void refused(String message, Consumer<Asked> change) {
        Asked asked = asked("x", 1, 1);
        change.accept(asked);
        assertThatThrownBy(() -> bed.put(asked)).hasMessageContaining(message);
        assertThat(bed.describe().metricAlarms()).isEmpty();
    }

    /// The wording with `*` is AWS's own, as people quote it.
    @Test
    void refusesWhatCloudWatchRefuses() {
        refused("DatapointsToAlarm must be less than or equal to EvaluationPeriods", a -> a.toAlarm = 2); // *
        refused("Period must be 10, 20, 30 or a multiple of 60", a -> a.period = 45); // *
        refused(
                "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).",
                a -> { // *
                    a.period = 60;
                    a.periods = 1_441;
                });
        refused("more than 7 days", a -> {
            a.period = 86_400;
            a.periods = 8;
        });
        refused("Exactly one of Statistic and ExtendedStatistic", a -> a.statistic = null);
        refused("Exactly one of Statistic and ExtendedStatistic", a -> a.extended = "p90");
        refused("is not supported", a -> {
            a.statistic = null;
            a.extended = "q90";
        });
        refused("TreatMissingData must be one of", a -> a.missing = "sometimes");
        refused("EvaluateLowSampleCountPercentile must be one of", a -> a.lowSamples = "sometimes");
        refused("alarms based on a percentile", a -> a.lowSamples = "ignore");
        refused("No repeated Dimension", a -> a.dimensions = List.of(new Dimension("a", "1"), new Dimension("a", "2")));
        refused("Invalid arn syntax: nowhere", a -> a.actions("nowhere")); // *
        refused(
                "Invalid region eu-west-1 specified. Only us-east-1 is supported.",
                a -> // *
                a.actions("arn:aws:sns:eu-west-1:000000000000:ops"));
        refused("Unsupported action", a -> a.actions("arn:aws:sqs:us-east-1:000000000000:queue"));
        refused("need an alarm on a single metric", a -> a.actions("arn:aws:automate:us-east-1:ec2:stop"));
        refused("Unsupported EC2 action", a -> a.actions("arn:aws:automate:us-east-1:ec2:hibernate"));
        refused("LessThanLowerThreshold (anomaly detection)", a -> a.comparison = "LessThanLowerThreshold");
    }

    private static MetricDataQuery metric(String id, int period, @Nullable String account) {
        MetricStat stat = new MetricStat(new Metric("Shop", "Load", List.of()), period, "Sum", null);
        return new MetricDataQuery(id, stat, null, null, false, null, account);
    }

    private static MetricDataQuery math(String id, String expression, @Nullable Boolean result) {
        return new MetricDataQuery(id, null, expression, null, result, null, null);
    }

    @Test
    void refusesMathThatMakesNoSense() {
        refused("exactly one element with ReturnData", a -> a.metrics = List.of(metric("m1", 60, null)));
        refused(
                "exactly one element with ReturnData",
                a -> a.metrics = List.of(math("a", "m1", true), math("b", "m1", true), metric("m1", 60, null)));
        refused(
                "Period must be the same",
                a -> a.metrics = List.of(metric("m1", 60, null), metric("m2", 300, null), math("e", "m1+m2", true)));
        refused("Undefined variable: m9", a -> a.metrics = List.of(metric("m1", 60, null), math("e", "m9", true)));
        refused("single time series", a -> a.metrics = List.of(metric("m1", 60, null), math("e", "AVG(m1)", true)));
        refused(
                "single time series",
                a -> a.metrics = List.of(metric("m1", 60, null), metric("m2", 60, null), math("e", "[m1,m2]", true)));
        refused("not unique", a -> a.metrics = List.of(metric("m1", 60, null), math("m1", "1", true)));
        refused(
                "another account's metrics",
                a -> a.metrics = List.of(metric("m1", 60, "999999999999"), math("e", "m1", true)));
        refused("a Metrics Insights query", a -> a.metrics = List.of(math("e", "SELECT AVG(Load) FROM Shop", true)));
        refused(
                "ANOMALY_DETECTION_BAND",
                a -> a.metrics = List.of(metric("m1", 60, null), math("e", "ANOMALY_DETECTION_BAND(m1)", true)));
        PutMetricAlarmRequest both = new PutMetricAlarmRequest(
                "x",
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                "Sum",
                null,
                List.of(),
                null,
                null,
                1,
                null,
                1.0,
                "GreaterThanThreshold",
                null,
                null,
                List.of(metric("m1", 60, null)),
                List.of(),
                null);
        assertThatThrownBy(() -> bed.api.putMetricAlarm(bed.call, both))
                .hasMessage("Statistic should not be set if list of Metrics is set."); // AWS's own
    }

    @Test
    void changingAnAlarmKeepsItsStateAndTags() {
        Asked asked = asked("hot", 1, 1);
        asked.tags = List.of(new Tag("team", "shop"));
        bed.put(asked);
        bed.loads(60);
        bed.minutes(1);
        asked.threshold = 70;
        asked.tags = List.of(new Tag("team", "other"));
        bed.put(asked);
        assertThat(bed.alarm("hot").stateValue()).isEqualTo("ALARM");
        assertThat(bed.alarm("hot").threshold()).isEqualTo(70);
        String arn = bed.alarm("hot").alarmArn();
        assertThat(tags(arn)).containsExactly(new Tag("team", "shop"));
        bed.api.tagResource(bed.call, new TagResourceRequest(arn, List.of(new Tag("a", "b"))));
        bed.api.untagResource(bed.call, new UntagResourceRequest(arn, List.of("team")));
        assertThat(tags(arn)).containsExactly(new Tag("a", "b"));
        assertThatThrownBy(() -> tags(arn + "x")).hasMessageContaining("does not exist");
        List<AlarmHistoryItem> updates = bed.history("hot", "ConfigurationUpdate");
        assertThat(updates.getFirst().historyData())
                .startsWith("{\"version\":\"1.0\",\"type\":\"Create\",\"createdAlarm\":" + "{\"alarmName\":\"hot\"");
        assertThat(updates.getLast().historyData()).contains("\"originalUpdatedFields\":{\"threshold\":50.0,");
        bed.api.deleteAlarms(bed.call, new AlarmNamesRequest(List.of("hot")));
        assertThat(bed.history("hot", null).getLast().historySummary()).isEqualTo("Alarm \"hot\" deleted");
    }

    private List<Tag> tags(String arn) {
        return bed.api
                .listTagsForResource(bed.call, new ListTagsForResourceRequest(arn))
                .tags();
    }

    private List<String> described(
            @Nullable String prefix,
            @Nullable String state,
            @Nullable String action,
            @Nullable Integer most,
            @Nullable String token) {
        return bed
                .api
                .describeAlarms(
                        bed.call,
                        new DescribeAlarmsRequest(List.of(), prefix, List.of(), null, null, state, action, most, token))
                .metricAlarms()
                .stream()
                .map(MetricAlarm::alarmName)
                .toList();
    }

    @Test
    void alarmsAreFilteredAndPaged() {
        for (int i = 0; i < 60; i++) bed.put(asked("a-%02d".formatted(i), 1, 1));
        bed.put(asked("b", 1, 1).actions(TOPIC));
        bed.set("b", "OK");
        assertThat(described(null, null, null, null, null))
                .as("fifty to the page")
                .hasSize(50);
        assertThat(described("b", null, null, null, null)).containsExactly("b");
        assertThat(described(null, "OK", null, null, null)).containsExactly("b");
        assertThat(described(null, null, "arn:aws:sns", null, null)).containsExactly("b");
        var first = bed.api.describeAlarms(
                bed.call, new DescribeAlarmsRequest(List.of(), "a-", List.of(), null, null, null, null, 40, null));
        bed.api.deleteAlarms(bed.call, new AlarmNamesRequest(List.of("a-05", "a-39")));
        assertThat(described("a-", null, null, 40, first.nextToken()))
                .hasSize(20)
                .startsWith("a-40");
        assertThatThrownBy(() -> described(null, null, null, null, "!"))
                .hasMessage("The next token specified is invalid.");
        assertThatThrownBy(() -> bed.api.describeAlarms(
                        bed.call,
                        new DescribeAlarmsRequest(List.of("b"), "b", List.of(), null, null, null, null, null, null)))
                .hasMessageContaining("mutually exclusive");
    }

    @Test
    void alarmsOfAMetricAreFound() {
        bed.put(asked("plain", 1, 1));
        Asked ofHost = asked("host", 1, 1);
        ofHost.dimensions = List.of(new Dimension("Host", "a"));
        ofHost.period = 300;
        bed.put(ofHost);
        assertThat(forMetric(List.of(), null)).containsExactly("plain");
        assertThat(forMetric(ofHost.dimensions, null)).containsExactly("host");
        assertThat(forMetric(ofHost.dimensions, 60)).isEmpty();
    }

    private List<String> forMetric(List<Dimension> dimensions, @Nullable Integer period) {
        return bed
                .api
                .describeAlarmsForMetric(
                        bed.call,
                        new DescribeAlarmsForMetricRequest("Load", "Shop", "Average", null, dimensions, period, null))
                .metricAlarms()
                .stream()
                .map(MetricAlarm::alarmName)
                .toList();
    }

    @Test
    void historyIsPagedBothWaysAndForgotten() {
        bed.put(asked("hot", 1, 1));
        for (int i = 0; i < 6; i++) bed.set("hot", i % 2 == 0 ? "OK" : "ALARM");
        for (String order : List.of("TimestampAscending", "TimestampDescending")) {
            var first = page(order, null);
            var second = page(order, first.nextToken());
            assertThat(first.alarmHistoryItems()).hasSize(4);
            assertThat(second.alarmHistoryItems()).hasSize(3);
            assertThat(second.nextToken()).isNull();
        }
        assertThat(page("TimestampDescending", null)
                        .alarmHistoryItems()
                        .getFirst()
                        .historySummary())
                .isEqualTo("Alarm updated from OK to ALARM");
        bed.pass(Duration.ofDays(31));
        assertThat(bed.history("hot", "ConfigurationUpdate"))
                .as("kept for 30 days")
                .isEmpty();
    }

    private AlarmShapes.DescribeAlarmHistoryResult page(String order, @Nullable String token) {
        return bed.api.describeAlarmHistory(
                bed.call, new DescribeAlarmHistoryRequest("hot", List.of(), null, null, null, 4, token, order));
    }

    @Test
    void setAlarmStateRefuses() {
        assertThatThrownBy(() -> bed.set("nobody", "OK")).hasMessage("Unknown");
        bed.put(asked("hot", 1, 1));
        assertThatThrownBy(() ->
                        bed.api.setAlarmState(bed.call, new SetAlarmStateRequest("hot", "OK", "drill", "{not json")))
                .hasMessageContaining("not valid JSON");
    }

    @Test
    void otherServicesKeepAlarmsByThePort() {
        Alarms port = bed.directory.require(Alarms.class);
        Metrics.Name load = new Metrics.Name("Shop", "Load", new TreeMap<>());
        Alarms.Query stat = new Alarms.Query.Stat("m1", load, "Average", Duration.ofMinutes(1), null, true);
        Alarms.Definition definition = new Alarms.Definition(
                "TargetTracking-g-AlarmHigh",
                "DO NOT EDIT OR DELETE.",
                List.of(stat),
                Alarms.Comparison.GREATER_THAN,
                50,
                3,
                3,
                Alarms.MissingData.MISSING,
                List.of(Arn.parse(AlarmBed.POLICY)));
        Arn arn = port.put(bed.scope, definition);
        assertThat(bed.alarm("TargetTracking-g-AlarmHigh").metricName()).isEqualTo("Load");
        assertThat(bed.alarm("TargetTracking-g-AlarmHigh").alarmArn()).isEqualTo(arn.toString());
        bed.loads(60, 60, 60);
        bed.minutes(1);
        Alarms.View view = port.find(bed.scope, "TargetTracking-g-AlarmHigh").orElseThrow();
        assertThat(view.state()).isEqualTo(Alarms.State.ALARM);
        assertThat(view.reason()).startsWith("Threshold Crossed: 3 datapoints [60.0");
        assertThat(view.queries()).containsExactly(stat);
        assertThat(bed.acted.getFirst().signal().threshold()).isEqualTo(50);
        assertThat(port.all(bed.scope)).hasSize(1);
        port.delete(bed.scope, List.of("TargetTracking-g-AlarmHigh", "nobody"));
        assertThat(port.find(bed.scope, "TargetTracking-g-AlarmHigh")).isEmpty();
        int acted = bed.acted.size();
        bed.minutes(5);
        assertThat(bed.acted).as("nobody is called any more").hasSize(acted);
    }

    @Test
    void alarmsAndTheirHistoryAreKept(@TempDir Path data) {
        AlarmBed before = new AlarmBed(Storage.in(data), AlarmBed.START);
        before.put(asked("hot", 1, 1).actions(AlarmBed.POLICY));
        before.compose("site", "ALARM(hot)");
        before.loads(60);
        before.minutes(1);
        before.context.fabric().close();
        AlarmBed after = new AlarmBed(Storage.in(data), AlarmBed.START.plusSeconds(600));
        assertThat(after.state("hot")).isEqualTo("ALARM");
        assertThat(after.composite("site").stateReason()).contains("alarm:hot transitioned to ALARM");
        int items = after.history(null, null).size();
        after.loads(10);
        after.minutes(1);
        assertThat(after.state("hot")).isEqualTo("OK");
        assertThat(after.state("site")).isEqualTo("OK");
        assertThat(after.history(null, "StateUpdate")).hasSizeGreaterThan(4);
        assertThat(after.history(null, null)).hasSizeGreaterThan(items);
        after.context.fabric().close();
    }

    /// The bill: by metric and month of 730 hours, high resolution apart.
    @Test
    void alarmsArePaidFor() {
        Map<String, Double> perHour = new TreeMap<>();
        bed.directory.offer(Usage.class, new Usage() {
            @Override
            public Meter meter(Scope scope, String resource, Type type) {
                return _ -> {};
            }

            @Override
            public Running running(Scope scope, String resource, Type type, double quantity) {
                perHour.merge(type.usageType(), quantity, Double::sum);
                return () -> perHour.merge(type.usageType(), -quantity, Double::sum);
            }
        });
        bed.put(asked("standard", 1, 1));
        Asked fast = asked("fast", 1, 1);
        fast.period = 10;
        bed.put(fast);
        Asked math = asked("math", 1, 1);
        math.metrics = List.of(metric("m1", 60, null), metric("m2", 60, null), math("e", "m1+m2", true));
        bed.put(math);
        assertThat(perHour.get("CW:AlarmMonitorUsage") * 730).isCloseTo(3, within(1e-9));
        assertThat(perHour.get("CW:HighResAlarmMonitorUsage") * 730).isCloseTo(1, within(1e-9));
        bed.api.deleteAlarms(bed.call, new AlarmNamesRequest(List.of("math", "fast")));
        assertThat(perHour.get("CW:AlarmMonitorUsage") * 730).isCloseTo(1, within(1e-9));
        assertThat(perHour.get("CW:HighResAlarmMonitorUsage")).isCloseTo(0, within(1e-9));
    }
}
