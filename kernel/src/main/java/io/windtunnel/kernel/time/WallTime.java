package io.windtunnel.kernel.time;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Time that follows the wall clock at a speed that may change while it runs: at speed 10, ten scenario seconds pass in
/// one. Timers keep their scenario due time through a change of speed.
///
/// It owns no thread: `Alarm` wakes it, `Runner` runs what is due (both are the fabric's).
public final class WallTime implements Time {
    /// Wakes the time once after a wall delay. An earlier request may be overtaken by a later, sooner one: waking too
    /// often is harmless.
    @FunctionalInterface
    public interface Alarm {
        void ring(long wallDelayNanos, Runnable wake);
    }

    /// Runs a due task, on a thread where it may block.
    @FunctionalInterface
    public interface Runner {
        void run(Runnable task);
    }

    private static final class Task implements Timer, Comparable<Task> {
        private final long dueNanos;
        private final long order;
        private final Runnable body;
        private volatile boolean cancelled;

        Task(long dueNanos, long order, Runnable body) {
            this.dueNanos = dueNanos;
            this.order = order;
            this.body = body;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Task other) {
            int byDue = Long.compare(dueNanos, other.dueNanos);
            return byDue != 0 ? byDue : Long.compare(order, other.order);
        }
    }

    /// Scenario time as a line through the wall clock: it starts at a point and climbs at a speed.
    private record Line(long wallNanos, long scenarioNanos, double speed) {
        long at(long wall) {
            return scenarioNanos + Math.round((wall - wallNanos) * speed);
        }
    }

    private final Alarm alarm;
    private final Runner runner;
    private final Instant origin;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private volatile Line line;
    private long order;
    private long wakeAtScenarioNanos = Long.MAX_VALUE;

    /// Time that begins with the wall clock's own date.
    public WallTime(double speed, Alarm alarm, Runner runner) {
        this(Instant.now(), speed, alarm, runner);
    }

    /// Time that begins with the wall clock's own date, but not before `earliest`: a clock that goes on where an
    /// earlier, faster one has left off.
    public static WallTime notBefore(Instant earliest, double speed, Alarm alarm, Runner runner) {
        Instant wall = Instant.now();
        return new WallTime(wall.isBefore(earliest) ? earliest : wall, speed, alarm, runner);
    }

    /// Time that begins at `origin`, whatever the wall clock says: for a scenario with a date of its own.
    public WallTime(Instant origin, double speed, Alarm alarm, Runner runner) {
        requireSpeed(speed);
        this.origin = origin;
        this.alarm = alarm;
        this.runner = runner;
        this.line = new Line(System.nanoTime(), 0, speed);
    }

    private static void requireSpeed(double speed) {
        if (!(speed > 0 && speed <= 10_000)) throw new IllegalArgumentException("speed must be above 0, at most 10000");
    }

    @Override
    public Instant now() {
        return origin.plusNanos(nanos());
    }

    @Override
    public long nanos() {
        return line.at(System.nanoTime());
    }

    /// Scenario seconds per wall second.
    public double speed() {
        return line.speed;
    }

    /// From now on, `speed` scenario seconds pass in a wall second.
    public void speed(double speed) {
        requireSpeed(speed);
        synchronized (this) {
            long wall = System.nanoTime();
            line = new Line(wall, line.at(wall), speed);
            wakeAtScenarioNanos = Long.MAX_VALUE;
            arm();
        }
    }

    @Override
    public Duration onWall(Duration scenario) {
        return Duration.ofNanos(Math.round(scenario.toNanos() / line.speed));
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable body) {
        Task task = new Task(nanos() + Math.max(0, delay.toNanos()), order++, body);
        tasks.add(task);
        arm();
        return task;
    }

    private void arm() {
        Task first = tasks.peek();
        if (first == null || first.dueNanos >= wakeAtScenarioNanos) return;
        wakeAtScenarioNanos = first.dueNanos;
        long wallDelay = Math.round((first.dueNanos - nanos()) / line.speed);
        alarm.ring(Math.max(0, wallDelay), this::wake);
    }

    private void wake() {
        while (true) {
            Task due = takeDue();
            if (due == null) return;
            runner.run(due.body);
        }
    }

    private synchronized @Nullable Task takeDue() {
        long now = nanos();
        while (true) {
            Task first = tasks.peek();
            if (first == null || first.dueNanos > now) {
                wakeAtScenarioNanos = Long.MAX_VALUE;
                arm();
                return null;
            }
            tasks.remove();
            if (!first.cancelled) return first;
        }
    }
}
