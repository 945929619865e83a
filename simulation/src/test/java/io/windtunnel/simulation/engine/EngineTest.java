package io.windtunnel.simulation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.time.Timer;
import io.windtunnel.kernel.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {
    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final Engine engine = new Engine(time);
    private final List<String> happened = new ArrayList<>();

    private void event(long at, String name) {
        engine.at(at, (now, _) -> happened.add(name + "@" + now), 0);
    }

    @Test
    void aTaskComesBeforeAnEventThatIsDueWithIt() {
        event(10, "event");
        time.after(Duration.ofNanos(10), () -> happened.add("task@" + time.nanos()));
        event(5, "early");
        engine.run(10);
        assertThat(happened).containsExactly("early@5", "task@10", "event@10");
        assertThat(engine.events()).isEqualTo(2);
        assertThat(engine.tasks()).isEqualTo(1);
    }

    @Test
    void whatIsAskedForOnTheWayHappensToo() {
        time.after(Duration.ofNanos(3), () -> event(4, "from a task"));
        engine.at(5, (_, _) -> time.after(Duration.ofNanos(2), () -> happened.add("from an event@" + time.nanos())), 0);
        engine.at(6, (now, _) -> event(now - 5, "late"), 0);
        engine.run(20);
        assertThat(happened).containsExactly("from a task@4", "late@6", "from an event@7");
        assertThat(time.nanos()).isEqualTo(20);
    }

    @Test
    void nothingBeyondTheEndHappens() {
        event(21, "later");
        time.after(Duration.ofNanos(22), () -> happened.add("task"));
        engine.run(20);
        assertThat(happened).isEmpty();
        assertThat(engine.pending()).isEqualTo(1);
        engine.run(30);
        assertThat(happened).containsExactly("later@21", "task");
    }

    @Test
    void aCancelledTaskHoldsNothingUp() {
        Timer cancelled = time.after(Duration.ofNanos(5), () -> happened.add("cancelled"));
        cancelled.cancel();
        event(7, "event");
        time.after(Duration.ofNanos(9), () -> happened.add("task"));
        engine.run(20);
        assertThat(happened).containsExactly("event@7", "task");
    }

    @Test
    void theWatchIsToldBeforeEachTask() {
        engine.watch(next -> happened.add("before " + next + "@" + time.nanos()));
        event(4, "event");
        time.after(Duration.ofNanos(5), () -> happened.add("task"));
        engine.run(20);
        assertThat(happened).containsExactly("event@4", "before 5@4", "task");
    }
}
