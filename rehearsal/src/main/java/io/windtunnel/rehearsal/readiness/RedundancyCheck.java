package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Balancer;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Single points of failure: one zone, one instance, one NAT gateway.
///
/// Source: Well-Architected, reliability pillar, REL10 (fault isolation).
final class RedundancyCheck implements Check {
    private static final String SOURCE = "Well-Architected, REL10 (fault isolation)";

    @Override
    public List<Finding> look(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        for (Group group : situation.survey().groups()) {
            used.addAll(group.zones());
            zones(findings, group);
            instances(findings, group);
        }
        for (Balancer balancer : situation.survey().balancers())
            if (balancer.zones().size() < 2)
                findings.add(finding(
                        balancer.name(),
                        Outcome.BREAKS,
                        "stands in one zone, " + String.join(", ", balancer.zones()),
                        "a subnet in another zone"));
        natGateways(findings, situation.survey().natZones(), used);
        return findings;
    }

    private static void zones(List<Finding> findings, Group group) {
        int zones = new TreeSet<>(group.zones()).size();
        findings.add(
                zones < 2
                        ? finding(
                                group.name(),
                                Outcome.BREAKS,
                                "stands in one zone, " + String.join(", ", group.zones()),
                                "subnets in at least two zones")
                        : finding(group.name(), Outcome.HOLDS, "stands in " + zones + " zones", ""));
    }

    private static void instances(List<Finding> findings, Group group) {
        if (group.desired() == 1)
            findings.add(finding(
                    group.name(),
                    Outcome.BREAKS,
                    "one instance serves everything",
                    "a desired capacity of at least 2"));
        else if (group.min() <= 1)
            findings.add(finding(
                    group.name(),
                    Outcome.RISK,
                    "may shrink to " + group.min() + (group.min() == 1 ? " instance" : " instances"),
                    "a MinSize of at least 2"));
    }

    private static void natGateways(List<Finding> findings, List<String> zones, Set<String> used) {
        if (zones.isEmpty() || used.size() < 2) return;
        Set<String> distinct = new TreeSet<>(zones);
        if (distinct.size() == 1)
            findings.add(finding(
                    "NAT gateway",
                    Outcome.RISK,
                    "the only one stands in " + distinct.iterator().next() + "; " + used.size() + " zones need it",
                    "a NAT gateway in each zone, and a route table for each"));
    }

    private static Finding finding(String subject, Outcome outcome, String figure, String remedy) {
        return new Finding("single point of failure", subject, outcome, Double.NaN, figure, SOURCE, remedy);
    }
}
