package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.ports.AlarmAction;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/// Alarms as far as policies need them: judged once a minute on the datapoints they are given, and calling their
/// actions every minute while they are in alarm.
final class FakeAlarms implements Alarms {
    final Map<String, Definition> definitions = new TreeMap<>();
    final Map<String, State> states = new HashMap<>();
    final List<String> history = new ArrayList<>();
    private final Map<String, List<Double>> points = new HashMap<>();
    private final Scope scope;
    private final Directory directory;
    private final Time time;

    FakeAlarms(Scope scope, Directory directory, Time time) {
        this.scope = scope;
        this.directory = directory;
        this.time = time;
    }

    @Override
    public Arn put(Scope asked, Definition definition) {
        definitions.put(definition.name(), definition);
        states.putIfAbsent(definition.name(), State.INSUFFICIENT_DATA);
        return arn(definition.name());
    }

    private Arn arn(String name) {
        return scope.arn("cloudwatch", "alarm:" + name);
    }

    @Override
    public void delete(Scope asked, Collection<String> names) {
        names.forEach(definitions::remove);
        names.forEach(states::remove);
    }

    @Override
    public Optional<View> find(Scope asked, String name) {
        return Optional.ofNullable(definitions.get(name)).map(this::view);
    }

    private View view(Definition definition) {
        return new View(
                arn(definition.name()),
                definition.name(),
                states.get(definition.name()),
                "",
                time.now(),
                definition.queries(),
                definition.threshold());
    }

    @Override
    public List<View> all(Scope asked) {
        return definitions.values().stream().map(this::view).toList();
    }

    @Override
    public List<View> calling(Scope asked, Arn action) {
        return definitions.values().stream()
                .filter(definition -> definition.alarmActions().contains(action))
                .map(this::view)
                .toList();
    }

    /// Judges every alarm of one metric on the value of the minute that has just ended; none is a missing datapoint.
    void minute(Function<Metrics.Name, OptionalDouble> metric) {
        for (Definition alarm : List.copyOf(definitions.values())) {
            OptionalDouble value = metric.apply(((Query.Stat) alarm.queries().getFirst()).metric());
            List<Double> seen = points.computeIfAbsent(alarm.name(), _ -> new ArrayList<>());
            State before = states.get(alarm.name());
            if (value.isEmpty()) {
                seen.clear();
                states.put(alarm.name(), State.INSUFFICIENT_DATA);
                continue;
            }
            seen.add(value.getAsDouble());
            while (seen.size() > alarm.evaluationPeriods()) seen.removeFirst();
            long breaching =
                    seen.stream().filter(point -> breaches(alarm, point)).count();
            State after = breaching >= alarm.datapointsToAlarm() ? State.ALARM : State.OK;
            states.put(alarm.name(), after);
            if (after == State.ALARM) call(alarm, before, List.copyOf(seen));
        }
    }

    private static boolean breaches(Definition alarm, double point) {
        return switch (alarm.comparison()) {
            case GREATER_THAN -> point > alarm.threshold();
            case GREATER_OR_EQUAL -> point >= alarm.threshold();
            case LESS_THAN -> point < alarm.threshold();
            case LESS_OR_EQUAL -> point <= alarm.threshold();
        };
    }

    private void call(Definition alarm, State before, List<Double> recent) {
        for (Arn action : alarm.alarmActions()) {
            AlarmAction.Signal signal = new AlarmAction.Signal(
                    arn(alarm.name()),
                    alarm.name(),
                    before,
                    State.ALARM,
                    time.now(),
                    "Threshold Crossed",
                    recent,
                    alarm.threshold(),
                    alarm.comparison(),
                    Duration.ofMinutes(1),
                    before == State.ALARM);
            history.add(directory.at(AlarmAction.class, action).orElseThrow().act(scope, action, signal));
        }
    }
}
