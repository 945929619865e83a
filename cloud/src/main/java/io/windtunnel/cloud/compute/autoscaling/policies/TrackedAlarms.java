package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Tracking;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.Alarm;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Alarms.Query;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.TargetAlarms;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Unhonoured;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The alarms of target tracking policies: one above the target, and one below it unless the policy may
/// not scale in.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
final class TrackedAlarms {
    /// What EC2 of this cloud publishes of instances: an alarm on another metric of theirs would wait for
    /// ever.
    private static final Set<String> PUBLISHED = Set.of(
            "CPUUtilization",
            "NetworkIn",
            "NetworkOut",
            "StatusCheckFailed",
            "StatusCheckFailed_Instance",
            "StatusCheckFailed_System");

    private final Directory directory;
    private final Supplier<String> uuids;

    TrackedAlarms(Directory directory, Supplier<String> uuids) {
        this.directory = directory;
        this.uuids = uuids;
    }

    /// The names of the alarms that `policy` needs; those it had before are kept.
    List<String> names(Policy policy, @Nullable Policy before) {
        if (!(policy.rule() instanceof Tracking tracking)) return List.of();
        List<String> kept = before == null ? List.of() : before.alarms();
        List<String> names = new ArrayList<>();
        names.add(kept.isEmpty() ? name(policy, "High") : kept.getFirst());
        if (!tracking.scaleInDisabled()) names.add(kept.size() > 1 ? kept.get(1) : name(policy, "Low"));
        return names;
    }

    private String name(Policy policy, String which) {
        return "TargetTracking-" + policy.group() + "-Alarm" + which + "-" + uuids.get();
    }

    /// Makes the alarms of `after`, and deletes those of `before` that it does not need.
    void replace(Scope scope, @Nullable Policy before, Policy after) {
        Set<String> old = before == null ? new TreeSet<>() : new TreeSet<>(before.alarms());
        after.alarms().forEach(old::remove);
        directory.find(Alarms.class).ifPresent(alarms -> {
            put(alarms, scope, after);
            if (!old.isEmpty()) alarms.delete(scope, old);
        });
        tellUnpublished(after);
    }

    private static void put(Alarms alarms, Scope scope, Policy policy) {
        if (!(policy.rule() instanceof Tracking tracking)) return;
        double target = tracking.configuration().targetValue();
        Arn arn = policy.arn(scope);
        TargetAlarms pair =
                TrackedMetric.of(policy.group(), tracking.configuration()).pair();
        alarms.put(scope, pair.high(policy.alarms().getFirst(), target, arn));
        if (policy.alarms().size() > 1)
            alarms.put(scope, pair.low(policy.alarms().get(1), target, arn));
    }

    private void tellUnpublished(Policy policy) {
        if (!(policy.rule() instanceof Tracking tracking)) return;
        Unhonoured unhonoured = directory.find(Unhonoured.class).orElse(Unhonoured.SILENT);
        for (Query query :
                TrackedMetric.of(policy.group(), tracking.configuration()).queries())
            if (query instanceof Query.Stat stat
                    && stat.metric().namespace().equals("AWS/EC2")
                    && !PUBLISHED.contains(stat.metric().metric()))
                unhonoured.report(
                        "autoscaling",
                        "PutScalingPolicy",
                        "TargetTrackingConfiguration (kept, but no instance publishes "
                                + stat.metric().metric() + ": its alarms have insufficient data)");
    }

    /// Makes the alarms again that are missing, as after a start on another cloud's data.
    void heal(Scope scope, List<Policy> policies) {
        directory.find(Alarms.class).ifPresent(alarms -> {
            for (Policy policy : policies)
                if (policy.alarms().stream()
                        .anyMatch(name -> alarms.find(scope, name).isEmpty())) put(alarms, scope, policy);
        });
    }

    void delete(Scope scope, List<Policy> policies) {
        List<String> names =
                policies.stream().flatMap(policy -> policy.alarms().stream()).toList();
        if (!names.isEmpty()) directory.find(Alarms.class).ifPresent(alarms -> alarms.delete(scope, names));
    }

    /// The alarms that call a policy: its own, or those that people made.
    List<Alarm> alarms(Scope scope, Policy policy) {
        if (policy.rule() instanceof Tracking) return ofTracking(scope, policy.alarms());
        return directory
                .find(Alarms.class)
                .map(alarms -> alarms.calling(scope, policy.arn(scope)))
                .orElse(List.of())
                .stream()
                .map(view -> new Alarm(view.name(), view.arn().toString()))
                .toList();
    }

    List<Alarm> ofTracking(Scope scope, List<String> names) {
        return names.stream()
                .map(name ->
                        new Alarm(name, scope.arn("cloudwatch", "alarm:" + name).toString()))
                .toList();
    }

    /// Whether the alarm below a policy's target is in alarm.
    boolean wantsIn(Scope scope, Policy policy) {
        return policy.alarms().size() > 1
                && directory
                        .find(Alarms.class)
                        .flatMap(alarms -> alarms.find(scope, policy.alarms().get(1)))
                        .filter(view -> view.state() == Alarms.State.ALARM)
                        .isPresent();
    }
}
