package io.windtunnel.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final List<String> seen = new ArrayList<>();

    @Test
    void tasksRunInOrderOfDueTimeThenOfAsking() {
        time.after(Duration.ofSeconds(2), () -> seen.add("second"));
        time.after(Duration.ofSeconds(1), () -> seen.add("first"));
        time.after(Duration.ofSeconds(2), () -> seen.add("third"));
        time.advance(Duration.ofSeconds(3));
        assertThat(seen).containsExactly("first", "second", "third");
        assertThat(time.now()).isEqualTo(Instant.EPOCH.plusSeconds(3));
    }

    @Test
    void aPeriodicTaskRunsAtEachMultipleUntilCancelled() {
        Timer timer =
                time.every(Duration.ofSeconds(10), () -> seen.add(time.now().toString()));
        time.advance(Duration.ofSeconds(35));
        timer.cancel();
        time.advance(Duration.ofSeconds(35));
        assertThat(seen).containsExactly("1970-01-01T00:00:10Z", "1970-01-01T00:00:20Z", "1970-01-01T00:00:30Z");
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        time.after(Duration.ofSeconds(1), () -> seen.add("never")).cancel();
        time.advance(Duration.ofMinutes(1));
        assertThat(seen).isEmpty();
        assertThat(time.step()).isFalse();
    }
}
