package io.windtunnel.rehearsal.verdict;

import io.windtunnel.rehearsal.measure.Measured;
import java.util.List;

/// What is to be said of one design: its measurements, its recoveries fault by fault, and its promises judged.
public record Verdict(Measured measured, List<Recovery> recoveries, List<Judgement> judgements) {
    public Verdict {
        recoveries = List.copyOf(recoveries);
        judgements = List.copyOf(judgements);
    }

    public String design() {
        return measured.design();
    }

    /// Whether no promise was broken.
    public boolean kept() {
        return judgements.stream().noneMatch(judgement -> judgement.outcome() == Judgement.Outcome.BROKEN);
    }
}
