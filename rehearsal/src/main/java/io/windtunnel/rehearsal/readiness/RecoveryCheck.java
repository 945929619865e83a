package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.measure.Checks;
import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import io.windtunnel.rehearsal.readiness.Survey.TargetGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Health checks and grace periods against the time in which recovery is promised, and against the time a boot takes.
///
/// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html and
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html
final class RecoveryCheck implements Check {
    private static final String GRACE = "health check grace period";

    @Override
    public List<Finding> look(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        situation.promisedRecovery().ifPresent(promised -> {
            for (TargetGroup targets : situation.survey().targetGroups())
                findings.add(detection(targets.checks(), promised));
            for (Group group : situation.survey().groups()) grace(findings, group, promised);
        });
        for (Group group : situation.serving()) {
            loop(findings, situation, group);
            checked(findings, group);
        }
        return findings;
    }

    private static Finding detection(Checks checks, Duration promised) {
        Duration latest = checks.latestDetection();
        boolean soon = latest.compareTo(promised) <= 0;
        return new Finding(
                "detection",
                checks.targetGroup(),
                soon ? Outcome.HOLDS : Outcome.BREAKS,
                Double.NaN,
                "a dead target is found after %s at the latest; recovery is promised within %s"
                        .formatted(Finding.time(latest), Finding.time(promised)),
                "%d checks every %s, timeout %s"
                        .formatted(
                                checks.unhealthyAfter(),
                                Finding.time(checks.interval()),
                                Finding.time(checks.timeout())),
                soon ? "" : "a shorter interval, or fewer checks (elbv2 modify-target-group)");
    }

    private static void grace(List<Finding> findings, Group group, Duration promised) {
        if (!group.elbChecks() || group.grace().compareTo(promised) <= 0) return;
        findings.add(new Finding(
                GRACE,
                group.name(),
                Outcome.RISK,
                Double.NaN,
                "an instance that fails within %s of its launch is not replaced; recovery is promised within %s"
                        .formatted(Finding.time(group.grace()), Finding.time(promised)),
                "HealthCheckGracePeriod " + group.grace().toSeconds(),
                "no more grace than a boot needs"));
    }

    /// An instance that is judged before it can answer is replaced, and so is its replacement.
    private static void loop(List<Finding> findings, Situation situation, Group group) {
        if (!group.elbChecks()) return;
        Duration needs = situation.boot(group);
        Duration judged = group.grace();
        for (TargetGroup targets : situation.targetGroups(group))
            judged = max(judged, targets.checks().soonestDetection());
        if (judged.compareTo(needs) >= 0) return;
        findings.add(new Finding(
                GRACE,
                group.name(),
                Outcome.BREAKS,
                Double.NaN,
                "instances answer after %s and are judged after %s: they are replaced before they serve"
                        .formatted(Finding.time(needs), Finding.time(judged)),
                "HealthCheckGracePeriod " + group.grace().toSeconds(),
                "a grace period of at least " + needs.plusSeconds(1).toSeconds() + " s"));
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static void checked(List<Finding> findings, Group group) {
        if (group.elbChecks()) return;
        findings.add(new Finding(
                "health checks",
                group.name(),
                Outcome.RISK,
                Double.NaN,
                "the group believes EC2 only: what the load balancer finds unhealthy is never replaced",
                "HealthCheckType EC2",
                "HealthCheckType ELB"));
    }
}
