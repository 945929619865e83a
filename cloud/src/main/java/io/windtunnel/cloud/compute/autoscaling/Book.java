package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What is written about the groups of one scope.
///
/// Thread safety: a change of several entries is made while holding the book's monitor, which is never held while other
/// services are called; single entries may be read without it.
final class Book {
    /// Activities can be looked up for six weeks (API reference, `DescribeScalingActivities`).
    static final Duration ACTIVITIES_KEPT = Duration.ofDays(42);

    final Scope scope;
    private final Ids ids;
    private final Table<Group> groups;
    private final Table<Instance> instances;
    private final Table<Activity> activityTable;
    private final Table<Refresh> refreshes;
    private final Table<Configuration> configurations;
    private final Map<String, TreeMap<String, Instance>> members = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, Activity> activities = new ConcurrentSkipListMap<>();
    private final Map<String, Activity> activitiesById = new ConcurrentHashMap<>();

    Book(Scope scope, Storage storage, Ids ids) {
        this.scope = scope;
        this.ids = ids;
        groups = storage.table(scope, "autoscaling.groups", Group.class);
        instances = storage.table(scope, "autoscaling.instances", Instance.class);
        activityTable = storage.table(scope, "autoscaling.activities", Activity.class);
        refreshes = storage.table(scope, "autoscaling.refreshes", Refresh.class);
        configurations = storage.table(scope, "autoscaling.configurations", Configuration.class);
        for (Instance instance : instances.values()) membersOf(instance.group()).put(instance.instanceId(), instance);
        for (Activity activity : activityTable.values()) {
            activities.put(activity.number(), activity);
            activitiesById.put(activity.id(), activity);
        }
    }

    private TreeMap<String, Instance> membersOf(String group) {
        return members.computeIfAbsent(group, _ -> new TreeMap<>());
    }

    String uuid() {
        return ids.uuid();
    }

    Collection<Group> groups() {
        return groups.values();
    }

    @Nullable
    Group find(String name) {
        return groups.get(name);
    }

    /// @throws AwsException when there is no such group
    Group group(String name) {
        Group group = groups.get(name);
        if (group == null)
            throw AwsException.validation(
                    "AutoScalingGroup name not found - AutoScalingGroup '" + name + "' not found");
        return group;
    }

    synchronized void put(Group group) {
        groups.put(group.name(), group);
    }

    synchronized void change(String name, UnaryOperator<Group> change) {
        Group group = groups.get(name);
        if (group != null) groups.put(name, change.apply(group));
    }

    synchronized void remove(Group group) {
        groups.remove(group.name());
        members.remove(group.name());
    }

    /// The instances of a group, by id.
    synchronized List<Instance> instances(String group) {
        return List.copyOf(membersOf(group).values());
    }

    Collection<Instance> instances() {
        return instances.values();
    }

    @Nullable
    Instance instance(String id) {
        return instances.get(id);
    }

    /// @throws AwsException when it is in no group
    Instance managed(String instanceId) {
        Instance instance = instances.get(instanceId);
        if (instance == null)
            throw AwsException.validation(
                    "Instance Id not found - No managed instance found for instance ID: " + instanceId);
        return instance;
    }

    synchronized void put(Instance instance) {
        instances.put(instance.instanceId(), instance);
        membersOf(instance.group()).put(instance.instanceId(), instance);
    }

    synchronized void remove(Instance instance) {
        instances.remove(instance.instanceId());
        membersOf(instance.group()).remove(instance.instanceId());
    }

    /// Begins an activity; `details` are the subnet and the zone.
    synchronized Activity begin(
            Group group, String description, String cause, String status, int progress, String details, Instant now) {
        long number = activities.isEmpty() ? 1 : activities.lastKey() + 1;
        Activity activity = new Activity(
                number,
                ids.uuid(),
                group.name(),
                group.arn(scope),
                description,
                cause,
                now,
                null,
                status,
                null,
                progress,
                details);
        put(activity);
        forget(now.minus(ACTIVITIES_KEPT));
        return activity;
    }

    private void forget(Instant before) {
        while (activities.firstEntry() instanceof Map.Entry<Long, Activity> first
                && first.getValue().start().isBefore(before)) {
            activities.remove(first.getKey());
            activitiesById.remove(first.getValue().id());
            activityTable.remove(key(first.getKey()));
        }
    }

    private void put(Activity activity) {
        activities.put(activity.number(), activity);
        activitiesById.put(activity.id(), activity);
        activityTable.put(key(activity.number()), activity);
    }

    private static String key(long number) {
        return "%016d".formatted(number);
    }

    /// Changes an open activity; one that has ended stays as it is.
    synchronized void change(@Nullable Activity activity, UnaryOperator<Activity> change) {
        if (activity != null && activity.open()) put(change.apply(activity));
    }

    @Nullable
    Activity activity(String id) {
        return activitiesById.get(id);
    }

    /// Every activity, the latest first.
    Collection<Activity> activities() {
        return activities.descendingMap().values();
    }

    synchronized void put(Refresh refresh) {
        refreshes.put(key(refresh.number()), refresh);
    }

    /// The refreshes of a group, the latest first.
    List<Refresh> refreshes(String group) {
        return refreshes.values().stream()
                .filter(refresh -> refresh.group().equals(group))
                .toList()
                .reversed();
    }

    @Nullable
    Refresh activeRefresh(String group) {
        return refreshes(group).stream().filter(Refresh::active).findFirst().orElse(null);
    }

    long nextRefresh() {
        return refreshes.values().stream().mapToLong(Refresh::number).max().orElse(0) + 1;
    }

    Collection<Configuration> configurations() {
        return configurations.values();
    }

    @Nullable
    Configuration configuration(String name) {
        return configurations.get(name);
    }

    synchronized void put(Configuration configuration) {
        configurations.put(configuration.name(), configuration);
    }

    synchronized void removeConfiguration(String name) {
        configurations.remove(name);
    }

    static String details(String subnet, String zone) {
        return "{\"Subnet ID\":\"%s\",\"Availability Zone\":\"%s\"}"
                .formatted(Objects.requireNonNullElse(subnet, ""), zone);
    }
}
