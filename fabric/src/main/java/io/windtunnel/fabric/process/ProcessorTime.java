package io.windtunnel.fabric.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Adds up the processor time of programs where no control group counts it: each process by what it had used when it
/// was last seen. What a process uses after the last look at it is missed.
///
/// Thread safety: every method may be called from any thread.
final class ProcessorTime {
    /// How many processes are remembered, our choice; the time of those beyond is left out.
    private static final int MOST_PROCESSES = 10_000;

    private final Map<Long, Duration> lastSeen = new HashMap<>();

    /// The sum, with `alive` as they are now; empty when nobody could ever tell.
    synchronized Optional<Duration> sum(Stream<ProcessHandle> alive) {
        alive.forEach(process -> process.info().totalCpuDuration().ifPresent(used -> {
            if (lastSeen.size() < MOST_PROCESSES || lastSeen.containsKey(process.pid()))
                lastSeen.merge(process.pid(), used, ProcessorTime::longer);
        }));
        return lastSeen.values().stream().reduce(Duration::plus);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
