package io.windtunnel.simulation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private record Entry(long due, int order) {}

    @Test
    void runsInTheOrderOfAPriorityQueue() {
        for (int seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Agenda agenda = new Agenda();
            PriorityQueue<Entry> model =
                    new PriorityQueue<>(Comparator.comparingLong(Entry::due).thenComparingInt(Entry::order));
            List<Entry> ran = new ArrayList<>();
            List<Entry> expected = new ArrayList<>();
            Actor actor = (now, order) -> ran.add(new Entry(now, order));
            int range = 1 + random.nextInt(1_000);
            for (int i = 0; i < 3_000; i++) {
                if (model.isEmpty() || random.nextInt(100) < 55) {
                    long due = random.nextLong(range);
                    agenda.add(due, actor, i);
                    model.add(new Entry(due, i));
                } else {
                    agenda.runNext();
                    expected.add(model.remove());
                }
                assertThat(agenda.size()).isEqualTo(model.size());
                assertThat(agenda.nextDue()).isEqualTo(model.isEmpty() ? Long.MAX_VALUE : model.peek().due);
            }
            while (!model.isEmpty()) {
                agenda.runNext();
                expected.add(model.remove());
            }
            assertThat(ran).as("seed %d", seed).isEqualTo(expected);
        }
    }
}
