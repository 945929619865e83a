package io.windtunnel.kernel.statistics;

/// Buckets of a logarithmic scale, by number: each power of two is divided into 64 equal parts, so that a bucket is at
/// most 1/64 of its values wide and its middle is within 0.8 % of each of them. Numbers are in the order of the values;
/// zero is bucket 0, negative values have negative numbers.
final class Buckets {
    static final int PARTS = 64;

    /// Magnitudes below 2^-40 count as zero where samples are gathered by powers of two, those above 2^62 as 2^62.
    static final int LOWEST_EXPONENT = -40;

    static final int HIGHEST_EXPONENT = 62;
    static final int OCTAVES = HIGHEST_EXPONENT - LOWEST_EXPONENT + 1;
    private static final int DROPPED_BITS = 52 - 6;

    private Buckets() {}

    static int of(double value) {
        int magnitude = (int) (Double.doubleToRawLongBits(Math.abs(value)) >>> DROPPED_BITS);
        return value < 0 ? -magnitude : magnitude;
    }

    /// The middle of a bucket.
    static double middle(int bucket) {
        if (bucket == 0) return 0;
        long magnitude = Math.abs((long) bucket);
        double low = Double.longBitsToDouble(magnitude << DROPPED_BITS);
        double high = Double.longBitsToDouble((magnitude + 1) << DROPPED_BITS);
        double middle = Double.isInfinite(high) ? low : low + (high - low) / 2;
        return bucket < 0 ? -middle : middle;
    }
}
