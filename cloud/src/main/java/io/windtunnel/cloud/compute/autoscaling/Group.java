package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An Auto Scaling group: what it was told, and what it remembers between two decisions.
///
/// @param causes what users and policies asked for and has not been reached yet, in sentences for the activities
/// @param bars the zones where launches failed
/// @param deleting whether it goes as soon as its instances are gone
record Group(
        String name,
        String id,
        Settings settings,
        List<Tag> tags,
        List<String> targetGroups,
        List<Hook> hooks,
        Map<String, String> suspended,
        List<String> metrics,
        List<String> causes,
        Map<String, Bar> bars,
        Instant created,
        boolean deleting) {
    /// What create and update set.
    record Settings(
            LaunchSource launch,
            int minimum,
            int maximum,
            int desired,
            int cooldownSeconds,
            List<String> zones,
            List<String> subnets,
            String healthCheckType,
            int gracePeriodSeconds,
            List<String> terminationPolicies,
            boolean protectNew,
            @Nullable Integer warmupSeconds,
            String serviceLinkedRole) {
        Settings desired(int capacity) {
            return new Settings(
                    launch,
                    minimum,
                    maximum,
                    capacity,
                    cooldownSeconds,
                    zones,
                    subnets,
                    healthCheckType,
                    gracePeriodSeconds,
                    terminationPolicies,
                    protectNew,
                    warmupSeconds,
                    serviceLinkedRole);
        }

        Settings launch(LaunchSource source) {
            return new Settings(
                    source,
                    minimum,
                    maximum,
                    desired,
                    cooldownSeconds,
                    zones,
                    subnets,
                    healthCheckType,
                    gracePeriodSeconds,
                    terminationPolicies,
                    protectNew,
                    warmupSeconds,
                    serviceLinkedRole);
        }

        Settings bounds(int least, int most) {
            return new Settings(
                    launch,
                    least,
                    most,
                    desired,
                    cooldownSeconds,
                    zones,
                    subnets,
                    healthCheckType,
                    gracePeriodSeconds,
                    terminationPolicies,
                    protectNew,
                    warmupSeconds,
                    serviceLinkedRole);
        }

        boolean elasticLoadBalancingChecks() {
            return healthCheckType.contains("ELB");
        }
    }

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

    Group with(Settings changed) {
        return new Group(
                name, id, changed, tags, targetGroups, hooks, suspended, metrics, causes, bars, created, deleting);
    }

    Group capacity(int desired, String cause) {
        List<String> sentences = new ArrayList<>(causes);
        sentences.add(cause);
        while (sentences.size() > Causes.KEPT) sentences.removeFirst();
        return with(settings.desired(desired)).causes(sentences);
    }

    Group causes(List<String> sentences) {
        return new Group(
                name,
                id,
                settings,
                tags,
                targetGroups,
                hooks,
                suspended,
                metrics,
                List.copyOf(sentences),
                bars,
                created,
                deleting);
    }

    Group bars(Map<String, Bar> zones) {
        return new Group(
                name,
                id,
                settings,
                tags,
                targetGroups,
                hooks,
                suspended,
                metrics,
                causes,
                Map.copyOf(zones),
                created,
                deleting);
    }

    Group bar(String zone, Bar bar) {
        Map<String, Bar> zones = new LinkedHashMap<>(bars);
        zones.put(zone, bar);
        return bars(zones);
    }

    Group unbar(String zone) {
        if (!bars.containsKey(zone)) return this;
        Map<String, Bar> zones = new LinkedHashMap<>(bars);
        zones.remove(zone);
        return bars(zones);
    }

    Group tags(List<Tag> all) {
        return new Group(
                name, id, settings, all, targetGroups, hooks, suspended, metrics, causes, bars, created, deleting);
    }

    Group targetGroups(List<String> arns) {
        return new Group(name, id, settings, tags, arns, hooks, suspended, metrics, causes, bars, created, deleting);
    }

    Group hooks(UnaryOperator<List<Hook>> change) {
        List<Hook> changed = List.copyOf(change.apply(new ArrayList<>(hooks)));
        return new Group(
                name, id, settings, tags, targetGroups, changed, suspended, metrics, causes, bars, created, deleting);
    }

    Group suspended(Map<String, String> processes) {
        return new Group(
                name, id, settings, tags, targetGroups, hooks, processes, metrics, causes, bars, created, deleting);
    }

    Group metrics(List<String> enabled) {
        return new Group(
                name, id, settings, tags, targetGroups, hooks, suspended, enabled, causes, bars, created, deleting);
    }

    Group leaving() {
        return new Group(
                name, id, settings, tags, targetGroups, hooks, suspended, metrics, causes, bars, created, true);
    }
}
