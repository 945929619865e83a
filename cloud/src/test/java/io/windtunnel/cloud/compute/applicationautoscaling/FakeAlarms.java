package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.ports.AlarmAction;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Alarms that go off when the test says so.
final class FakeAlarms implements Alarms {
    final Map<String, Definition> byName = new TreeMap<>();
    private final Scope scope;
    private final Directory directory;
    private final Time time;

    FakeAlarms(Scope scope, Directory directory, Time time) {
        this.scope = scope;
        this.directory = directory;
        this.time = time;
    }

    @Override
    public Arn put(Scope where, Definition definition) {
        byName.put(definition.name(), definition);
        return where.arn("cloudwatch", "alarm:" + definition.name());
    }

    @Override
    public void delete(Scope where, Collection<String> names) {
        byName.keySet().removeAll(names);
    }

    @Override
    public Optional<View> find(Scope where, String name) {
        return Optional.ofNullable(byName.get(name)).map(this::view);
    }

    @Override
    public List<View> all(Scope where) {
        return byName.values().stream().map(this::view).toList();
    }

    private View view(Definition definition) {
        return new View(
                scope.arn("cloudwatch", "alarm:" + definition.name()),
                definition.name(),
                State.OK,
                "",
                time.now(),
                definition.queries(),
                definition.threshold());
    }

    /// The only alarm whose name holds `part`.
    Definition named(String part) {
        return byName.values().stream()
                .filter(definition -> definition.name().contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no alarm " + part + " in " + byName.keySet()));
    }

    /// The alarm of that name goes into the state ALARM, having seen `recent`.
    String ring(String part, Double... recent) {
        Definition alarm = named(part);
        return ring(alarm.name(), alarm.alarmActions().getFirst(), alarm.threshold(), recent);
    }

    /// An alarm that somebody made calls `action`.
    String ring(String name, Arn action, double threshold, Double... recent) {
        AlarmAction port = directory.at(AlarmAction.class, action).orElseThrow();
        return port.act(
                scope,
                action,
                new AlarmAction.Signal(
                        scope.arn("cloudwatch", "alarm:" + name),
                        name,
                        State.OK,
                        State.ALARM,
                        time.now(),
                        "Threshold Crossed",
                        List.of(recent),
                        threshold,
                        Comparison.GREATER_THAN,
                        java.time.Duration.ofMinutes(1),
                        false));
    }
}
