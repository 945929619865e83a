package io.windtunnel.kernel.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.scaling.Action.Launch;
import io.windtunnel.kernel.scaling.Action.Prepare;
import io.windtunnel.kernel.scaling.Action.Return;
import io.windtunnel.kernel.scaling.Action.Start;
import io.windtunnel.kernel.scaling.Action.Terminate;
import io.windtunnel.kernel.scaling.Action.Why;
import io.windtunnel.kernel.scaling.Member.Health;
import io.windtunnel.kernel.scaling.Member.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmPoolDecisionTest {
    private final Fleet fleet = new Fleet();

    /// User guide, "Warm pool size" (6 of 10, and 6 of 20 with 8 prepared) and "Minimum warm pool size".
    @ParameterizedTest
    @CsvSource({
        "0,,6,10,4",
        "0,8,6,20,2",
        "0,8,9,20,0",
        "3,8,9,20,3",
        "3,8,2,20,6",
        "0,1100,1000,1500,100",
        "2,,10,10,2"
    })
    void isAsLargeAsTheDifference(int minimum, @Nullable Integer prepared, int desired, int maximum, int size) {
        assertThat(new WarmPool(minimum, prepared, false, false).size(desired, maximum))
                .isEqualTo(size);
        assertThat(new WarmPool(minimum, prepared, false, true).size(desired, maximum))
                .isZero();
    }

    private void serving(int count) {
        for (int i = 0; i < count; i++) fleet.add("s" + i, i % 2 == 0 ? "a" : "b", Stage.IN_SERVICE);
    }

    @Test
    void isFilledInEachZoneOnceTheGroupHasWhatItWants() {
        fleet.zones = java.util.List.of("a", "b");
        fleet.pool = new WarmPool(0, null, false, false);
        assertThat(fleet.decide(2, 5)).hasSize(2).allMatch(action -> action instanceof Launch);
        serving(2);
        assertThat(fleet.decide(2, 5))
                .containsExactly(new Prepare("a", 2, Purchase.ONE), new Prepare("b", 1, Purchase.ONE));
    }

    @Test
    void givesWhatItHasBeforeAnythingIsLaunched() {
        fleet.zones = java.util.List.of("a", "b");
        fleet.pool = new WarmPool(0, null, false, false);
        serving(1);
        fleet.add("w0", "a", Stage.WARMED);
        fleet.add("w1", "b", Stage.WARMED);
        fleet.add("w2", "b", Stage.WARMING);
        assertThat(fleet.decide(2, 4)).containsExactly(new Start("w1", Why.CAPACITY));
        assertThat(fleet.decide(4, 4))
                .containsExactly(
                        new Start("w1", Why.CAPACITY),
                        new Start("w0", Why.CAPACITY),
                        new Launch("b", 1, Purchase.ONE, Why.CAPACITY));
    }

    @Test
    void replacesTheUnhealthyWarmly() {
        fleet.pool = new WarmPool(1, 0, false, false);
        fleet.add("s0", "a", Purchase.ONE, Stage.IN_SERVICE, Health.GONE);
        fleet.add("w0", "a", Stage.WARMED);
        assertThat(fleet.decide(1, 3))
                .containsExactly(new Terminate("s0", Why.UNHEALTHY), new Start("w0", Why.UNHEALTHY));
    }

    @Test
    void takesBackWhatLeavesTheGroupWhereItMay() {
        fleet.pool = new WarmPool(0, null, true, false);
        serving(1);
        fleet.add("s1", "a", Stage.IN_SERVICE);
        assertThat(fleet.decide(1, 2)).containsExactly(new Return("s0", Why.CAPACITY));
        fleet.pool = new WarmPool(0, null, false, false);
        assertThat(fleet.decide(1, 2)).containsExactly(new Terminate("s0", Why.CAPACITY));
    }

    @Test
    void losesWhatIsTooMuchAndWhatIsBroken() {
        fleet.pool = new WarmPool(0, 2, false, false);
        serving(1);
        fleet.add("w0", "a", Stage.WARMED);
        fleet.add("w1", "a", Stage.WARMED);
        assertThat(fleet.decide(1, 5)).containsExactly(new Terminate("w0", Why.CAPACITY));
        fleet.members.removeLast();
        fleet.members.removeLast();
        fleet.add("w2", "a", Purchase.ONE, Stage.WARMED, Health.GONE);
        assertThat(fleet.decide(1, 5))
                .containsExactly(new Terminate("w2", Why.UNHEALTHY), new Prepare("a", 1, Purchase.ONE));
    }

    @Test
    void goesWhenItIsDeleted() {
        fleet.pool = new WarmPool(3, null, true, true);
        serving(1);
        fleet.add("w0", "a", Stage.WARMED);
        fleet.add("w1", "a", Stage.WARMED);
        fleet.settle(1, 5);
        assertThat(fleet.members).hasSize(1);
    }

    /// However the group's size moves, the pool comes to rest at the size it should have.
    @Test
    void alwaysComesToRest() {
        java.util.SplittableRandom random = new java.util.SplittableRandom(5);
        fleet.zones = java.util.List.of("a", "b", "c");
        for (int round = 0; round < 200; round++) {
            int desired = random.nextInt(20);
            Integer prepared = random.nextBoolean() ? null : (Integer) random.nextInt(20);
            fleet.pool = new WarmPool(random.nextInt(4), prepared, random.nextBoolean(), random.nextInt(9) == 0);
            fleet.settle(desired, 20);
            assertThat(fleet.units()).isEqualTo(desired);
            assertThat(fleet.count(Stage.WARMED)).isEqualTo(fleet.pool.size(desired, 20));
        }
    }
}
