package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.AlarmHistoryItem;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.CompositeAlarm;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Dimension;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Metric;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricAlarm;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricDataQuery;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.MetricStat;
import io.windtunnel.kernel.alarm.Suppression;
import java.util.List;
import java.util.Set;

/// Alarms as the API describes them.
final class AlarmViews {
    static final Set<String> PLAIN_STATISTICS = Set.of("SampleCount", "Average", "Sum", "Minimum", "Maximum");

    private AlarmViews() {}

    static MetricAlarm metric(Alarm alarm, Subject.Threshold threshold) {
        Line.Source source = threshold.single() ? threshold.source().orElse(null) : null;
        boolean plain = source != null && PLAIN_STATISTICS.contains(source.statistic());
        Alarm.Settings settings = alarm.settings();
        Alarm.Status status = alarm.status();
        return new MetricAlarm(
                alarm.name(),
                alarm.arn().toString(),
                settings.description(),
                alarm.configured(),
                settings.actionsEnabled(),
                settings.okActions(),
                settings.alarmActions(),
                settings.insufficientDataActions(),
                status.state().name(),
                status.reason(),
                status.reasonData(),
                status.updated(),
                source == null ? null : source.metric(),
                source == null ? null : source.namespace(),
                source != null && plain ? source.statistic() : null,
                source == null || plain ? null : source.statistic(),
                source == null ? List.of() : dimensions(source),
                source == null ? null : source.period(),
                source == null ? null : source.unit(),
                threshold.evaluationPeriods(),
                threshold.datapointsToAlarm(),
                threshold.value(),
                threshold.comparison().apiName(),
                threshold.missingData() == null ? null : threshold.missingData().apiName(),
                threshold.lowSamples(),
                threshold.single()
                        ? null
                        : threshold.lines().stream().map(AlarmViews::query).toList(),
                status.transitioned());
    }

    private static List<Dimension> dimensions(Line.Source source) {
        return source.dimensions().entrySet().stream()
                .map(entry -> new Dimension(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static MetricDataQuery query(Line line) {
        Line.Source source = line.source();
        MetricStat stat = source == null
                ? null
                : new MetricStat(
                        new Metric(source.namespace(), source.metric(), dimensions(source)),
                        source.period(),
                        source.statistic(),
                        source.unit());
        return new MetricDataQuery(
                line.id(), stat, line.expression(), line.label(), line.result(), line.period(), null);
    }

    static CompositeAlarm composite(Alarm alarm, Subject.Composite composite) {
        Alarm.Settings settings = alarm.settings();
        Alarm.Status status = alarm.status();
        Suppression.By by = status.suppression().by();
        return new CompositeAlarm(
                settings.actionsEnabled(),
                settings.alarmActions(),
                alarm.arn().toString(),
                alarm.configured(),
                settings.description(),
                alarm.name(),
                composite.rule(),
                settings.insufficientDataActions(),
                settings.okActions(),
                status.reason(),
                status.reasonData(),
                status.updated(),
                status.state().name(),
                status.transitioned(),
                by == null ? null : by.apiName(),
                by == null ? null : "Actions suppressed by " + by.apiName(),
                composite.suppressor(),
                composite.waitSeconds(),
                composite.extensionSeconds());
    }

    /// What `ChildrenOfAlarmName` answers of a metric alarm: its name, ARN and state; without the state for
    /// `ParentsOfAlarmName`.
    static MetricAlarm brief(Alarm alarm) {
        Alarm.Status status = alarm.status();
        return new MetricAlarm(
                alarm.name(),
                alarm.arn().toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                status.state().name(),
                null,
                null,
                status.updated(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                status.transitioned());
    }

    static CompositeAlarm briefComposite(Alarm alarm, boolean withState) {
        Alarm.Status status = alarm.status();
        return new CompositeAlarm(
                null,
                null,
                alarm.arn().toString(),
                null,
                null,
                alarm.name(),
                null,
                null,
                null,
                null,
                null,
                withState ? status.updated() : null,
                withState ? status.state().name() : null,
                withState ? status.transitioned() : null,
                null,
                null,
                null,
                null,
                null);
    }

    static AlarmHistoryItem item(HistoryItem item) {
        return new AlarmHistoryItem(
                item.alarm(), item.type(), item.at(), item.kind().apiName, item.summary(), item.data());
    }
}
