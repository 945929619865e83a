package io.windtunnel.kernel.health;

import static io.windtunnel.kernel.health.HealthRecord.State.HEALTHY;
import static io.windtunnel.kernel.health.HealthRecord.State.INITIAL;
import static io.windtunnel.kernel.health.HealthRecord.State.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.random.RandomStreams;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HealthRecordTest {
    private static final Thresholds FIVE_AND_TWO = new Thresholds(5, 2);

    private static HealthRecord after(String checks, Thresholds thresholds) {
        HealthRecord record = HealthRecord.NEW;
        for (char check : checks.toCharArray()) record = record.after(check == '+', thresholds);
        return record;
    }

    @Test
    void aNewTargetNeedsOnePass() {
        assertThat(after("", FIVE_AND_TWO).state()).isEqualTo(INITIAL);
        assertThat(after("+", FIVE_AND_TWO).state()).isEqualTo(HEALTHY);
        assertThat(after("-+", FIVE_AND_TWO).state()).isEqualTo(HEALTHY);
    }

    @Test
    void failuresInARowMakeItUnhealthy() {
        assertThat(after("-", FIVE_AND_TWO).state()).isEqualTo(INITIAL);
        assertThat(after("--", FIVE_AND_TWO).state()).isEqualTo(UNHEALTHY);
        assertThat(after("+-+-+-", FIVE_AND_TWO).state()).isEqualTo(HEALTHY);
        assertThat(after("+--", FIVE_AND_TWO).state()).isEqualTo(UNHEALTHY);
    }

    @Test
    void anUnhealthyTargetNeedsItsPassesInARow() {
        assertThat(after("--++++", FIVE_AND_TWO).state()).isEqualTo(UNHEALTHY);
        assertThat(after("--++++-++++", FIVE_AND_TWO).state()).isEqualTo(UNHEALTHY);
        assertThat(after("--+++++", FIVE_AND_TWO).state()).isEqualTo(HEALTHY);
    }

    /// Any sequence: the state is what its last change says, and no change comes with fewer checks than its threshold.
    @Test
    void aStateChangesOnlyAfterItsThreshold() {
        RandomGenerator random = new RandomStreams(5).stream("checks");
        for (int run = 0; run < 500; run++) {
            Thresholds thresholds = new Thresholds(2 + random.nextInt(9), 2 + random.nextInt(9));
            HealthRecord record = HealthRecord.NEW;
            int passesInRow = 0;
            int failuresInRow = 0;
            for (int check = 0; check < 100; check++) {
                boolean passed = random.nextInt(10) < 7;
                passesInRow = passed ? passesInRow + 1 : 0;
                failuresInRow = passed ? 0 : failuresInRow + 1;
                HealthRecord next = record.after(passed, thresholds);
                if (record.state() == UNHEALTHY && next.state() == HEALTHY)
                    assertThat(passesInRow).isGreaterThanOrEqualTo(thresholds.healthy());
                if (record.state() != UNHEALTHY && next.state() == UNHEALTHY)
                    assertThat(failuresInRow).isEqualTo(thresholds.unhealthy());
                assertThat(next.state() == INITIAL && passed).isFalse();
                record = next;
            }
        }
    }

    @Test
    void tooFewHealthyTargetsFailOpen() {
        List<String> all = List.of("a", "b", "c", "d");
        assertThat(Routable.among(all, "ab"::contains, Minimum.ONE).targets()).containsExactly("a", "b");
        assertThat(Routable.among(all, _ -> false, Minimum.ONE)).isEqualTo(new Routable<>(all, true));
        assertThat(Routable.among(all, "ab"::contains, new Minimum(3, 0)).failedOpen())
                .isTrue();
        assertThat(Routable.among(all, "ab"::contains, new Minimum(1, 51)).failedOpen())
                .isTrue();
        assertThat(Routable.among(all, "ab"::contains, new Minimum(1, 50)).failedOpen())
                .isFalse();
        assertThat(Routable.among(List.of(), _ -> true, Minimum.ONE).failedOpen())
                .isFalse();
    }
}
