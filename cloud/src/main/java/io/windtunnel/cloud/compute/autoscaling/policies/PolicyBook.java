package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is written about the policies and scheduled actions of one scope.
///
/// Thread safety: single entries may be read and written from any thread. Whoever reads and then writes
/// holds the book's monitor, and calls no other service while holding it.
final class PolicyBook {
    static final String POLICIES = "autoscaling.policies";
    static final String SCHEDULES = "autoscaling.schedules";

    final Scope scope;
    private final Table<Policy> policies;
    private final Table<ScheduledAction> schedules;
    private final Table<Forecast> forecasts;
    private final Table<CapacityHistory> histories;
    private final Table<Mark> marks;

    PolicyBook(Scope scope, Storage storage) {
        this.scope = scope;
        policies = storage.table(scope, POLICIES, Policy.class);
        schedules = storage.table(scope, SCHEDULES, ScheduledAction.class);
        forecasts = storage.table(scope, "autoscaling.forecasts", Forecast.class);
        histories = storage.table(scope, "autoscaling.histories", CapacityHistory.class);
        marks = storage.table(scope, "autoscaling.marks", Mark.class);
    }

    List<Policy> policies() {
        return List.copyOf(policies.values());
    }

    /// A group's policies, by name.
    List<Policy> policies(String group) {
        return policies.values().stream()
                .filter(policy -> policy.group().equals(group))
                .toList();
    }

    @Nullable
    Policy policy(String group, String name) {
        return policies.get(Policy.key(group, name));
    }

    /// The policy an ARN names; empty when it has been replaced or deleted.
    Optional<Policy> policy(String arn) {
        return policies.values().stream()
                .filter(policy -> policy.arn(scope).toString().equals(arn))
                .findFirst();
    }

    void put(Policy policy) {
        policies.put(policy.key(), policy);
    }

    void remove(Policy policy) {
        policies.remove(policy.key());
        forecasts.remove(policy.key());
    }

    /// Every scheduled action, those that run next first; of the same time in the order of their making.
    List<ScheduledAction> schedules() {
        return schedules.values().stream()
                .sorted(Comparator.comparing(ScheduledAction::next).thenComparing(ScheduledAction::number))
                .toList();
    }

    List<ScheduledAction> schedules(String group) {
        return schedules().stream()
                .filter(action -> action.group().equals(group))
                .toList();
    }

    @Nullable
    ScheduledAction schedule(String group, String name) {
        return schedules.get(Policy.key(group, name));
    }

    long nextNumber() {
        return schedules.values().stream()
                        .mapToLong(ScheduledAction::number)
                        .max()
                        .orElse(0)
                + 1;
    }

    void put(ScheduledAction action) {
        schedules.put(action.key(), action);
    }

    void remove(ScheduledAction action) {
        schedules.remove(action.key());
    }

    @Nullable
    Forecast forecast(Policy policy) {
        return forecasts.get(policy.key());
    }

    void put(Forecast forecast) {
        forecasts.put(forecast.policyKey(), forecast);
    }

    @Nullable
    CapacityHistory history(String group) {
        return histories.get(group);
    }

    void put(CapacityHistory history) {
        histories.put(history.group(), history);
    }

    @Nullable
    Mark mark(String group) {
        return marks.get(group);
    }

    void put(Mark mark) {
        marks.put(mark.group(), mark);
    }

    /// Forgets all that belongs to a group.
    ///
    /// @return the policies it had
    synchronized List<Policy> forget(String group) {
        List<Policy> gone = policies(group);
        gone.forEach(this::remove);
        schedules(group).forEach(this::remove);
        histories.remove(group);
        marks.remove(group);
        return gone;
    }
}
