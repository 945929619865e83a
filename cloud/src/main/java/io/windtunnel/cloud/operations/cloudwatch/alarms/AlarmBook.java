package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.operations.cloudwatch.alarms.HistoryItem.Kind;
import io.windtunnel.cloud.operations.cloudwatch.alarms.Subject.Composite;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.alarm.AlarmState;
import io.windtunnel.kernel.alarm.Suppression;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The alarms of one scope: what is kept of them, and what follows when one of them changes. A change of
/// state is written, and so are those of the composite alarms above it, one after the other; what is then
/// to be done outside is returned as outcomes, in order.
///
/// Thread safety: every method may be called from any thread. The book's monitor is never held while
/// another service is called.
final class AlarmBook {
    static final String TABLE = "cloudwatch.alarms";

    /// How many alarms a scope may have: 100,000, our choice; AWS has no limit.
    static final int MOST_ALARMS = 100_000;

    final Scope scope;
    final AlarmHistory history;
    private final Table<Alarm> table;

    /// The composite alarms that name an alarm in their rule, and those whose suppressor it is.
    private final Map<String, SortedSet<String>> parents = new ConcurrentHashMap<>();

    private final Map<String, SortedSet<String>> suppressed = new ConcurrentHashMap<>();

    AlarmBook(Scope scope, Storage storage) {
        this.scope = scope;
        table = storage.table(scope, TABLE, Alarm.class);
        history = new AlarmHistory(storage.table(scope, "cloudwatch.alarm-history", HistoryItem.class));
        table.values().forEach(this::index);
    }

    private void index(Alarm alarm) {
        if (!(alarm.subject() instanceof Composite composite)) return;
        for (String child : composite.children()) above(parents, child).add(alarm.name());
        if (composite.suppressorName() != null)
            above(suppressed, composite.suppressorName()).add(alarm.name());
    }

    private void unindex(Alarm alarm) {
        if (!(alarm.subject() instanceof Composite composite)) return;
        for (String child : composite.children()) above(parents, child).remove(alarm.name());
        if (composite.suppressorName() != null)
            above(suppressed, composite.suppressorName()).remove(alarm.name());
    }

    private static SortedSet<String> above(Map<String, SortedSet<String>> index, String name) {
        return index.computeIfAbsent(name, _ -> new TreeSet<>());
    }

    @Nullable
    Alarm find(String name) {
        return table.get(name);
    }

    /// @throws AwsException `ResourceNotFound`
    Alarm require(String name) {
        Alarm alarm = table.get(name);
        if (alarm == null) throw new AwsException("ResourceNotFound", "Unknown");
        return alarm;
    }

    /// All alarms in the order of their names.
    Collection<Alarm> all() {
        return table.values();
    }

    /// The composite alarms whose rule names the alarm.
    synchronized List<String> parents(String name) {
        return List.copyOf(parents.getOrDefault(name, new TreeSet<>()));
    }

    /// Makes the alarm, or changes the one of that name: its state and tags stay.
    ///
    /// @throws AwsException when an alarm of the other kind has the name, or a rule names alarms there are
    ///     not
    synchronized List<Outcome> put(
            String name, Alarm.Settings settings, Subject subject, Map<String, String> tags, Instant now) {
        Alarm old = table.get(name);
        if (old == null && table.size() >= MOST_ALARMS)
            throw new AwsException("LimitExceeded", "The maximum number of alarms is " + MOST_ALARMS + ".");
        if (old != null && !old.subject().typeName().equals(subject.typeName()))
            throw AwsException.validation("Alarm %s already exists as a %s."
                    .formatted(name, old.subject().typeName()));
        if (subject instanceof Composite composite) checkChildren(composite);
        Alarm next = old == null
                ? Alarm.created(name, scope.arn("cloudwatch", "alarm:" + name), settings, subject, tags, now)
                : reconfigured(old, settings, subject, now);
        if (old != null) unindex(old);
        table.put(name, next);
        index(next);
        String did = old == null ? "created" : "updated";
        history.write(
                next,
                now,
                Kind.CONFIGURATION_UPDATE,
                "Alarm \"%s\" %s".formatted(name, did),
                old == null ? HistoryData.created(next) : HistoryData.updated(old, next));
        List<Outcome> outcomes = new ArrayList<>();
        if (subject instanceof Composite && !circular(name)) {
            AlarmState state = stateOf((Composite) subject);
            String reason = "%s was %s and its alarm rule evaluates to %s".formatted(next.arn(), did, state);
            if (state != next.state()) transition(next, state, reason, null, now, new HashSet<>(), outcomes);
        }
        return outcomes;
    }

    /// Another suppressor ends a wait or an extension that is under way.
    private static Alarm reconfigured(Alarm old, Alarm.Settings settings, Subject subject, Instant now) {
        Alarm next = old.configured(settings, subject, now);
        boolean sameSuppressor = old.subject() instanceof Composite before
                && subject instanceof Composite after
                && Objects.equals(before.suppressorName(), after.suppressorName());
        return sameSuppressor ? next : next.status(next.status().suppression(Suppression.NONE));
    }

    private void checkChildren(Composite composite) {
        List<String> missing = new ArrayList<>();
        for (String child : composite.children()) if (table.get(child) == null) missing.add(child);
        if (!missing.isEmpty())
            throw AwsException.validation(
                    "Could not save the composite alarm as alarms [%s] in the alarm rule do not exist"
                            .formatted(String.join(", ", missing)));
        if (composite.suppressorName() != null && table.get(composite.suppressorName()) == null)
            throw AwsException.validation(
                    "Could not save the composite alarm as the actions suppressor [%s] does not exist"
                            .formatted(composite.suppressorName()));
    }

    /// Whether a composite alarm depends on itself: AWS does not evaluate such a one.
    private boolean circular(String name) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(name));
        while (!open.isEmpty()) {
            Alarm alarm = table.get(open.removeLast());
            if (alarm == null || !(alarm.subject() instanceof Composite composite)) continue;
            if (composite.children().contains(name)) return true;
            for (String child : composite.children()) if (seen.add(child)) open.add(child);
        }
        return false;
    }

    private AlarmState stateOf(Composite composite) {
        boolean holds = composite.parsed().holds(reference -> {
            Alarm child = table.get(Words.nameOf(reference));
            return child == null ? AlarmState.INSUFFICIENT_DATA : child.state();
        });
        return holds ? AlarmState.ALARM : AlarmState.OK;
    }

    /// Deletes alarms; unknown names are passed over.
    ///
    /// @throws AwsException when a composite alarm that stays depends on one of them
    synchronized List<Alarm> delete(Collection<String> names, Instant now) {
        List<Alarm> gone = names.stream()
                .distinct()
                .map(table::get)
                .filter(Objects::nonNull)
                .toList();
        for (Alarm alarm : gone) {
            Set<String> dependent = new TreeSet<>(above(parents, alarm.name()));
            dependent.addAll(above(suppressed, alarm.name()));
            if (!dependent.isEmpty())
                throw AwsException.validation(
                        "Cannot delete %s as there are composite alarm(s) depending on it.".formatted(alarm.name()));
        }
        for (Alarm alarm : gone) {
            table.remove(alarm.name());
            unindex(alarm);
            String summary = "Alarm \"%s\" deleted".formatted(alarm.name());
            history.write(alarm, now, Kind.CONFIGURATION_UPDATE, summary, HistoryData.deleted(alarm));
        }
        return gone;
    }

    /// The state of an alarm as it was read and judged; nothing happens when the alarm is another one by
    /// now.
    synchronized List<Outcome> judged(Alarm read, AlarmState state, String reason, @Nullable String data, Instant now) {
        Alarm alarm = table.get(read.name());
        List<Outcome> outcomes = new ArrayList<>();
        if (alarm == null || !alarm.subject().equals(read.subject()) || alarm.state() == state) return outcomes;
        transition(alarm, state, reason, data, now, new HashSet<>(), outcomes);
        return outcomes;
    }

    /// Sets an alarm's state by hand.
    ///
    /// @throws AwsException `ResourceNotFound`
    synchronized List<Outcome> set(String name, AlarmState state, String reason, @Nullable String data, Instant now) {
        List<Outcome> outcomes = new ArrayList<>();
        transition(require(name), state, reason, data, now, new HashSet<>(), outcomes);
        return outcomes;
    }

    private void transition(
            Alarm alarm,
            AlarmState state,
            String reason,
            @Nullable String data,
            Instant now,
            Set<String> path,
            List<Outcome> outcomes) {
        Alarm.Status old = alarm.status();
        boolean changed = old.state() != state;
        Suppression.Step step = new Suppression.Step(old.suppression(), changed);
        if (changed && alarm.subject() instanceof Composite composite && composite.suppressorName() != null)
            step = old.suppression().changed(inAlarm(composite.suppressorName()), composite.periods(), now);
        Instant since = changed ? now : old.transitioned();
        Alarm after = alarm.status(new Alarm.Status(state, reason, data, now, since, step.next()));
        table.put(alarm.name(), after);
        Outcome outcome = new Outcome(alarm, after, step.act());
        outcomes.add(outcome);
        if (!changed) return;
        history.write(
                after,
                now,
                Kind.STATE_UPDATE,
                "Alarm updated from %s to %s".formatted(old.state(), state),
                HistoryData.transition(alarm, after));
        path.add(alarm.name());
        for (String parent : parents(alarm.name()))
            if (!path.contains(parent) && !circular(parent)) childChanged(parent, after, now, path, outcomes);
        for (String name : List.copyOf(above(suppressed, alarm.name()))) suppressorChanged(name, after, now, outcomes);
        path.remove(alarm.name());
    }

    private boolean inAlarm(String name) {
        Alarm alarm = table.get(name);
        return alarm != null && alarm.state() == AlarmState.ALARM;
    }

    private void childChanged(String name, Alarm child, Instant now, Set<String> path, List<Outcome> outcomes) {
        Alarm parent = table.get(name);
        if (parent == null || !(parent.subject() instanceof Composite composite)) return;
        AlarmState state = stateOf(composite);
        if (state == parent.state()) return;
        String reason = "%s transitioned to %s at %s".formatted(child.arn(), child.state(), Words.sentence(now));
        var data = Words.object();
        var trigger = data.putArray("triggeringAlarms")
                .addObject()
                .put("arn", child.arn().toString());
        trigger.putObject("state").put("value", child.state().name()).put("timestamp", Words.stamp(now));
        transition(parent, state, reason, data.toString(), now, path, outcomes);
    }

    private void suppressorChanged(String name, Alarm suppressor, Instant now, List<Outcome> outcomes) {
        Alarm alarm = table.get(name);
        if (alarm == null || !(alarm.subject() instanceof Composite composite)) return;
        boolean inAlarm = suppressor.state() == AlarmState.ALARM;
        step(alarm, alarm.status().suppression().suppressorChanged(inAlarm, composite.periods(), now), outcomes);
    }

    /// Time has gone on: the alarm's wait or extension may be over.
    synchronized List<Outcome> released(String name, Instant now) {
        List<Outcome> outcomes = new ArrayList<>();
        Alarm alarm = table.get(name);
        if (alarm != null) step(alarm, alarm.status().suppression().passed(now), outcomes);
        return outcomes;
    }

    private void step(Alarm alarm, Suppression.Step step, List<Outcome> outcomes) {
        if (step.next().equals(alarm.status().suppression())) return;
        Alarm after = alarm.status(alarm.status().suppression(step.next()));
        table.put(alarm.name(), after);
        outcomes.add(new Outcome(alarm, after, step.act()));
    }

    /// Changes what does not change the state: enabled actions, tags.
    ///
    /// @return the alarm before and after; null when there is none of that name
    synchronized @Nullable Outcome change(String name, UnaryOperator<Alarm> change) {
        Alarm old = table.get(name);
        if (old == null) return null;
        Alarm next = change.apply(old);
        if (!next.equals(old)) table.put(name, next);
        return new Outcome(old, next, false);
    }
}
