package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.ports.AlarmAction;
import io.windtunnel.cloud.ports.AlarmAction.Signal;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Has an alarm's actions done by the services they belong to, and writes what came of it. No lock is held
/// meanwhile.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
final class AlarmActions {
    private final Directory directory;
    private final Journal journal;
    private final Time time;

    AlarmActions(Directory directory, Journal journal, Time time) {
        this.directory = directory;
        this.journal = journal;
        this.time = time;
    }

    /// Whether the action is called again every minute while the state lasts.
    static boolean isRepeated(String arn) {
        return Arn.isArn(arn) && Arn.parse(arn).service().equals("autoscaling");
    }

    /// Takes every action of the alarm's state.
    void take(AlarmBook book, Alarm before, Alarm after, List<Double> recent) {
        Signal signal = signal(before, after, recent, false);
        for (String action : after.dueActions()) {
            try {
                String words = act(book.scope, Arn.parse(action), signal, after);
                write(book, after, action, "Successfully executed action " + action, null);
                tell(book.scope, "alarm.action", after, "%s: %s".formatted(after.name(), words));
            } catch (AwsException refusal) {
                failed(book, after, action, refusal);
            }
        }
    }

    /// Calls the alarm's Auto Scaling policies again; only what fails is written.
    void repeat(AlarmBook book, Alarm alarm, List<Double> recent) {
        Signal signal = signal(alarm, alarm, recent, true);
        for (String action : alarm.dueActions()) {
            if (!isRepeated(action)) continue;
            try {
                act(book.scope, Arn.parse(action), signal, alarm);
            } catch (AwsException refusal) {
                failed(book, alarm, action, refusal);
            }
        }
    }

    private void failed(AlarmBook book, Alarm alarm, String action, AwsException refusal) {
        write(book, alarm, action, "Failed to execute action " + action, refusal.message());
        String words = "%s: action %s failed: %s".formatted(alarm.name(), action, refusal.message());
        tell(book.scope, "alarm.action-failed", alarm, words);
    }

    private String act(Scope scope, Arn action, Signal signal, Alarm alarm) {
        Optional<MachineAction> machine = MachineAction.of(action);
        if (machine.isPresent()) return act(scope, machine.get(), alarm);
        AlarmAction port = directory
                .at(AlarmAction.class, action)
                .orElseThrow(() -> new AwsException(
                        "NotImplemented",
                        "no service of this cloud takes the action: Windtunnel has no %s, or it has no such resource"
                                .formatted(action.service())));
        return port.act(scope, action, signal);
    }

    private String act(Scope scope, MachineAction action, Alarm alarm) {
        String instanceId = instanceId(alarm)
                .orElseThrow(() -> new AwsException("InvalidParameterValue", "the alarm's metric is of no instance"));
        Instances instances = directory
                .find(Instances.class)
                .orElseThrow(() -> new AwsException("NotImplemented", "this cloud has no EC2"));
        if (instances.find(scope, instanceId).isEmpty())
            throw new AwsException("InvalidInstanceID.NotFound", "The instance ID '" + instanceId + "' does not exist");
        action.act(instances, scope, instanceId);
        return "the alarm's action on %s was: %s"
                .formatted(instanceId, action.name().toLowerCase(java.util.Locale.ROOT));
    }

    /// The instance a single-metric alarm is about.
    static Optional<String> instanceId(Alarm alarm) {
        if (!(alarm.subject() instanceof Subject.Threshold threshold)) return Optional.empty();
        return threshold.source().map(source -> source.dimensions().get("InstanceId"));
    }

    private Signal signal(Alarm before, Alarm after, List<Double> recent, boolean repeated) {
        Instant now = time.now();
        Alarms.State from = Alarms.State.valueOf(before.state().name());
        Alarms.State to = Alarms.State.valueOf(after.state().name());
        String reason = after.status().reason();
        return switch (after.subject()) {
            case Subject.Threshold threshold ->
                new Signal(
                        after.arn(),
                        after.name(),
                        from,
                        to,
                        now,
                        reason,
                        recent,
                        threshold.value(),
                        threshold.comparison(),
                        threshold.period(),
                        repeated);
            case Subject.Composite _ ->
                new Signal(
                        after.arn(),
                        after.name(),
                        from,
                        to,
                        now,
                        reason,
                        List.of(),
                        null,
                        null,
                        Duration.ZERO,
                        repeated);
        };
    }

    private void write(
            AlarmBook book,
            Alarm alarm,
            String action,
            String summary,
            @org.jspecify.annotations.Nullable String error) {
        book.history.write(
                alarm,
                time.now(),
                HistoryItem.Kind.ACTION,
                Objects.requireNonNull(summary).substring(0, Math.min(summary.length(), 255)),
                HistoryData.action(action, alarm.status().transitioned(), error));
    }

    private void tell(Scope scope, String kind, Alarm alarm, String words) {
        journal.record(new Journal.Event(time.now(), scope, kind, alarm.arn().toString(), words));
    }
}
