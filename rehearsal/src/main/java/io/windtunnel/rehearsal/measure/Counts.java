package io.windtunnel.rehearsal.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Counts requests by the second of their intended send time. A request may stand for many alike: its weight says for
/// how many.
///
/// Thread safety: belongs to one thread at a time.
public final class Counts {
    private static final long SECOND = 1_000_000_000L;

    /// Two significant digits: an error of at most 1 % in a latency.
    private static final int DIGITS = 2;

    private static final class Bucket {
        private long offered;
        private long served;
        private long firstMiss = -1;
        private long lastMiss = -1;
        private final Map<String, Long> errors = new TreeMap<>();
        private final Histogram latency = new Histogram(DIGITS);

        private void missed(long intendedNanos) {
            if (firstMiss < 0 || intendedNanos < firstMiss) firstMiss = intendedNanos;
            if (intendedNanos > lastMiss) lastMiss = intendedNanos;
        }

        private Second second(int at) {
            return new Second(
                    at,
                    offered,
                    served,
                    errors,
                    percentile(50),
                    percentile(90),
                    percentile(99),
                    latency.getMaxValue(),
                    firstMiss,
                    lastMiss);
        }

        private long percentile(double rank) {
            return served == 0 ? 0 : latency.getValueAtPercentile(rank);
        }

        private void empty() {
            offered = 0;
            served = 0;
            firstMiss = -1;
            lastMiss = -1;
            errors.clear();
            latency.reset();
        }
    }

    private final List<Second> settled = new ArrayList<>();
    private final ArrayList<Bucket> buckets = new ArrayList<>();
    private final ArrayList<Bucket> spare = new ArrayList<>();
    private final Histogram latency = new Histogram(3);
    private final Map<String, Long> errors = new TreeMap<>();
    private long offered;
    private long served;
    private long badAnswers;
    private long missed;
    private int hotSecond = -1;
    private @Nullable Bucket hot;

    /// A request is due.
    public void offered(long intendedNanos, long weight) {
        offered += weight;
        bucket(intendedNanos).offered += weight;
    }

    /// A whole answer came. It counts as served well when its status is below 400.
    public void answered(long intendedNanos, long latencyNanos, int status, long weight) {
        Bucket bucket = bucket(intendedNanos);
        if (status >= 400) {
            badAnswers += weight;
            miss(bucket, intendedNanos, Integer.toString(status), weight);
            return;
        }
        served += weight;
        bucket.served += weight;
        long told = Math.max(0, latencyNanos);
        if (weight == 1) {
            latency.recordValue(told);
            bucket.latency.recordValue(told);
        } else {
            latency.recordValueWithCount(told, weight);
            bucket.latency.recordValueWithCount(told, weight);
        }
    }

    /// No whole answer will come, or none came in time.
    public void failed(long intendedNanos, Failure failure, long weight) {
        miss(bucket(intendedNanos), intendedNanos, failure.words(), weight);
    }

    private void miss(Bucket bucket, long intendedNanos, String kind, long weight) {
        missed += weight;
        bucket.missed(intendedNanos);
        bucket.errors.merge(kind, weight, Long::sum);
        errors.merge(kind, weight, Long::sum);
    }

    private Bucket bucket(long intendedNanos) {
        int second = (int) (intendedNanos / SECOND);
        Bucket same = hot;
        if (second == hotSecond && same != null) return same;
        int index = second - settled.size();
        if (index < 0) throw new IllegalArgumentException("second " + second + " is settled");
        while (buckets.size() <= index) buckets.add(spare.isEmpty() ? new Bucket() : spare.removeLast());
        hotSecond = second;
        return hot = buckets.get(index);
    }

    /// Nothing will be counted any more for requests that were meant to be sent before `intendedNanos`: what their
    /// seconds need of memory shrinks to their figures.
    public void settle(long intendedNanos) {
        long second = intendedNanos / SECOND;
        int done = (int) Math.min(second - settled.size(), buckets.size());
        if (done <= 0) return;
        List<Bucket> over = buckets.subList(0, done);
        for (Bucket bucket : over) {
            settled.add(bucket.second(settled.size()));
            bucket.empty();
            spare.add(bucket);
        }
        over.clear();
        hot = null;
    }

    public long offered() {
        return offered;
    }

    public long served() {
        return served;
    }

    public long missed() {
        return missed;
    }

    /// The seconds so far.
    public List<Second> seconds() {
        List<Second> seconds = new ArrayList<>(settled);
        for (Bucket bucket : buckets) seconds.add(bucket.second(seconds.size()));
        return seconds;
    }

    /// Everything at once.
    ///
    /// @param lagP99Nanos how late the generator sent, 99th percentile
    /// @param lagMaxNanos how late it sent at worst
    public Totals totals(long lagP99Nanos, long lagMaxNanos) {
        return new Totals(
                offered, served, badAnswers, Map.copyOf(errors), Percentiles.of(latency), lagP99Nanos, lagMaxNanos);
    }
}
