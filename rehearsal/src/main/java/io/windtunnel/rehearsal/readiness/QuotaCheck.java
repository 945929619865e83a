package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Balancer;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import io.windtunnel.rehearsal.readiness.Survey.TargetGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the account's quotas allow what the groups may grow to. A quota that nobody limits is passed over.
///
/// Sources: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html (vCPUs) and
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
final class QuotaCheck implements Check {
    /// A quota that is looked at.
    record Quota(String service, String code, String name) {}

    static final Quota VCPUS =
            new Quota("ec2", "L-1216C47A", "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances");
    static final Quota TARGETS_OF_GROUP =
            new Quota("elasticloadbalancing", "L-A0D0B863", "Targets per Target Group per Region");
    static final Quota TARGETS_OF_BALANCER =
            new Quota("elasticloadbalancing", "L-7E6692B2", "Targets per Application Load Balancer");
    static final Quota BALANCERS =
            new Quota("elasticloadbalancing", "L-53DA6B97", "Application Load Balancers per Region");
    static final Quota RULES = new Quota("elasticloadbalancing", "L-7EED9B64", "Rules per Application Load Balancer");
    static final Quota GROUPS = new Quota("autoscaling", "L-CDE20ADC", "Auto Scaling groups per region");

    static final List<Quota> ALL = List.of(VCPUS, TARGETS_OF_GROUP, TARGETS_OF_BALANCER, BALANCERS, RULES, GROUPS);

    /// The share of a quota above which it is worth a word: our own figure.
    private static final double NEARLY_USED = 0.8;

    @Override
    public List<Finding> look(Situation situation) {
        Survey survey = situation.survey();
        List<Finding> findings = new ArrayList<>();
        add(findings, survey, VCPUS, "all groups at their maximum", vcpus(survey), vcpuLoad(situation));
        for (TargetGroup targets : survey.targetGroups())
            add(
                    findings,
                    survey,
                    TARGETS_OF_GROUP,
                    targets.checks().targetGroup(),
                    most(survey, targets),
                    load(situation, targets, TARGETS_OF_GROUP));
        long applications =
                survey.balancers().stream().filter(Balancer::application).count();
        for (Balancer balancer : survey.balancers()) {
            if (!balancer.application()) continue;
            add(findings, survey, TARGETS_OF_BALANCER, balancer.name(), most(survey, balancer), Double.NaN);
            add(findings, survey, RULES, balancer.name(), balancer.rules(), Double.NaN);
        }
        add(findings, survey, BALANCERS, "the account", applications, Double.NaN);
        add(findings, survey, GROUPS, "the account", survey.groups().size(), Double.NaN);
        return findings;
    }

    private static void add(
            List<Finding> findings, Survey survey, Quota quota, String subject, double needed, double breaksAt) {
        Double limit = survey.quotas().get(quota.code());
        if (limit == null || Double.isInfinite(limit) || needed == 0) return;
        Outcome outcome = needed > limit ? Outcome.BREAKS : needed > limit * NEARLY_USED ? Outcome.RISK : Outcome.HOLDS;
        findings.add(new Finding(
                "quota",
                subject,
                outcome,
                breaksAt,
                "%s: %s of %s".formatted(quota.name(), Finding.count(needed), Finding.count(limit)),
                quota.code() + " of " + quota.service(),
                outcome == Outcome.HOLDS ? "" : increase(quota, needed / NEARLY_USED)));
    }

    private static String increase(Quota quota, double wanted) {
        return "service-quotas request-service-quota-increase --service-code %s --quota-code %s --desired-value %s"
                .formatted(quota.service(), quota.code(), Math.round(Math.ceil(wanted)));
    }

    private static double vcpus(Survey survey) {
        double vcpus = 0;
        for (Group group : survey.groups())
            vcpus += (double) group.max() * group.machines().vcpus();
        return vcpus;
    }

    /// The load at which the only group that is served by a stand-in would have used up the vCPUs.
    private static double vcpuLoad(Situation situation) {
        Double limit = situation.survey().quotas().get(VCPUS.code());
        List<Group> serving = situation.serving();
        if (limit == null || serving.size() != 1) return Double.NaN;
        Group group = serving.getFirst();
        double others = vcpus(situation.survey())
                - (double) group.max() * group.machines().vcpus();
        double instances =
                Math.floor((limit - others) / Math.max(1, group.machines().vcpus()));
        return situation
                .serving(group)
                .map(one -> Math.max(0, instances) * one.perSecond())
                .orElse(Double.NaN);
    }

    private static double load(Situation situation, TargetGroup targets, Quota quota) {
        Double limit = situation.survey().quotas().get(quota.code());
        Optional<Serving> serving = situation.serving().stream()
                .filter(group -> group.targetGroups().contains(targets.arn()))
                .flatMap(group -> situation.serving(group).stream())
                .findFirst();
        return limit == null || serving.isEmpty()
                ? Double.NaN
                : limit * serving.get().perSecond();
    }

    private static int most(Survey survey, TargetGroup targets) {
        return survey.groups().stream()
                .filter(group -> group.targetGroups().contains(targets.arn()))
                .mapToInt(Group::max)
                .sum();
    }

    private static int most(Survey survey, Balancer balancer) {
        return survey.targetGroups().stream()
                .filter(targets -> targets.balancers().contains(balancer.arn()))
                .mapToInt(targets -> most(survey, targets))
                .sum();
    }
}
