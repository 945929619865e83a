package io.windtunnel.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.rehearsal.plan.RehearsalPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same seed gives the same events, byte for byte; another seed gives others.
class DeterminismTest {
    private final RehearsalPlan plan = Plans.example("ha-vs-ft");

    private String trace(RehearsalPlan of, int design, long seed) {
        StringBuilder lines = new StringBuilder();
        new Trials.Task(of, design, seed, Setting.drawn(of, seed), Double.POSITIVE_INFINITY, lines).play();
        return lines.toString();
    }

    @Test
    void theSameSeedGivesTheSameTrace() {
        for (int design = 0; design < plan.designs().size(); design++) {
            String once = trace(plan, design, 42);
            assertThat(once.lines().count()).isGreaterThan(15_000);
            assertThat(trace(plan, design, 42)).as("design %d, seed 42", design).isEqualTo(once);
        }
    }

    @Test
    void anotherSeedGivesAnother() {
        assertThat(trace(plan, 0, 43)).isNotEqualTo(trace(plan, 0, 42));
    }

    /// Draws for service times, arrivals and boots, and a group that grows.
    @Test
    void chanceIsDrawnFromTheSeedAlone(@TempDir Path folder) {
        RehearsalPlan day = Plans.read(Plans.changed(
                "whole-day", folder,
                "sine 1000/s..3000/s every 24 h for 24 h", "sine 100/s..900/s every 20 min for 20 min",
                "at: 12 h, for: 1 h", "at: 5 min, for: 5 min"));
        Played once = Plans.play(day, 0, 7);
        Played again = Plans.play(day, 0, 7);
        assertThat(again.fingerprint()).as("seed 7").isEqualTo(once.fingerprint());
        assertThat(again.events()).isEqualTo(once.events());
        assertThat(Plans.play(day, 0, 8).fingerprint()).isNotEqualTo(once.fingerprint());
    }

    @Test
    void theNumberOfProcessorsDoesNotMatter() {
        List<Trials.Task> tasks = new ArrayList<>();
        for (int seed = 1; seed <= 6; seed++) tasks.add(new Trials.Task(plan, seed % 2, seed, 1e9));
        assertThat(fingerprints(tasks, 3)).isEqualTo(fingerprints(tasks, 1));
    }

    private static List<Long> fingerprints(List<Trials.Task> tasks, int processors) {
        try (Trials trials = new Trials(processors)) {
            return trials.play(tasks).stream().map(Played::fingerprint).toList();
        }
    }
}
