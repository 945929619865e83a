package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.kernel.alarm.AlarmState;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Alarms, as other services keep them.
final class AlarmPort implements Alarms {
    private final AlarmWatch watch;

    AlarmPort(AlarmWatch watch) {
        this.watch = watch;
    }

    @Override
    public Arn put(Scope scope, Definition definition) {
        List<Line> lines = definition.queries().stream().map(AlarmPort::line).toList();
        watch.measurements().check(lines);
        boolean single = lines.size() == 1 && lines.getFirst().source() != null;
        Subject.Threshold subject = new Subject.Threshold(
                lines,
                single,
                definition.comparison(),
                definition.threshold(),
                definition.evaluationPeriods(),
                definition.datapointsToAlarm() == definition.evaluationPeriods()
                        ? null
                        : definition.datapointsToAlarm(),
                definition.missingData() == MissingData.MISSING ? null : definition.missingData(),
                null);
        Alarm.Settings settings = new Alarm.Settings(
                definition.description(),
                true,
                List.of(),
                definition.alarmActions().stream().map(Arn::toString).toList(),
                List.of());
        return watch.put(scope, definition.name(), settings, subject, Map.of()).arn();
    }

    private static Line line(Query query) {
        return switch (query) {
            case Query.Stat(String id, var metric, String statistic, var period, String unit, boolean result) ->
                new Line(
                        id,
                        new Line.Source(
                                metric.namespace(),
                                metric.metric(),
                                metric.dimensions(),
                                Math.toIntExact(period.toSeconds()),
                                statistic,
                                unit),
                        null,
                        null,
                        null,
                        result);
            case Query.Expression(String id, String expression, boolean result) ->
                new Line(id, null, expression, null, null, result);
        };
    }

    @Override
    public void delete(Scope scope, Collection<String> names) {
        watch.delete(scope, names);
    }

    @Override
    public Optional<View> find(Scope scope, String name) {
        return Optional.ofNullable(watch.book(scope).find(name)).map(AlarmPort::view);
    }

    @Override
    public List<View> all(Scope scope) {
        return watch.book(scope).all().stream().map(AlarmPort::view).toList();
    }

    @Override
    public List<View> calling(Scope scope, Arn action) {
        String arn = action.toString();
        return watch.book(scope).all().stream()
                .filter(alarm -> Stream.of(AlarmState.values())
                        .anyMatch(state -> alarm.settings().actions(state).contains(arn)))
                .map(AlarmPort::view)
                .toList();
    }

    private static View view(Alarm alarm) {
        Subject.Threshold threshold = alarm.subject() instanceof Subject.Threshold one ? one : null;
        return new View(
                alarm.arn(),
                alarm.name(),
                State.valueOf(alarm.state().name()),
                alarm.status().reason(),
                alarm.status().transitioned(),
                threshold == null
                        ? List.of()
                        : threshold.lines().stream().map(AlarmPort::query).toList(),
                threshold == null ? null : threshold.value());
    }

    private static Query query(Line line) {
        Line.Source source = line.source();
        if (source == null)
            return new Query.Expression(line.id(), line.expression() == null ? "" : line.expression(), line.result());
        return new Query.Stat(
                line.id(),
                source.name(),
                source.statistic(),
                java.time.Duration.ofSeconds(source.period()),
                source.unit(),
                line.result());
    }
}
