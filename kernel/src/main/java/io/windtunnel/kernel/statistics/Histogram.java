package io.windtunnel.kernel.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Gathers samples of one thread as a [Recorder] gathers those of many: a few array writes each, without a lock.
/// Magnitudes below 2^-40 count as zero in the percentiles, those above 2^62 as 2^62; sum and extremes are exact.
///
/// Thread safety: belongs to one thread.
public final class Histogram {

    private final long[] @Nullable [] octaves = new long[Buckets.OCTAVES][];
    private long zeros;
    private long count;
    private double sum;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;

    /// Takes a sample of zero or more.
    public void record(double value) {
        record(value, 1);
    }

    /// Takes `times` samples of the same value of zero or more.
    public void record(double value, long times) {
        count += times;
        sum += value * times;
        if (value < minimum) minimum = value;
        if (value > maximum) maximum = value;
        int exponent = Math.getExponent(value);
        if (exponent < Buckets.LOWEST_EXPONENT) {
            zeros += times;
            return;
        }
        int octave = Math.min(exponent, Buckets.HIGHEST_EXPONENT) - Buckets.LOWEST_EXPONENT;
        long[] page = octaves[octave];
        if (page == null) octaves[octave] = page = new long[Buckets.PARTS];
        page[Buckets.of(value) & (Buckets.PARTS - 1)] += times;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /// The samples since the last harvest.
    public Distribution harvest() {
        if (count == 0) return Distribution.EMPTY;
        int[] buckets = new int[1 + Buckets.OCTAVES * Buckets.PARTS];
        double[] counts = new double[buckets.length];
        int size = 0;
        if (zeros > 0) counts[size++] = zeros;
        for (int octave = 0; octave < Buckets.OCTAVES; octave++) {
            long[] page = octaves[octave];
            if (page == null) continue;
            int first = Buckets.of(Math.scalb(1.0, octave + Buckets.LOWEST_EXPONENT));
            for (int part = 0; part < Buckets.PARTS; part++) {
                if (page[part] == 0) continue;
                buckets[size] = first + part;
                counts[size++] = page[part];
            }
            Arrays.fill(page, 0);
        }
        Distribution all =
                Distribution.gathered(sum, minimum, maximum, Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
        zeros = 0;
        count = 0;
        sum = 0;
        minimum = Double.POSITIVE_INFINITY;
        maximum = Double.NEGATIVE_INFINITY;
        return all;
    }
}
