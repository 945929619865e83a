package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What is left of a group at the peak when a zone is lost, until it has launched in the others.
///
/// Source: Well-Architected, reliability pillar, REL11 (static stability).
final class ZoneLossCheck implements Check {
    @Override
    public List<Finding> look(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        for (Group group : situation.serving()) {
            Optional<Serving> serving = situation.serving(group);
            int zones = new TreeSet<>(group.zones()).size();
            if (zones > 1 && serving.isPresent()) findings.add(judge(situation, group, serving.get(), zones));
        }
        return findings;
    }

    private static Finding judge(Situation situation, Group group, Serving serving, int zones) {
        double peak = situation.forecastOf(group).peak();
        int standing = FleetGrowth.of(situation, group, serving).largest();
        int lost = Math.ceilDiv(standing, zones);
        double left = (standing - lost) * serving.perSecond();
        boolean enough = left >= peak;
        int needed = (int) Math.ceil(Math.ceil(peak / serving.perSecond() - 1e-9) * zones / (zones - 1));
        return new Finding(
                "loss of a zone",
                group.name(),
                enough ? Outcome.HOLDS : Outcome.RISK,
                left,
                "%d of %d instances stand in one of %d zones; without it %s are served for %s at least"
                        .formatted(
                                lost, standing, zones, Finding.load(left), Finding.time(situation.untilServing(group))),
                "static stability: what must go on without a zone stands before it is lost",
                enough ? "" : needed + " instances before the peak, to do without a zone");
    }
}
