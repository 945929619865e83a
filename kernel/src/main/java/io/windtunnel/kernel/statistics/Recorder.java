package io.windtunnel.kernel.statistics;

import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/// Gathers samples on a hot path and gives them out as a [Distribution] now and then.
///
/// A sample is one page look-up and a few uncontended atomic additions: threads are spread over stripes, pages of
/// counts are made for the powers of two that occur. Magnitudes below 2^-40 count as zero in the percentiles, those
/// above 2^62 as 2^62; sum and extremes are exact.
///
/// Thread safety: [#record] never blocks and may be called from any thread; [#harvest] is serialised.
public final class Recorder {
    private static final int STRIPES = 4;

    private volatile Cells cells = new Cells();
    private @Nullable Cells former;
    private Distribution added = Distribution.EMPTY;

    /// Takes a sample; NaN and infinities are dropped.
    public void record(double value) {
        if (!Double.isFinite(value)) return;
        cells.add(value);
    }

    /// Takes the samples of another gathering.
    public synchronized void add(Distribution samples) {
        added = added.plus(samples);
    }

    /// The samples since the last harvest. One that is being recorded meanwhile is in this harvest or the next.
    public synchronized Distribution harvest() {
        Distribution late = former == null ? added : former.drain().plus(added); // of those who still held it
        added = Distribution.EMPTY;
        Cells full = cells;
        former = null;
        if (!full.touched) return late;
        cells = new Cells();
        former = full;
        return full.drain().plus(late);
    }

    private static final class Cells {
        private final DoubleAdder sum = new DoubleAdder();
        private final DoubleAccumulator minimum = new DoubleAccumulator(Math::min, Double.POSITIVE_INFINITY);
        private final DoubleAccumulator maximum = new DoubleAccumulator(Math::max, Double.NEGATIVE_INFINITY);
        private final AtomicReferenceArray<AtomicLongArray> pages =
                new AtomicReferenceArray<>(STRIPES * Buckets.OCTAVES * 2);
        private volatile boolean touched;

        void add(double value) {
            sum.add(value);
            minimum.accumulate(value);
            maximum.accumulate(value);
            int exponent = Math.clamp(Math.getExponent(value), Buckets.LOWEST_EXPONENT - 1, Buckets.HIGHEST_EXPONENT);
            int part = exponent < Buckets.LOWEST_EXPONENT ? 0 : Math.abs(Buckets.of(value)) & (Buckets.PARTS - 1);
            int octave = Math.max(0, exponent - Buckets.LOWEST_EXPONENT) + (value < 0 ? Buckets.OCTAVES : 0);
            int stripe = (int) Thread.currentThread().threadId() & (STRIPES - 1);
            page(stripe * Buckets.OCTAVES * 2 + octave)
                    .getAndIncrement(exponent < Buckets.LOWEST_EXPONENT ? Buckets.PARTS : part);
            if (!touched) touched = true;
        }

        private AtomicLongArray page(int index) {
            AtomicLongArray page = pages.get(index);
            if (page != null) return page;
            AtomicLongArray fresh = new AtomicLongArray(Buckets.PARTS + 1); // the last is for what counts as zero
            return pages.compareAndSet(index, null, fresh) ? fresh : pages.get(index);
        }

        Distribution drain() {
            if (!touched) return Distribution.EMPTY;
            TreeMap<Integer, Double> found = new TreeMap<>();
            for (int i = 0; i < pages.length(); i++) {
                AtomicLongArray page = pages.get(i);
                if (page != null) drain(page, i % (Buckets.OCTAVES * 2), found);
            }
            int[] buckets = found.keySet().stream().mapToInt(Integer::intValue).toArray();
            double[] counts =
                    found.values().stream().mapToDouble(Double::doubleValue).toArray();
            return Distribution.gathered(
                    sum.sumThenReset(), minimum.getThenReset(), maximum.getThenReset(), buckets, counts);
        }

        private static void drain(AtomicLongArray page, int octave, TreeMap<Integer, Double> into) {
            boolean negative = octave >= Buckets.OCTAVES;
            int exponent = (negative ? octave - Buckets.OCTAVES : octave) + Buckets.LOWEST_EXPONENT;
            int first = Buckets.of(Math.scalb(1.0, exponent));
            for (int part = 0; part <= Buckets.PARTS; part++) {
                if (page.get(part) == 0) continue;
                int bucket = part == Buckets.PARTS ? 0 : first + part;
                into.merge(negative ? -bucket : bucket, (double) page.getAndSet(part, 0), Double::sum);
            }
        }
    }
}
