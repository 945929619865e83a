package io.windtunnel.bench.simulation;

import io.windtunnel.simulation.engine.Actor;
import io.windtunnel.simulation.engine.Agenda;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the agenda was chosen over: one event is taken off and one put on (the hold model, Vaucher and
/// Duval 1975), with so many events due at a time and exponential gaps.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AgendaBench {
    @Param({"10", "1000", "100000"})
    private int due;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Agenda agenda = new Agenda();
    private final PriorityQueue<Entry> objects = new PriorityQueue<>();
    private final Calendar calendar = new Calendar();
    private final Actor again = this::again;
    private long order;

    private record Entry(long at, long order) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    @Setup
    public void fill() {
        for (int i = 0; i < due; i++) {
            agenda.add(gap(), again, 0);
            objects.add(new Entry(gap(), order++));
            calendar.add(gap());
        }
    }

    private long gap() {
        return (long) (random.nextExponential() * 1_000_000);
    }

    private void again(long now, int nothing) {
        agenda.add(now + gap(), again, 0);
    }

    @Benchmark
    public void heapOfFourBranches() {
        agenda.runNext();
    }

    @Benchmark
    public void heapOfObjects() {
        Entry first = objects.remove();
        objects.add(new Entry(first.at + gap(), order++));
    }

    @Benchmark
    public void calendarQueue() {
        calendar.add(calendar.take() + gap());
    }

    /// A calendar queue (Brown 1988) of times alone: as many days as events, about, each day a sorted line.
    private static final class Calendar {
        private long[][] days = new long[16][4];
        private int[] counts = new int[16];
        private long width = 1_000_000;
        private int size;
        private long today;

        void add(long at) {
            if (size > 2 * days.length) resize();
            put(at);
            size++;
        }

        private void put(long at) {
            int day = (int) (at / width) & (days.length - 1);
            if (counts[day] == days[day].length) days[day] = Arrays.copyOf(days[day], 2 * counts[day]);
            long[] line = days[day];
            int place = counts[day]++;
            while (place > 0 && line[place - 1] < at) line[place] = line[--place];
            line[place] = at;
        }

        private void resize() {
            long[][] old = days;
            int[] held = counts;
            days = new long[2 * old.length][4];
            counts = new int[days.length];
            width = Math.max(1, 1_000_000L * 2 / Math.max(1, size));
            for (int day = 0; day < old.length; day++) for (int i = 0; i < held[day]; i++) put(old[day][i]);
        }

        long take() {
            while (true) {
                int day = (int) today & (days.length - 1);
                int count = counts[day];
                if (count > 0 && days[day][count - 1] / width <= today) {
                    counts[day]--;
                    size--;
                    return days[day][count - 1];
                }
                today++;
            }
        }
    }
}
