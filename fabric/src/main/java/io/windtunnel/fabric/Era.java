package io.windtunnel.fabric;

import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.WallTime;
import java.time.Duration;
import java.time.Instant;

/// What a data directory remembers of the runs before: how many there were, and a time that none of them has reached.
///
/// Scenario time may run faster than the wall, and what is kept carries its dates: a later run goes on after them, or
/// what was to happen in a minute would wait for hours. And a run with a seed draws other ids than the run before, or
/// it would give out the same ids twice.
final class Era {
    /// The row.
    ///
    /// @param runs the runs so far
    /// @param notReached scenario time that no run has reached
    record Mark(long runs, Instant notReached) {}

    /// How often the mark is moved, in wall time: after a crash the clock jumps by at most twice this, at the speed.
    static final Duration STEP = Duration.ofSeconds(10);

    private static final String KEY = "era";

    private final Table<Mark> table;
    private final Mark before;

    private Era(Table<Mark> table, Mark before) {
        this.table = table;
        this.before = before;
    }

    static Era of(Storage storage) {
        Table<Mark> table = storage.table(new Scope(AccountId.DEFAULT, Region.US_EAST_1), "fabric.era", Mark.class);
        Mark known = table.get(KEY);
        return new Era(table, known == null ? new Mark(0, Instant.EPOCH) : known);
    }

    /// The time before which this run must not begin.
    Instant earliest() {
        return before.notReached();
    }

    /// The streams of this run: the seed's own in the first one.
    RandomStreams streams(long seed) {
        RandomStreams first = new RandomStreams(seed);
        return before.runs() == 0 ? first : first.below("run").numbered(before.runs());
    }

    /// Keeps the mark ahead of `time`, which may outrun `wall`; a time that does not is its own mark.
    void keep(WallTime time, Time wall) {
        Runnable mark = () -> table.put(KEY, new Mark(before.runs() + 1, notReached(time, wall)));
        mark.run();
        wall.every(STEP, mark);
    }

    private static Instant notReached(WallTime time, Time wall) {
        Instant now = time.now();
        boolean leads = time.speed() > 1 || now.isAfter(wall.now().plusSeconds(1));
        return leads ? now.plusNanos(Math.round(2 * time.speed() * STEP.toNanos())) : now;
    }
}
