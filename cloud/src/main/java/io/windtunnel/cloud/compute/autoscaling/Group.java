package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.kernel.identity.Scope;
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
        String name, String id, Instant created, Settings settings, Attached attached, Conduct conduct, Memory memory) {
    /// What create and update set.
    record Settings(LaunchSource launch, Size size, Terms terms) {
        Settings desired(int capacity) {
            return new Settings(launch, new Size(size.minimum, size.maximum, capacity), terms);
        }

        Settings launch(LaunchSource source) {
            return new Settings(source, size, terms);
        }

        Settings bounds(int least, int most) {
            return new Settings(launch, new Size(least, most, size.desired), terms);
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
    record Terms(
            int cooldownSeconds,
            List<String> zones,
            List<String> subnets,
            String healthCheckType,
            int gracePeriodSeconds,
            List<String> terminationPolicies,
            boolean protectNew,
            @Nullable Integer warmupSeconds,
            String serviceLinkedRole) {
        boolean elasticLoadBalancingChecks() {
            return healthCheckType.contains("ELB");
        }
    }

    /// What hangs on it: its tags, the target groups it registers with, its lifecycle hooks.
    record Attached(List<Tag> tags, List<String> targetGroups, List<Hook> hooks) {}

    /// What it leaves undone (suspended processes, each with the reason) and what it publishes.
    record Conduct(Map<String, String> suspended, List<String> metrics) {}

    /// What it remembers.
    ///
    /// @param causes what users and policies asked for and has not been reached yet, in sentences for the
    ///     activities
    /// @param bars the zones where launches failed
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

    /// A zone where a launch failed: not tried again before `until`; `failures` in a row.
    record Bar(Instant until, int failures) {}

    String arn(Scope scope) {
        return scope.arn("autoscaling", "autoScalingGroup:" + id + ":autoScalingGroupName/" + name)
                .toString();
    }

    Terms terms() {
        return settings.terms;
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
        return new Group(name, id, created, changed, attached, conduct, memory);
    }

    private Group with(Attached changed) {
        return new Group(name, id, created, settings, changed, conduct, memory);
    }

    private Group with(Conduct changed) {
        return new Group(name, id, created, settings, attached, changed, memory);
    }

    private Group with(Memory changed) {
        return new Group(name, id, created, settings, attached, conduct, changed);
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

    Group bars(Map<String, Bar> zones) {
        return with(new Memory(memory.causes, Map.copyOf(zones), memory.deleting));
    }

    Group bar(String zone, Bar bar) {
        Map<String, Bar> zones = new LinkedHashMap<>(bars());
        zones.put(zone, bar);
        return bars(zones);
    }

    Group unbar(String zone) {
        if (!bars().containsKey(zone)) return this;
        Map<String, Bar> zones = new LinkedHashMap<>(bars());
        zones.remove(zone);
        return bars(zones);
    }

    Group leaving() {
        return with(new Memory(memory.causes, memory.bars, true));
    }

    Group tags(List<Tag> all) {
        return with(new Attached(all, attached.targetGroups, attached.hooks));
    }

    Group targetGroups(List<String> arns) {
        return with(new Attached(attached.tags, arns, attached.hooks));
    }

    Group hooks(UnaryOperator<List<Hook>> change) {
        List<Hook> changed = List.copyOf(change.apply(new ArrayList<>(hooks())));
        return with(new Attached(attached.tags, attached.targetGroups, changed));
    }

    Group suspended(Map<String, String> processes) {
        return with(new Conduct(processes, conduct.metrics));
    }

    Group metrics(List<String> enabled) {
        return with(new Conduct(conduct.suspended, enabled));
    }
}
