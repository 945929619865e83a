package io.windtunnel.kernel.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a set of samples was like: count, sum, extremes, and how many fell into each bucket of a
/// logarithmic scale. Distributions add up: the sum of two is the distribution of all their samples.
/// Percentiles are within 0.8 % of the value (exact where all samples are equal); counts are not whole
/// numbers where samples carry a weight.
///
/// Thread safety: immutable.
public final class Distribution {
    public static final Distribution EMPTY =
            new Distribution(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, new int[0], new double[0], true);

    private final double count;
    private final double sum;
    private final double minimum;
    private final double maximum;
    private final int[] buckets;
    private final double[] counts;
    private final boolean shaped;

    private Distribution(
            double count, double sum, double minimum, double maximum, int[] buckets, double[] counts, boolean shaped) {
        this.count = count;
        this.sum = sum;
        this.minimum = minimum;
        this.maximum = maximum;
        this.buckets = buckets;
        this.counts = counts;
        this.shaped = shaped;
    }

    /// `count` samples of the same value.
    public static Distribution of(double value, double count) {
        if (count <= 0) return EMPTY;
        return new Distribution(
                count, value * count, value, value, new int[] {Buckets.of(value)}, new double[] {count}, true);
    }

    /// A summary of samples that are not known one by one: its percentiles are unknown, unless all were
    /// equal.
    public static Distribution summary(double count, double sum, double minimum, double maximum) {
        if (count <= 0) return EMPTY;
        if (count == 1 || minimum == maximum) {
            int[] bucket = {Buckets.of(maximum)};
            return new Distribution(count, sum, minimum, maximum, bucket, new double[] {count}, true);
        }
        return new Distribution(count, sum, minimum, maximum, new int[0], new double[0], false);
    }

    /// From a recorder's cells: `buckets` ascending, each with its count.
    static Distribution gathered(double sum, double minimum, double maximum, int[] buckets, double[] counts) {
        double count = 0;
        for (double one : counts) count += one;
        if (count == 0) return EMPTY;
        return new Distribution(count, sum, minimum, maximum, buckets, counts, true);
    }

    /// All samples of both.
    public Distribution plus(Distribution other) {
        if (count == 0) return other;
        if (other.count == 0) return this;
        int[] merged = new int[buckets.length + other.buckets.length];
        double[] weights = new double[merged.length];
        int size = 0;
        for (int i = 0, j = 0; i < buckets.length || j < other.buckets.length; size++) {
            boolean mine = j == other.buckets.length || (i < buckets.length && buckets[i] <= other.buckets[j]);
            boolean theirs = i == buckets.length || (j < other.buckets.length && other.buckets[j] <= buckets[i]);
            merged[size] = mine ? buckets[i] : other.buckets[j];
            weights[size] = (mine ? counts[i] : 0) + (theirs ? other.counts[j] : 0);
            if (mine) i++;
            if (theirs) j++;
        }
        return new Distribution(
                count + other.count,
                sum + other.sum,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum),
                Arrays.copyOf(merged, size),
                Arrays.copyOf(weights, size),
                shaped && other.shaped);
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public double count() {
        return count;
    }

    public double sum() {
        return sum;
    }

    /// The least sample; positive infinity when there is none.
    public double minimum() {
        return minimum;
    }

    /// The greatest sample; negative infinity when there is none.
    public double maximum() {
        return maximum;
    }

    /// The mean; NaN when there is no sample.
    public double average() {
        return sum / count;
    }

    /// The value that `percent` (0 to 100) of the samples do not exceed; null when it is not known or
    /// there is no sample.
    public @Nullable Double percentile(double percent) {
        if (!shaped || count == 0) return null;
        if (percent <= 0) return minimum;
        if (percent >= 100) return maximum;
        double rank = count * percent / 100;
        double seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += counts[i];
            if (seen >= rank - 1e-9) return bounded(Buckets.middle(buckets[i]));
        }
        return maximum;
    }

    /// The samples between two bounds, with how many lie outside.
    ///
    /// @param below how many samples lie below the lower bound
    /// @param count how many lie between; not whole where a bound divides a bucket
    /// @param sum of those between
    /// @param above how many lie above the upper bound
    public record Slice(double below, double count, double sum, double above) {}

    /// The samples between two percentiles; null when they are not known or there is no sample.
    public @Nullable Slice betweenPercentiles(double fromPercent, double toPercent) {
        if (!shaped || count == 0) return null;
        double from = count * fromPercent / 100;
        double to = count * toPercent / 100;
        double seen = 0;
        double taken = 0;
        double total = 0;
        for (int i = 0; i < buckets.length; i++) {
            double part = Math.min(to, seen + counts[i]) - Math.max(from, seen);
            if (part > 0) {
                taken += part;
                total += part * bounded(Buckets.middle(buckets[i]));
            }
            seen += counts[i];
        }
        return new Slice(from, taken, total, count - to);
    }

    /// The samples greater than `low` and not greater than `high`, as finely as buckets tell values apart;
    /// null when they are not known or there is no sample.
    public @Nullable Slice betweenValues(double low, double high) {
        if (!shaped || count == 0) return null;
        double below = 0;
        double taken = 0;
        double total = 0;
        double above = 0;
        for (int i = 0; i < buckets.length; i++) {
            double value = bounded(Buckets.middle(buckets[i]));
            if (low != Double.NEGATIVE_INFINITY && buckets[i] <= Buckets.of(low)) below += counts[i];
            else if (high != Double.POSITIVE_INFINITY && buckets[i] > Buckets.of(high)) above += counts[i];
            else {
                taken += counts[i];
                total += counts[i] * value;
            }
        }
        return new Slice(below, taken, total, above);
    }

    /// The mean of the samples between two percentiles; null when it is not known or there is no sample.
    public @Nullable Double trimmedMean(double fromPercent, double toPercent) {
        Slice slice = betweenPercentiles(fromPercent, toPercent);
        return slice == null || slice.count == 0 ? null : slice.sum / slice.count;
    }

    private double bounded(double value) {
        return Math.clamp(value, minimum, maximum);
    }

    @Override
    public String toString() {
        return "Distribution[count=%s, sum=%s, minimum=%s, maximum=%s]".formatted(count, sum, minimum, maximum);
    }
}
