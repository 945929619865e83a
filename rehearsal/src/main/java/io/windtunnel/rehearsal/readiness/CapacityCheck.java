package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a group at its maximum size serves the peak.
final class CapacityCheck implements Check {
    /// The share of the maximum above which waiting lines grow long: our own figure.
    static final double NEARLY_FULL = 0.8;

    @Override
    public List<Finding> look(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        for (Group group : situation.serving()) {
            Optional<Serving> serving = situation.serving(group);
            findings.add(serving.isPresent() ? judge(situation, group, serving.get()) : unknown(group));
        }
        return findings;
    }

    private static Finding unknown(Group group) {
        return new Finding(
                "maximum size",
                group.name(),
                Outcome.UNKNOWN,
                Double.NaN,
                "no stand-in says what one " + group.machines().type() + " serves",
                "",
                "give its launch template a stand-in in the rehearsal file");
    }

    private static Finding judge(Situation situation, Group group, Serving serving) {
        double peak = situation.forecastOf(group).peak();
        double most = group.max() * serving.perSecond();
        int needed = (int) Math.ceil(peak / serving.perSecond() / NEARLY_FULL - 1e-9);
        Outcome outcome = peak > most ? Outcome.BREAKS : peak > most * NEARLY_FULL ? Outcome.RISK : Outcome.HOLDS;
        return new Finding(
                "maximum size",
                group.name(),
                outcome,
                most,
                "%d x %s serve %s each, %s together; the peak is %s"
                        .formatted(
                                group.max(),
                                group.machines().type(),
                                Finding.load(serving.perSecond()),
                                Finding.load(most),
                                Finding.load(peak)),
                "MaxSize " + group.max() + "; the stand-in's service time and workers",
                outcome == Outcome.HOLDS ? "" : "MaxSize of at least " + needed + " (a fifth to spare)");
    }
}
