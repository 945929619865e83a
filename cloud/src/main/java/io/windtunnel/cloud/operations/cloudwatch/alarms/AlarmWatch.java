package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.cloudwatch.alarms.DueTimes.Reason;
import io.windtunnel.cloud.operations.cloudwatch.alarms.DueTimes.Turn;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.alarm.AlarmState;
import io.windtunnel.kernel.alarm.EvaluationSchedule;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Alarms, running: gives every alarm its turn, looks, lets it be judged, and has done what follows.
///
/// Thread safety: every method may be called from any thread.
public final class AlarmWatch implements AutoCloseable {
    /// How often an Auto Scaling policy is called while the state lasts.
    private static final Duration REPEATED = Duration.ofMinutes(1);

    private final Time time;
    private final Storage storage;
    private final Journal journal;
    private final Measurements measurements;
    private final AlarmActions actions;
    private final AlarmUsage usage;
    private final DueTimes due;
    private final Map<Scope, AlarmBook> books = new ConcurrentHashMap<>();

    private AlarmWatch(CloudContext context, Measurements measurements) {
        this.time = context.fabric().time();
        this.storage = context.fabric().storage();
        this.journal = context.journal();
        this.measurements = measurements;
        this.actions = new AlarmActions(context.directory(), journal, time);
        this.usage = new AlarmUsage(context.directory());
        this.due = new DueTimes(time, this::turn);
    }

    /// Offers [Alarms], and goes on with the alarms that are kept.
    public static AlarmWatch open(CloudContext context, Measurements measurements) {
        AlarmWatch watch = new AlarmWatch(context, measurements);
        context.directory().offer(Alarms.class, new AlarmPort(watch));
        watch.time.after(Duration.ZERO, watch::resume);
        return watch;
    }

    /// Neighbours are asked for only once the cloud is assembled.
    private void resume() {
        for (Scope scope : storage.scopes(AlarmBook.TABLE)) {
            AlarmBook book = book(scope);
            for (Alarm alarm : book.all()) {
                scheduled(book, alarm);
                repeated(book, alarm, alarm);
            }
        }
    }

    AlarmBook book(Scope scope) {
        return books.computeIfAbsent(scope, _ -> new AlarmBook(scope, storage));
    }

    Instant now() {
        return time.now();
    }

    Measurements measurements() {
        return measurements;
    }

    /// Makes or changes an alarm.
    Alarm put(Scope scope, String name, Alarm.Settings settings, Subject subject, Map<String, String> tags) {
        AlarmBook book = book(scope);
        List<Outcome> outcomes = book.put(name, settings, subject, tags, now());
        Alarm alarm = book.require(name);
        scheduled(book, alarm);
        apply(book, outcomes);
        return alarm;
    }

    void delete(Scope scope, Collection<String> names) {
        AlarmBook book = book(scope);
        for (Alarm alarm : book.delete(names, now())) {
            for (Reason reason : Reason.values()) due.forget(new Turn(scope, alarm.name(), reason));
            usage.ends(scope, alarm);
        }
    }

    void set(Scope scope, String name, AlarmState state, String reason, @Nullable String data) {
        AlarmBook book = book(scope);
        apply(book, book.set(name, state, reason, data, now()));
    }

    void enable(Scope scope, Collection<String> names, boolean enabled) {
        AlarmBook book = book(scope);
        for (String name : names) {
            Outcome changed = book.change(
                    name,
                    alarm -> alarm.settings().actionsEnabled() == enabled
                            ? alarm
                            : alarm.configured(alarm.settings().enabled(enabled), alarm.subject(), now()));
            if (changed == null || changed.before().equals(changed.after())) continue;
            book.history.write(
                    changed.after(),
                    now(),
                    HistoryItem.Kind.CONFIGURATION_UPDATE,
                    "Alarm \"%s\" updated".formatted(name),
                    HistoryData.updated(changed.before(), changed.after()));
            repeated(book, changed.after(), changed.after());
        }
    }

    private void scheduled(AlarmBook book, Alarm alarm) {
        usage.runs(book.scope, alarm);
        if (alarm.subject() instanceof Subject.Threshold threshold) evaluatedNext(book, alarm, threshold);
        releasedAt(book, alarm);
    }

    private void evaluatedNext(AlarmBook book, Alarm alarm, Subject.Threshold threshold) {
        EvaluationSchedule schedule = threshold.schedule();
        due.at(
                new Turn(book.scope, alarm.name(), Reason.EVALUATE),
                schedule.next(now(), alarm.phase(schedule.every())));
    }

    private void releasedAt(AlarmBook book, Alarm alarm) {
        Turn turn = new Turn(book.scope, alarm.name(), Reason.RELEASE);
        Instant until = alarm.status().suppression().until();
        if (until == null) due.forget(turn);
        else due.at(turn, until);
    }

    /// An alarm whose state has Auto Scaling actions calls them again in a minute.
    private void repeated(AlarmBook book, Alarm before, Alarm after) {
        Turn turn = new Turn(book.scope, after.name(), Reason.REPEAT);
        boolean wanted = after.dueActions().stream().anyMatch(AlarmActions::isRepeated);
        if (wanted) due.at(turn, now().plus(REPEATED));
        else due.forget(turn);
    }

    private void turn(Turn turn) {
        AlarmBook book = book(turn.scope());
        Alarm alarm = book.find(turn.alarm());
        if (alarm == null) return;
        switch (turn.reason()) {
            case EVALUATE -> {
                if (alarm.subject() instanceof Subject.Threshold threshold) {
                    evaluatedNext(book, alarm, threshold);
                    apply(book, evaluate(book, alarm, threshold));
                }
            }
            case RELEASE -> apply(book, book.released(alarm.name(), now()));
            case REPEAT -> {
                repeated(book, alarm, alarm);
                actions.repeat(book, alarm, recentNow(book, alarm));
            }
        }
    }

    private List<Outcome> evaluate(AlarmBook book, Alarm alarm, Subject.Threshold threshold) {
        try {
            Observation seen = observe(book.scope, threshold);
            Optional<AlarmState> state = seen.judgement().state();
            if (state.isEmpty() || state.get() == alarm.state()) return List.of();
            return book.judged(alarm, state.get(), seen.reason(state.get()), seen.data(), now());
        } catch (AwsException cannotBeWorkedOut) {
            String reason = "Insufficient Data: " + cannotBeWorkedOut.message();
            return book.judged(alarm, AlarmState.INSUFFICIENT_DATA, reason, null, now());
        }
    }

    private Observation observe(Scope scope, Subject.Threshold threshold) {
        EvaluationSchedule schedule = threshold.schedule();
        Instant now = now();
        Instant known = measurements.completeUntil();
        boolean whole = schedule.every().compareTo(Duration.ofMinutes(1)) >= 0;
        Instant end = schedule.end(whole && known.isBefore(now) ? known : now);
        var range = measurements.read(
                scope,
                threshold.lines(),
                threshold.period(),
                threshold.evaluation().range(),
                end);
        Double percent = threshold
                .source()
                .map(source -> measurements.percentile(source.statistic()))
                .orElse(null);
        return Observation.of(threshold, range, percent, now);
    }

    private List<Double> recentNow(AlarmBook book, Alarm alarm) {
        if (!(alarm.subject() instanceof Subject.Threshold threshold)) return List.of();
        try {
            return observe(book.scope, threshold).recent();
        } catch (AwsException cannotBeWorkedOut) {
            return recentThen(alarm);
        }
    }

    /// The datapoints that the reason's data tells, its own or those given to `SetAlarmState`.
    private static List<Double> recentThen(Alarm alarm) {
        String data = alarm.status().reasonData();
        if (data == null) return List.of();
        try {
            JsonNode recent = Words.json().readTree(data).path("recentDatapoints");
            return recent.valueStream()
                    .filter(JsonNode::isNumber)
                    .map(JsonNode::asDouble)
                    .toList();
        } catch (JacksonException e) {
            return List.of();
        }
    }

    /// Tells what happened, sets when the alarms have their next turns, and takes their actions.
    private void apply(AlarmBook book, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            Alarm after = outcome.after();
            if (outcome.changed()) tell(book.scope, outcome);
            releasedAt(book, after);
            if (outcome.changed() || outcome.act()) repeated(book, outcome.before(), after);
            if (outcome.act()) actions.take(book, outcome.before(), after, recentThen(after));
        }
    }

    private void tell(Scope scope, Outcome outcome) {
        Alarm after = outcome.after();
        String words = "alarm %s went from %s to %s: %s"
                .formatted(
                        after.name(),
                        outcome.before().state(),
                        after.state(),
                        after.status().reason());
        journal.record(
                new Journal.Event(now(), scope, "alarm.state", after.arn().toString(), words));
    }

    @Override
    public void close() {
        due.close();
    }
}
