package io.windtunnel.rehearsal.measure;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/// A latency distribution by the percentiles that a report shows, in nanoseconds; all 0 when nothing was measured.
public record Percentiles(long count, long p50, long p90, long p95, long p99, long p999, long max) {
    static Percentiles of(Histogram latency) {
        if (latency.getTotalCount() == 0) return new Percentiles(0, 0, 0, 0, 0, 0, 0);
        long[] values = Arrays.stream(new double[] {50, 90, 95, 99, 99.9})
                .mapToLong(latency::getValueAtPercentile)
                .toArray();
        return new Percentiles(
                latency.getTotalCount(), values[0], values[1], values[2], values[3], values[4], latency.getMaxValue());
    }

    /// The percentile of that rank: one of 50, 90, 95, 99, 99.9 and 100.
    public long at(double rank) {
        return switch ((int) Math.round(rank * 10)) {
            case 500 -> p50;
            case 900 -> p90;
            case 950 -> p95;
            case 990 -> p99;
            case 999 -> p999;
            case 1000 -> max;
            default -> throw new IllegalArgumentException("percentile " + rank + " is not kept");
        };
    }
}
