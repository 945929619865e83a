package io.windtunnel.cloud.messaging.scheduler;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.messaging.scheduler.Shapes.PutSchedule;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The groups and schedules of every scope, and the timers of the schedules.
///
/// Thread safety: every method may be called from any thread. Changes are made one after the other.
final class Schedules {
    private static final String SCHEDULES = "scheduler.schedules";
    private static final String GROUPS = "scheduler.groups";

    /// Groups of an account in a Region: 500 (user guide, quotas). The 10,000,000 schedules of AWS's default are more
    /// than a table takes; 100,000 is our choice.
    private static final int MOST_GROUPS = 500;

    private static final int MOST_SCHEDULES = 100_000;

    /// How long a group is DELETING. Our guess.
    private static final Duration DELETION = Duration.ofSeconds(1);

    private static final long MILLIS_PER_MINUTE = 60_000;

    private final CloudContext context;
    private final Firing firing;
    private final RandomGenerator windows;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Schedules(CloudContext context, Firing firing) {
        this.context = context;
        this.firing = firing;
        this.windows = context.fabric().random().stream("scheduler.windows");
    }

    private Table<ScheduleRow> schedules(Scope scope) {
        return context.fabric().storage().table(scope, SCHEDULES, ScheduleRow.class);
    }

    private Table<GroupRow> groups(Scope scope) {
        return context.fabric().storage().table(scope, GROUPS, GroupRow.class);
    }

    private Instant now() {
        return context.fabric().time().now();
    }

    /// Starts what the storage holds. What came due in the meantime is invoked once, at once.
    synchronized void recover() {
        firing.recover();
        for (Scope scope : context.fabric().storage().scopes(SCHEDULES))
            for (ScheduleRow row : List.copyOf(schedules(scope).values())) arm(scope, row);
        for (Scope scope : context.fabric().storage().scopes(GROUPS))
            for (GroupRow group : List.copyOf(groups(scope).values())) if (group.deleting()) sweep(scope, group.name());
    }

    // ---- groups

    /// @throws AwsException `ResourceNotFoundException`
    GroupRow group(Scope scope, String name) {
        GroupRow group = groups(scope).get(name);
        if (group != null) return group;
        if (!name.equals(ScheduleRow.DEFAULT_GROUP))
            throw new AwsException("ResourceNotFoundException", "Schedule group " + name + " does not exist.");
        Instant now = now();
        GroupRow made = new GroupRow(groupArn(scope, name), name, false, now, now, Map.of(), null);
        return Objects.requireNonNull(groups(scope).update(name, old -> old == null ? made : old));
    }

    private static String groupArn(Scope scope, String name) {
        return scope.arn("scheduler", "schedule-group/" + name).toString();
    }

    synchronized GroupRow createGroup(Scope scope, String name, Map<String, String> tags, @Nullable String token) {
        group(scope, ScheduleRow.DEFAULT_GROUP);
        GroupRow known = groups(scope).get(name);
        if (known != null && token != null && token.equals(known.token()) && tags.equals(known.tags())) return known;
        if (known != null) throw conflict("Schedule group " + name + " already exists.");
        if (groups(scope).size() >= MOST_GROUPS) throw quota("schedule groups", MOST_GROUPS);
        Instant now = now();
        GroupRow made = new GroupRow(groupArn(scope, name), name, false, now, now, tags, token);
        groups(scope).put(name, made);
        return made;
    }

    synchronized void deleteGroup(Scope scope, String name) {
        if (name.equals(ScheduleRow.DEFAULT_GROUP))
            throw AwsException.validation("The default schedule group cannot be deleted.");
        if (group(scope, name).deleting()) return;
        changeGroup(scope, name, old -> old.deleting(now()));
        sweep(scope, name);
    }

    private void sweep(Scope scope, String name) {
        context.fabric().time().after(DELETION, () -> {
            if (!closed) context.fabric().background(() -> remove(scope, name));
        });
    }

    private synchronized void remove(Scope scope, String group) {
        for (ScheduleRow row : List.copyOf(schedules(scope).values()))
            if (row.group().equals(group)) forget(scope, row);
        groups(scope).remove(group);
    }

    GroupRow changeGroup(Scope scope, String name, UnaryOperator<GroupRow> change) {
        group(scope, name);
        GroupRow changed = groups(scope).update(name, old -> old == null ? null : change.apply(old));
        if (changed == null) throw new AwsException("ResourceNotFoundException", "Schedule group does not exist.");
        return changed;
    }

    List<GroupRow> groupsOf(Scope scope) {
        group(scope, ScheduleRow.DEFAULT_GROUP);
        return List.copyOf(groups(scope).values());
    }

    // ---- schedules

    /// @throws AwsException `ResourceNotFoundException`
    ScheduleRow schedule(Scope scope, @Nullable String group, String name) {
        ScheduleRow row = schedules(scope).get(ScheduleRow.group(group) + "/" + name);
        if (row == null) throw new AwsException("ResourceNotFoundException", "Schedule " + name + " does not exist.");
        return row;
    }

    List<ScheduleRow> all(Scope scope) {
        return List.copyOf(schedules(scope).values());
    }

    synchronized ScheduleRow create(Scope scope, PutSchedule asked) {
        if (group(scope, ScheduleRow.group(asked.groupName())).deleting())
            throw conflict("Schedule group " + asked.groupName() + " is being deleted.");
        ScheduleRow row = ScheduleRow.of(scope, asked, now(), null);
        ScheduleRow known = schedules(scope).get(row.key());
        if (known != null && row.token() != null && row.token().equals(known.token())) {
            if (known.request() == row.request()) return known;
            throw conflict("The client token was used with different parameters.");
        }
        if (known != null) throw conflict("Schedule " + row.name() + " already exists.");
        if (schedules(scope).size() >= MOST_SCHEDULES) throw quota("schedules", MOST_SCHEDULES);
        return put(scope, row);
    }

    synchronized ScheduleRow update(Scope scope, PutSchedule asked) {
        ScheduleRow known = schedule(scope, asked.groupName(), asked.name());
        return put(scope, ScheduleRow.of(scope, asked, now(), known));
    }

    private ScheduleRow put(Scope scope, ScheduleRow row) {
        schedules(scope).put(row.key(), row);
        arm(scope, row);
        return row;
    }

    synchronized void delete(Scope scope, @Nullable String group, String name) {
        forget(scope, schedule(scope, group, name));
    }

    private void forget(Scope scope, ScheduleRow row) {
        disarm(row);
        schedules(scope).remove(row.key());
    }

    private static AwsException conflict(String message) {
        return new AwsException("ConflictException", message);
    }

    private static AwsException quota(String what, int most) {
        return new AwsException(
                "ServiceQuotaExceededException", "The account has reached its maximum of " + most + " " + what + ".");
    }

    // ---- time

    private void disarm(ScheduleRow row) {
        Timer timer = timers.remove(row.arn());
        if (timer != null) timer.cancel();
    }

    private void arm(Scope scope, ScheduleRow row) {
        disarm(row);
        if (!row.enabled() || closed) return;
        Optional<Instant> next = Occurrences.next(row);
        if (next.isEmpty()) return;
        Integer minutes = row.window().maximumWindowInMinutes();
        long moved = minutes == null ? 0 : windows.nextLong(minutes * MILLIS_PER_MINUTE);
        Duration wait = Duration.between(now(), next.get()).plusMillis(moved);
        timers.put(
                row.arn(),
                context.fabric()
                        .time()
                        .after(wait, () -> context.fabric().background(() -> due(scope, row, next.get()))));
    }

    private void due(Scope scope, ScheduleRow row, Instant scheduled) {
        ScheduleRow known = schedules(scope).get(row.key());
        if (closed || known == null || !known.equals(row)) return;
        firing.fire(scope, row, scheduled);
        done(scope, row, scheduled);
    }

    /// It is noted only now: who dies in between invokes the target again, at least once being what is promised.
    private synchronized void done(Scope scope, ScheduleRow row, Instant scheduled) {
        ScheduleRow known = schedules(scope).get(row.key());
        if (known == null || !known.equals(row)) return;
        ScheduleRow handled = row.handled(later(scheduled, now(), row));
        schedules(scope).put(row.key(), handled);
        if (row.deletedAfter() && Occurrences.next(handled).isEmpty()) forget(scope, handled);
        else arm(scope, handled);
    }

    /// What was missed while the cloud was down has been made up for by one invocation; a flexible window's delay has
    /// missed nothing.
    private static Instant later(Instant scheduled, Instant now, ScheduleRow row) {
        Integer minutes = row.window().maximumWindowInMinutes();
        Instant latest = scheduled.plusMillis((minutes == null ? 0 : minutes) * MILLIS_PER_MINUTE);
        return now.isAfter(latest) ? now : scheduled;
    }

    synchronized void close() {
        closed = true;
        firing.close();
        timers.values().forEach(Timer::cancel);
    }
}
