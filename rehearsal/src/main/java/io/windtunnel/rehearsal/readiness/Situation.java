package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.plan.Metric;
import io.windtunnel.rehearsal.plan.Promise;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import io.windtunnel.rehearsal.readiness.Survey.Balancer;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import io.windtunnel.rehearsal.readiness.Survey.TargetGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A design and what is coming: what a check looks at.
///
/// @param begins when the traffic begins; null when nobody has said
record Situation(
        RehearsalPlan plan, Survey survey, @Nullable Instant begins) {
    /// From a changed desired capacity to the launch, and from the launch until EC2 says `running`. See
    /// `docs/fidelity.md`.
    private static final Duration LAUNCH = Duration.ofSeconds(15);

    /// All the traffic.
    Forecast forecast() {
        return Forecast.of(plan.traffic());
    }

    /// The traffic that comes to a group: that of the load balancers before it. Where the streams' addresses do not
    /// tell
    /// that, all of it.
    List<TrafficPlan> trafficOf(Group group) {
        List<Balancer> before = survey.balancers().stream()
                .filter(balancer -> survey.targetGroups().stream()
                        .anyMatch(targets -> group.targetGroups().contains(targets.arn())
                                && targets.balancers().contains(balancer.arn())))
                .toList();
        if (before.isEmpty()) return List.of();
        return plan.traffic().stream()
                .filter(stream -> before.stream().anyMatch(balancer -> goesTo(stream, balancer)))
                .toList();
    }

    List<TrafficPlan> trafficOf(Balancer balancer) {
        return plan.traffic().stream()
                .filter(stream -> goesTo(stream, balancer))
                .toList();
    }

    private boolean goesTo(TrafficPlan stream, Balancer balancer) {
        String address = stream.to();
        for (var output : survey.outputs().entrySet())
            address = address.replace("{" + output.getKey() + "}", output.getValue());
        boolean toAny = survey.balancers().stream().anyMatch(other -> stands(other, stream));
        return !toAny || address.contains(balancer.dnsName());
    }

    private boolean stands(Balancer balancer, TrafficPlan stream) {
        String address = stream.to();
        for (var output : survey.outputs().entrySet())
            address = address.replace("{" + output.getKey() + "}", output.getValue());
        return address.contains(balancer.dnsName());
    }

    Forecast forecastOf(Group group) {
        return Forecast.of(trafficOf(group));
    }

    /// The groups that traffic comes to.
    List<Group> serving() {
        return survey.groups().stream()
                .filter(group -> !trafficOf(group).isEmpty())
                .toList();
    }

    /// What one of the group's machines serves; empty when no stand-in plays it.
    Optional<Serving> serving(Group group) {
        List<TrafficPlan> traffic = trafficOf(group);
        if (traffic.isEmpty()) return Optional.empty();
        return standIn(group)
                .map(standIn -> Serving.of(standIn, traffic, group.machines().vcpus()))
                .filter(serving -> Double.isFinite(serving.perSecond()));
    }

    Optional<StandInPlan> standIn(Group group) {
        return plan.standIns().stream()
                .filter(standIn -> standIn.logicalId().equals(group.logicalId()))
                .findFirst();
    }

    /// The time from a launch until the machine answers: the stand-in's, else that of its image.
    Duration boot(Group group) {
        return standIn(group)
                .map(standIn -> standIn.boot().mean(group.machines().imageGibibytes()))
                .orElse(BootCheck.of(group.machines()));
    }

    /// From the decision to grow until the new machine is sent requests: a target is healthy after its first check.
    Duration untilServing(Group group) {
        return LAUNCH.plus(boot(group)).plus(firstCheck(group));
    }

    /// The same for a machine from the warm pool, which only starts.
    Duration untilServingFromPool(Group group) {
        Duration restart = standIn(group)
                .map(standIn -> standIn.restart().mean(group.machines().imageGibibytes()))
                .orElse(Duration.ZERO);
        return LAUNCH.plus(restart).plus(firstCheck(group));
    }

    private Duration firstCheck(Group group) {
        return targetGroups(group).stream()
                .map(targets -> targets.checks().interval())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    List<TargetGroup> targetGroups(Group group) {
        return survey.targetGroups().stream()
                .filter(targets -> group.targetGroups().contains(targets.arn()))
                .toList();
    }

    /// The strictest time to recover that is promised.
    Optional<Duration> promisedRecovery() {
        return plan.promises().stream()
                .filter(promise -> promise.metric() == Metric.RTO && promise.unit() == Promise.Unit.NANOS)
                .map(promise -> Duration.ofNanos((long) promise.bound()))
                .min(Duration::compareTo);
    }
}
