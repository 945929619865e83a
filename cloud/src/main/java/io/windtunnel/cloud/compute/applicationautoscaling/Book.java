package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What is written about the scalable targets of one scope.
///
/// Thread safety: every method may be called from any thread.
final class Book {
    static final String TARGETS = "application-autoscaling.targets";

    /// Activities can be looked up for six weeks (API reference, `DescribeScalingActivities`).
    static final Duration ACTIVITIES_KEPT = Duration.ofDays(42);

    final Scope scope;
    private final Fabric fabric;
    private final Table<Target> targets;
    private final Table<Policy> policies;
    private final Table<ScheduledAction> actions;
    private final Table<Mark> marks;
    private final Table<Activity> activityTable;
    private final ConcurrentSkipListMap<Long, Activity> activities = new ConcurrentSkipListMap<>();

    Book(Scope scope, Fabric fabric) {
        this.scope = scope;
        this.fabric = fabric;
        targets = fabric.storage().table(scope, TARGETS, Target.class);
        policies = fabric.storage().table(scope, "application-autoscaling.policies", Policy.class);
        actions = fabric.storage().table(scope, "application-autoscaling.actions", ScheduledAction.class);
        marks = fabric.storage().table(scope, "application-autoscaling.marks", Mark.class);
        activityTable = fabric.storage().table(scope, "application-autoscaling.activities", Activity.class);
        activityTable.values().forEach(activity -> activities.put(activity.number(), activity));
    }

    Collection<Target> targets() {
        return targets.values();
    }

    Optional<Target> find(Target.Key key) {
        return Optional.ofNullable(targets.get(key.text()));
    }

    /// @throws AwsException `ObjectNotFoundException`
    Target target(Target.Key key) {
        return find(key)
                .orElseThrow(() -> new AwsException(
                        "ObjectNotFoundException",
                        "No scalable target registered for service namespace: " + key.namespace() + ", resource ID: "
                                + key.resourceId() + ", scalable dimension: " + key.dimension()));
    }

    void put(Target target) {
        targets.put(target.key().text(), target);
    }

    void change(Target.Key key, UnaryOperator<Target> change) {
        targets.update(key.text(), old -> old == null ? null : change.apply(old));
    }

    void remove(Target.Key key) {
        targets.remove(key.text());
        marks.remove(key.text());
    }

    Collection<Policy> policies() {
        return policies.values();
    }

    List<Policy> policies(Target.Key key) {
        return policies.values().stream()
                .filter(policy -> policy.target().equals(key))
                .toList();
    }

    Optional<Policy> policy(Target.Key key, String name) {
        return Optional.ofNullable(policies.get(Policy.key(key, name)));
    }

    Optional<Policy> policyByArn(String arn) {
        return policies.values().stream()
                .filter(policy -> policy.arn(scope).toString().equals(arn))
                .findFirst();
    }

    void put(Policy policy) {
        policies.put(policy.key(), policy);
    }

    void remove(Policy policy) {
        policies.remove(policy.key());
    }

    Collection<ScheduledAction> actions() {
        return actions.values();
    }

    List<ScheduledAction> actions(Target.Key key) {
        return actions.values().stream()
                .filter(action -> action.target().equals(key))
                .toList();
    }

    Optional<ScheduledAction> action(Target.Key key, String name) {
        return Optional.ofNullable(actions.get(Policy.key(key, name)));
    }

    void put(ScheduledAction action) {
        actions.put(action.key(), action);
    }

    void remove(ScheduledAction action) {
        actions.remove(action.key());
    }

    @Nullable
    Mark mark(Target.Key key) {
        return marks.get(key.text());
    }

    void mark(Target.Key key, Mark mark) {
        marks.put(key.text(), mark);
    }

    /// Every activity, the latest first.
    Collection<Activity> activities() {
        return activities.descendingMap().values();
    }

    Optional<Activity> latest(Target.Key key) {
        return activities().stream()
                .filter(activity -> activity.target().equals(key))
                .findFirst();
    }

    /// Writes a new activity, and forgets those that are too old.
    synchronized Activity begin(
            Target.Key key,
            @Nullable Integer desired,
            String description,
            String cause,
            Activity.Status status,
            @Nullable String message,
            Shapes.@Nullable NotScaledReason notScaled) {
        Instant now = fabric.time().now();
        long number = activities.isEmpty() ? 1 : activities.lastKey() + 1;
        Activity activity = new Activity(
                number,
                fabric.ids().uuid(),
                key,
                desired,
                description,
                cause,
                now,
                status.ended() ? now : null,
                status,
                message,
                notScaled);
        put(activity);
        Instant limit = now.minus(ACTIVITIES_KEPT);
        while (activities.firstEntry().getValue().start().isBefore(limit))
            activityTable.remove(row(activities.pollFirstEntry().getKey()));
        return activity;
    }

    private void put(Activity activity) {
        activities.put(activity.number(), activity);
        activityTable.put(row(activity.number()), activity);
    }

    private static String row(long number) {
        return "%016d".formatted(number);
    }

    /// Moves an activity on; one that has ended stays as it is.
    synchronized void become(Activity begun, Activity.Status status, String message) {
        Activity now = activities.get(begun.number());
        if (now != null && !now.status().ended())
            put(now.become(status, message, fabric.time().now()));
    }

    /// Whether an activity is still the last word on its target's capacity: it has not ended.
    boolean open(Activity begun) {
        Activity now = activities.get(begun.number());
        return now != null && !now.status().ended();
    }
}
