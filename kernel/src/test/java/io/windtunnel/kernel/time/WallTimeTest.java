package io.windtunnel.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WallTimeTest {
    private final List<Long> alarms = new ArrayList<>();
    private final List<Runnable> wakes = new ArrayList<>();
    private final WallTime time = new WallTime(
            10,
            (delay, wake) -> {
                alarms.add(delay);
                wakes.add(wake);
            },
            Runnable::run);

    @Test
    void atSpeedTenADelayIsATenthOnTheWall() {
        time.after(Duration.ofHours(10), () -> {});
        assertThat(Duration.ofNanos(alarms.getFirst())).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(time.onWall(Duration.ofSeconds(5))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aChangeOfSpeedArmsTheAlarmAnew() {
        time.after(Duration.ofHours(10), () -> {});
        time.speed(100);
        assertThat(Duration.ofNanos(alarms.getLast())).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(time.speed()).isEqualTo(100);
    }

    @Test
    void aSoonerTaskOvertakesALaterOne() {
        time.after(Duration.ofHours(10), () -> {});
        time.after(Duration.ofHours(1), () -> {});
        time.after(Duration.ofHours(5), () -> {});
        assertThat(alarms).hasSize(2);
    }

    @Test
    void wakingTooEarlyRunsNothingAndArmsAgain() {
        List<String> seen = new ArrayList<>();
        time.after(Duration.ofHours(1), () -> seen.add("task"));
        wakes.getFirst().run();
        assertThat(seen).isEmpty();
        assertThat(alarms).hasSize(2);
    }

    @Test
    void whatIsDueRunsWhenWoken() {
        List<String> seen = new ArrayList<>();
        time.after(Duration.ZERO, () -> seen.add("first"));
        time.after(Duration.ZERO, () -> seen.add("second"));
        wakes.getFirst().run();
        assertThat(seen).containsExactly("first", "second");
    }
}
