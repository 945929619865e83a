package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.Maintenance;
import io.windtunnel.kernel.scaling.Purchase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An Auto Scaling group: what it was told, what hangs on it, and what it remembers between two decisions. Each part is
/// changed as a whole, so a new member touches its part and whoever makes that part.
record Group(
        String name,
        String id,
        Instant created,
        Settings settings,
        Attached attached,
        Conduct conduct,
        Memory memory,
        @Nullable Pool pool) {
    /// What create and update set.
    ///
    /// @param mix what else it launches from and how it chooses; null where it launches one kind of instance
    record Settings(LaunchSource launch, @Nullable Mix mix, Size size, Terms terms) {
        Settings desired(int capacity) {
            return new Settings(launch, mix, new Size(size.minimum, size.maximum, capacity), terms);
        }

        Settings launch(LaunchSource source) {
            return new Settings(source, mix, size, terms);
        }

        Settings bounds(int least, int most) {
            return new Settings(launch, mix, new Size(least, most, size.desired), terms);
        }

        int minimum() {
            return size.minimum;
        }

        int maximum() {
            return size.maximum;
        }

        int desired() {
            return size.desired;
        }
    }

    /// In capacity units: instances, or their weights.
    record Size(int minimum, int maximum, int desired) {}

    /// How it looks after its instances.
    ///
    /// @param lifetimeSeconds how long an instance may serve; null for ever
    /// @param maintenance how far replacements may go below and above the desired capacity; null where nothing is
    ///     said
    /// @param zoneStrategy how it spreads over zones, by its API name
    record Terms(
            int cooldownSeconds,
            List<String> zones,
            List<String> subnets,
            String healthCheckType,
            int gracePeriodSeconds,
            List<String> terminationPolicies,
            boolean protectNew,
            @Nullable Integer warmupSeconds,
            String serviceLinkedRole,
            @Nullable Integer lifetimeSeconds,
            @Nullable Maintenance maintenance,
            String zoneStrategy) {
        boolean elasticLoadBalancingChecks() {
            return healthCheckType.contains("ELB");
        }
    }

    /// What hangs on it: its tags, the target groups it registers with, its lifecycle hooks, who is told of it.
    record Attached(List<Tag> tags, List<String> targetGroups, List<Hook> hooks, List<Notification> notifications) {}

    /// The events that a topic is told of.
    record Notification(String topic, List<String> types) {}

    /// A warm pool.
    ///
    /// @param prepared how many instances group and pool may have together; null for the group's maximum
    /// @param leaving whether it goes as soon as its instances are gone
    record Pool(int minimum, @Nullable Integer prepared, PoolState state, boolean reuse, boolean leaving) {
        Pool gone() {
            return new Pool(minimum, prepared, state, reuse, true);
        }
    }

    /// How a warm pool keeps its instances.
    enum PoolState {
        STOPPED("Stopped"),
        RUNNING("Running"),
        HIBERNATED("Hibernated");

        final String apiName;

        PoolState(String apiName) {
            this.apiName = apiName;
        }
    }

    /// What it leaves undone (suspended processes, each with the reason) and what it publishes.
    record Conduct(Map<String, String> suspended, List<String> metrics) {}

    /// What it remembers.
    ///
    /// @param causes what users and policies asked for and has not been reached yet, in sentences for the
    ///     activities
    /// @param bars where launches failed, by [Bar#key]
    /// @param deleting whether it goes as soon as its instances are gone
    record Memory(List<String> causes, Map<String, Bar> bars, boolean deleting) {}

    record Tag(String key, String value, boolean propagate) {}

    /// A lifecycle hook.
    record Hook(
            String name,
            boolean launching,
            int heartbeatSeconds,
            boolean continues,
            @Nullable String notificationTarget,
            @Nullable String role,
            @Nullable String metadata) {}

    /// Where a launch failed: a zone, or a type in it (on demand or spot). Not tried again before `until`; `failures`
    /// in
    /// a row.
    record Bar(
            Instant until,
            int failures,
            String zone,
            @Nullable String type,
            boolean spot) {
        static String key(String zone, @Nullable String type, boolean spot) {
            return type == null ? zone : zone + " " + type + (spot ? " spot" : "");
        }

        String key() {
            return key(zone, type, spot);
        }
    }

    String arn(Scope scope) {
        return scope.arn("autoscaling", "autoScalingGroup:" + id + ":autoScalingGroupName/" + name)
                .toString();
    }

    Terms terms() {
        return settings.terms;
    }

    /// What one of its instances counts as: by the group's weights as they are now, else by those it was launched with.
    Purchase purchase(Instance instance) {
        Mix mix = settings.mix;
        if (mix == null) return new Purchase("", instance.spot(), 1);
        int units = mix.alternative(instance.type())
                .map(Mix.Alternative::units)
                .orElse(instance.origin().weight());
        return new Purchase(instance.type(), instance.spot(), units);
    }

    int units(Instance instance) {
        return purchase(instance).weight();
    }

    List<Tag> tags() {
        return attached.tags;
    }

    List<String> targetGroups() {
        return attached.targetGroups;
    }

    List<Hook> hooks() {
        return attached.hooks;
    }

    List<Notification> notifications() {
        return attached.notifications;
    }

    Map<String, String> suspended() {
        return conduct.suspended;
    }

    List<String> metrics() {
        return conduct.metrics;
    }

    List<String> causes() {
        return memory.causes;
    }

    Map<String, Bar> bars() {
        return memory.bars;
    }

    boolean deleting() {
        return memory.deleting;
    }

    Group with(Settings changed) {
        return new Group(name, id, created, changed, attached, conduct, memory, pool);
    }

    Group pool(@Nullable Pool changed) {
        return new Group(name, id, created, settings, attached, conduct, memory, changed);
    }

    private Group with(Attached changed) {
        return new Group(name, id, created, settings, changed, conduct, memory, pool);
    }

    private Group with(Conduct changed) {
        return new Group(name, id, created, settings, attached, changed, memory, pool);
    }

    private Group with(Memory changed) {
        return new Group(name, id, created, settings, attached, conduct, changed, pool);
    }

    Group capacity(int desired, String cause) {
        List<String> sentences = new ArrayList<>(causes());
        sentences.add(cause);
        while (sentences.size() > Causes.KEPT) sentences.removeFirst();
        return with(settings.desired(desired)).causes(sentences);
    }

    Group causes(List<String> sentences) {
        return with(new Memory(List.copyOf(sentences), memory.bars, memory.deleting));
    }

    Group bars(Map<String, Bar> all) {
        return with(new Memory(memory.causes, Map.copyOf(all), memory.deleting));
    }

    Group bar(Bar bar) {
        Map<String, Bar> all = new LinkedHashMap<>(bars());
        all.put(bar.key(), bar);
        return bars(all);
    }

    /// A launch of the type in the zone came off.
    Group unbar(String zone, String type, boolean spot) {
        Map<String, Bar> all = new LinkedHashMap<>(bars());
        all.remove(zone);
        all.remove(Bar.key(zone, type, spot));
        return all.size() == bars().size() ? this : bars(all);
    }

    Group leaving() {
        return with(new Memory(memory.causes, memory.bars, true));
    }

    Group tags(List<Tag> all) {
        return with(new Attached(all, attached.targetGroups, attached.hooks, attached.notifications));
    }

    Group targetGroups(List<String> arns) {
        return with(new Attached(attached.tags, arns, attached.hooks, attached.notifications));
    }

    Group hooks(UnaryOperator<List<Hook>> change) {
        List<Hook> changed = List.copyOf(change.apply(new ArrayList<>(hooks())));
        return with(new Attached(attached.tags, attached.targetGroups, changed, attached.notifications));
    }

    Group notifications(List<Notification> all) {
        return with(new Attached(attached.tags, attached.targetGroups, attached.hooks, List.copyOf(all)));
    }

    Group suspended(Map<String, String> processes) {
        return with(new Conduct(processes, conduct.metrics));
    }

    Group metrics(List<String> enabled) {
        return with(new Conduct(conduct.suspended, enabled));
    }
}
