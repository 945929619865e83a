package io.windtunnel.kernel.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.scaling.GroupState.Ground;
import io.windtunnel.kernel.scaling.GroupState.Upkeep;
import io.windtunnel.kernel.scaling.Member.Health;
import io.windtunnel.kernel.scaling.Member.Stage;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A decision of ten thousand machines looks at each of them a few times, not at each for each.
class LargeGroupTest {
    private static final int SIZE = 10_000;
    private static final String[] ZONES = {"a", "b", "c"};

    /// Counts how often a member is looked at.
    private static final class Counted extends AbstractList<Member> {
        private final List<Member> members = new ArrayList<>();
        private long looks;

        @Override
        public Member get(int index) {
            looks++;
            return members.get(index);
        }

        @Override
        public int size() {
            return members.size();
        }
    }

    private final Counted members = new Counted();

    private List<Action> decide(int desired) {
        return GroupDecision.decide(
                new GroupState(
                        desired,
                        2 * SIZE,
                        Ground.of(List.of(ZONES)),
                        members,
                        Set.of(),
                        List.of(TerminationPolicy.OLDEST_INSTANCE),
                        new Upkeep(null, null, new WarmPool(0, SIZE, false, false))),
                Fleet.NOW);
    }

    private void fill(boolean everyOtherFails) {
        for (int i = 0; i < SIZE; i++)
            members.members.add(new Member(
                    "m%05d".formatted(i),
                    ZONES[i % 3],
                    Purchase.ONE,
                    Stage.IN_SERVICE,
                    everyOtherFails && i % 2 == 1 ? Health.FAILING : Health.HEALTHY,
                    false,
                    Fleet.NOW.minusSeconds(i),
                    1,
                    false,
                    true));
    }

    @Test
    void restsGrowsShrinksAndReplacesInAFewLooksEach() {
        fill(false);
        assertThat(decide(SIZE)).isEmpty();
        assertThat(decide(2 * SIZE)).hasSize(3);
        assertThat(decide(SIZE / 2)).hasSize(SIZE / 2);
        members.members.clear();
        fill(true);
        assertThat(decide(SIZE)).hasSizeBetween(SIZE / 2, SIZE / 2 + 3);
        assertThat(members.looks / SIZE)
                .as("looks at each machine in four decisions")
                .isLessThan(60);
    }
}
