package io.windtunnel.cloud.operations.cloudwatch.alarms;

import static io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmBed.POLICY;
import static io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmBed.START;
import static io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmBed.TOPIC;
import static io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmBed.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.operations.cloudwatch.Shapes;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmBed.Asked;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.AlarmHistoryItem;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.AlarmNamesRequest;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Metric;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricAlarm;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricDataQuery;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricStat;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Journal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlarmWatchTest {
    private final AlarmBed bed = new AlarmBed();

    @Test
    void anAlarmGoesOffTellsWhyAndComesBack() {
        bed.put(asked("hot", 3, 3).actions(TOPIC));
        MetricAlarm fresh = bed.alarm("hot");
        assertThat(fresh.stateValue()).isEqualTo("INSUFFICIENT_DATA");
        assertThat(fresh.stateReason()).isEqualTo("Unchecked: Initial alarm creation");
        bed.loads(10, 60, 70, 80);
        bed.minutes(1);
        MetricAlarm alarm = bed.alarm("hot");
        assertThat(alarm.stateValue()).isEqualTo("ALARM");
        assertThat(alarm.stateReason())
                .isEqualTo("Threshold Crossed: 3 out of the last 3 datapoints [80.0 (24/11/26 10:03:00),"
                        + " 70.0 (24/11/26 10:02:00), 60.0 (24/11/26 10:01:00)] were greater than the threshold (50.0)"
                        + " (minimum 3 datapoints for OK -> ALARM transition).");
        assertThat(alarm.stateReasonData())
                .startsWith("{\"version\":\"1.0\",\"queryDate\":\"2026-11-24T10:04:")
                .contains("\"startDate\":\"2026-11-24T10:01:00.000+0000\",\"statistic\":\"Average\",\"period\":60,"
                        + "\"recentDatapoints\":[60.0,70.0,80.0],\"threshold\":50.0,\"evaluatedDatapoints\":["
                        + "{\"timestamp\":\"2026-11-24T10:03:00.000+0000\",\"sampleCount\":1.0,\"value\":80.0}");
        assertThat(bed.acted).hasSize(1);
        assertThat(bed.acted.getFirst().signal().recent()).containsExactly(60.0, 70.0, 80.0);
        assertThat(bed.acted.getFirst().signal().before()).isEqualTo(Alarms.State.OK);
        bed.loads(20);
        bed.minutes(1);
        assertThat(bed.alarm("hot").stateReason()).contains("[20.0 (24/11/26 10:05:00)] was not greater than");
        assertThat(bed.history("hot", "StateUpdate"))
                .extracting(AlarmHistoryItem::historySummary)
                .containsExactly(
                        "Alarm updated from INSUFFICIENT_DATA to OK",
                        "Alarm updated from OK to ALARM",
                        "Alarm updated from ALARM to OK");
        assertThat(bed.told)
                .filteredOn(event -> event.kind().equals("alarm.state"))
                .extracting(Journal.Event::words)
                .element(1)
                .asString()
                .startsWith("alarm hot went from OK to ALARM: Threshold Crossed: 3 out of the last 3 datapoints");
    }

    /// The sentence of an alarm that does not say how many datapoints must breach, as people quote it.
    @Test
    void anAlarmWithoutDatapointsToAlarmIsToldShorter() {
        Asked asked = asked("hot", 1, 1);
        asked.toAlarm = null;
        bed.put(asked);
        bed.loads(60);
        bed.minutes(1);
        assertThat(bed.alarm("hot").stateReason())
                .isEqualTo("Threshold Crossed: 1 datapoint [60.0 (24/11/26 10:00:00)] was greater than the threshold"
                        + " (50.0).");
    }

    @Test
    void fromFiveDatapointsOnOnlyTheLatestFiveAreTold() {
        bed.put(asked("hot", 6, 6));
        bed.loads(51, 52, 53, 54, 55, 56);
        bed.minutes(1);
        assertThat(bed.alarm("hot").stateReason())
                .startsWith("Threshold Crossed: 6 out of the last 6 datapoints were greater than the threshold (50.0)."
                        + " The most recent datapoints which crossed the threshold: [56.0 (24/11/26 10:05:00), 55.0")
                .endsWith("52.0 (24/11/26 10:01:00)] (minimum 6 datapoints for OK -> ALARM transition).");
    }

    @Test
    void missingDataIsToldInAwssWords() {
        Asked breaching = asked("silent", 1, 1);
        breaching.missing = "breaching";
        bed.put(breaching);
        bed.put(asked("unknown", 2, 2));
        Asked good = asked("quiet", 2, 2);
        good.missing = "notBreaching";
        bed.put(good);
        bed.load(60);
        bed.minutes(3);
        assertThat(bed.state("unknown")).isEqualTo("ALARM");
        bed.minutes(5);
        assertThat(bed.alarm("unknown").stateReason()).isEqualTo("Insufficient Data: 2 datapoints were unknown.");
        assertThat(bed.state("quiet")).isEqualTo("OK");
        assertThat(bed.alarm("silent").stateReason())
                .isEqualTo("Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was"
                        + " treated as [Breaching].");
    }

    /// DynamoDB's metrics: missing data is always ignored (user guide, alarms and missing data).
    @Test
    void alarmsOnDynamoDbKeepTheirState() {
        Asked asked = asked("throttled", 1, 1);
        asked.namespace = "AWS/DynamoDB";
        asked.missing = "breaching";
        bed.put(asked);
        bed.minutes(5);
        assertThat(bed.state("throttled")).isEqualTo("INSUFFICIENT_DATA");
    }

    @Test
    void aPolicyIsCalledEveryMinuteATopicOnce() {
        bed.put(asked("hot", 1, 1).actions(TOPIC, POLICY));
        for (int i = 0; i < 5; i++) bed.loads(60 + i);
        bed.minutes(1);
        List<Boolean> policy = bed.acted.stream()
                .filter(one -> one.action().service().equals("autoscaling"))
                .map(one -> one.signal().repeated())
                .toList();
        assertThat(policy).hasSizeGreaterThanOrEqualTo(5).startsWith(false, true, true);
        assertThat(bed.acted)
                .filteredOn(one -> one.action().service().equals("sns"))
                .hasSize(1);
        assertThat(bed.acted.getLast().signal().recent()).containsExactly(64.0);
        int before = bed.acted.size();
        bed.minutes(10);
        assertThat(bed.state("hot")).isEqualTo("INSUFFICIENT_DATA");
        int after = bed.acted.size();
        bed.minutes(10);
        assertThat(bed.acted).hasSize(after).hasSizeGreaterThan(before);
        assertThat(bed.history("hot", "Action"))
                .extracting(AlarmHistoryItem::historySummary)
                .containsExactly("Successfully executed action " + TOPIC, "Successfully executed action " + POLICY);
    }

    @Test
    void whatCannotBeDoneIsWrittenAndTold() {
        String lambda = "arn:aws:lambda:us-east-1:000000000000:function:f";
        String broken = "arn:aws:sns:us-east-1:000000000000:broken";
        bed.put(asked("hot", 1, 1).actions(lambda, broken, TOPIC));
        bed.loads(60);
        bed.minutes(1);
        assertThat(bed.acted).hasSize(1);
        List<AlarmHistoryItem> items = bed.history("hot", "Action");
        assertThat(items)
                .extracting(AlarmHistoryItem::historySummary)
                .containsExactly(
                        "Failed to execute action " + lambda,
                        "Failed to execute action " + broken,
                        "Successfully executed action " + TOPIC);
        assertThat(items.get(0).historyData()).contains("Windtunnel has no lambda");
        assertThat(items.get(1).historyData())
                .contains("\"actionState\":\"Failed\"")
                .contains("\"notificationResource\":\"" + broken + "\"")
                .contains("Topic does not exist");
        assertThat(bed.told)
                .extracting(Journal.Event::kind)
                .containsExactly("alarm.state", "alarm.action-failed", "alarm.action-failed", "alarm.action");
    }

    @Test
    void disabledActionsAreNotTaken() {
        bed.put(asked("hot", 1, 1).actions(TOPIC));
        bed.api.disableAlarmActions(bed.call, new AlarmNamesRequest(List.of("hot", "nobody")));
        bed.loads(60);
        bed.minutes(1);
        assertThat(bed.state("hot")).isEqualTo("ALARM");
        assertThat(bed.acted).isEmpty();
        assertThat(bed.alarm("hot").actionsEnabled()).isFalse();
        bed.api.enableAlarmActions(bed.call, new AlarmNamesRequest(List.of("hot")));
        bed.set("hot", "OK");
        bed.loads(60);
        bed.minutes(1);
        assertThat(bed.acted).hasSize(1);
    }

    /// SetAlarmState lasts until the next evaluation.
    @Test
    void aStateSetByHandPasses() {
        bed.put(asked("hot", 1, 1).actions(TOPIC));
        bed.load(10);
        bed.minutes(2);
        bed.api.setAlarmState(
                bed.call,
                new AlarmShapes.SetAlarmStateRequest("hot", "ALARM", "a drill", "{\"recentDatapoints\":[99.0]}"));
        assertThat(bed.alarm("hot").stateReason()).isEqualTo("a drill");
        assertThat(bed.acted.getFirst().signal().recent()).containsExactly(99.0);
        bed.minutes(1);
        assertThat(bed.state("hot")).isEqualTo("OK");
    }

    /// alarm-evaluation.html: a period of ten seconds is evaluated every ten seconds.
    @Test
    void aHighResolutionAlarmTakesSeconds() {
        Asked asked = asked("fast", 2, 2);
        asked.period = 10;
        bed.put(asked);
        bed.load(60);
        bed.pass(Duration.ofSeconds(10));
        bed.load(60);
        bed.pass(Duration.ofSeconds(20));
        assertThat(bed.state("fast")).isEqualTo("ALARM");
        Duration took = Duration.between(START, bed.alarm("fast").stateTransitionedTimestamp());
        assertThat(took).isLessThan(Duration.ofSeconds(30));
    }

    /// The same page: a period of five minutes slides by the minute.
    @Test
    void aLongPeriodSlides() {
        Asked asked = asked("slow", 1, 1);
        asked.period = 300;
        asked.statistic = "Sum";
        bed.put(asked);
        bed.minutes(7);
        bed.loads(60, 0, 0, 0, 0, 0, 0, 0, 0);
        List<AlarmHistoryItem> changes = bed.history("slow", "StateUpdate");
        assertThat(changes.getFirst().historyData()).contains("\"startDate\":\"2026-11-24T10:03:00.000+0000\"");
        assertThat(changes.getFirst().timestamp()).isBetween(START.plusSeconds(480), START.plusSeconds(540));
        assertThat(changes.getLast().historySummary()).isEqualTo("Alarm updated from ALARM to OK");
        assertThat(changes.getLast().timestamp()).isBetween(START.plusSeconds(780), START.plusSeconds(840));
    }

    /// The same page: what looks at more than a day is evaluated once an hour.
    @Test
    void daysAreEvaluatedByTheHour() {
        Asked asked = asked("weekly", 1, 7);
        asked.period = 86_400;
        bed.put(asked);
        bed.loads(60);
        bed.minutes(50);
        assertThat(bed.state("weekly")).isEqualTo("INSUFFICIENT_DATA");
        bed.minutes(20);
        assertThat(bed.state("weekly")).isEqualTo("ALARM");
    }

    @Test
    void aPercentileOfFewSamplesMayBeLeftAlone() {
        Asked ignoring = asked("p99", 1, 1);
        ignoring.statistic = null;
        ignoring.extended = "p99";
        ignoring.lowSamples = "ignore";
        bed.put(ignoring);
        Asked evaluating = asked("p99-anyway", 1, 1);
        evaluating.statistic = null;
        evaluating.extended = "p99";
        evaluating.lowSamples = "evaluate";
        bed.put(evaluating);
        samples(999);
        assertThat(bed.state("p99")).isEqualTo("INSUFFICIENT_DATA");
        assertThat(bed.state("p99-anyway")).isEqualTo("ALARM");
        samples(1_000);
        assertThat(bed.state("p99")).isEqualTo("ALARM");
    }

    private void samples(double count) {
        bed.api.putMetricData(
                bed.call,
                new Shapes.PutMetricDataRequest(
                        "Shop",
                        List.of(new Shapes.MetricDatum(
                                "Load", List.of(), null, null, null, List.of(60.0), List.of(count), null, null))));
        bed.minutes(2);
    }

    private static MetricDataQuery metric(String id, String statistic) {
        return new MetricDataQuery(
                id,
                new MetricStat(new Metric("Shop", "Load", List.of()), 60, statistic, null),
                null,
                null,
                false,
                null,
                null);
    }

    @Test
    void metricMathIsWatched() {
        Asked asked = asked("share", 2, 2);
        asked.metrics = List.of(
                metric("total", "Sum"),
                metric("number", "SampleCount"),
                new MetricDataQuery("share", null, "FILL(total / number, 0)", "mean", true, null, null));
        bed.put(asked);
        bed.loads(60, 70);
        bed.minutes(1);
        assertThat(bed.alarm("share").stateReason())
                .startsWith("Threshold Crossed: 2 out of the last 2 datapoints [70.0 (24/11/26 10:01:00), 60.0");
        assertThat(bed.alarm("share").stateReasonData())
                .doesNotContain("statistic")
                .doesNotContain("sampleCount");
        assertThat(bed.alarm("share").metrics()).hasSize(3);
        assertThat(bed.alarm("share").metricName()).isNull();
        bed.minutes(3);
        assertThat(bed.state("share")).isEqualTo("OK");
    }

    /// The data planes' own meters: an alarm sees a minute once it is over.
    @Test
    void aDataPlanesMinuteIsSeenWhenItIsOver() {
        var meter = bed.directory
                .require(io.windtunnel.cloud.ports.Metrics.class)
                .meter(
                        bed.scope,
                        new io.windtunnel.cloud.ports.Metrics.Name("Shop", "Load", new java.util.TreeMap<>()),
                        "Count");
        bed.put(asked("hot", 1, 1));
        bed.pass(Duration.ofSeconds(30));
        meter.record(60);
        bed.pass(Duration.ofSeconds(30));
        assertThat(bed.state("hot")).isEqualTo("INSUFFICIENT_DATA");
        bed.minutes(1);
        assertThat(bed.state("hot")).isEqualTo("ALARM");
        assertThat(bed.alarm("hot").stateTransitionedTimestamp()).isAfter(START.plusSeconds(60));
    }

    /// Ten thousand alarms: one timer, each evaluated once a minute, spread over it.
    @Test
    void manyAlarmsAreSpreadOverTheMinute() {
        bed.load(60);
        IntStream.range(0, 10_000).forEach(i -> bed.put(asked("alarm-" + i, 1, 1)));
        bed.minutes(2);
        List<AlarmHistoryItem> changes = new java.util.ArrayList<>();
        bed.api.alarms(watch -> changes.addAll(watch.book(bed.scope).history.items(bed.time.now()).stream()
                .filter(item -> item.kind() == HistoryItem.Kind.STATE_UPDATE)
                .map(AlarmViews::item)
                .toList()));
        assertThat(changes).hasSize(10_000);
        assertThat(changes.stream().map(AlarmHistoryItem::timestamp).distinct().count())
                .isEqualTo(59);
    }
}
