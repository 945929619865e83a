package io.windtunnel.rehearsal.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Counts the requests of one design, or of one stream of them, by the second of their intended send time.
///
/// Thread safety: every method may be called from any thread.
public final class Tally {
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
    }

    private final @Nullable Tally whole;
    private final List<Bucket> buckets = new ArrayList<>();
    private final Histogram latency = new Histogram(3);
    private final Histogram lag = new Histogram(DIGITS);
    private final Map<String, Long> errors = new TreeMap<>();
    private long offered;
    private long served;
    private long badAnswers;
    private final Histogram interval = new Histogram(DIGITS);
    private Flow told = new Flow(0, 0, 0, 0);

    public Tally() {
        this(null);
    }

    private Tally(@Nullable Tally whole) {
        this.whole = whole;
    }

    /// A tally of a part: what is counted there counts here too.
    public Tally part() {
        return new Tally(this);
    }

    /// A request is due. `lagNanos` is how much later than intended it was sent.
    public void offered(long intendedNanos, long lagNanos) {
        if (whole != null) whole.offered(intendedNanos, lagNanos);
        ownOffered(intendedNanos, lagNanos);
    }

    private synchronized void ownOffered(long intendedNanos, long lagNanos) {
        offered++;
        bucket(intendedNanos).offered++;
        lag.recordValue(Math.max(0, lagNanos));
    }

    /// A whole answer came. It counts as served well when its status is below 400.
    public void answered(long intendedNanos, long latencyNanos, int status) {
        if (whole != null) whole.answered(intendedNanos, latencyNanos, status);
        ownAnswered(intendedNanos, latencyNanos, status);
    }

    private synchronized void ownAnswered(long intendedNanos, long latencyNanos, int status) {
        Bucket bucket = bucket(intendedNanos);
        if (status < 400) {
            served++;
            bucket.served++;
            latency.recordValue(Math.max(0, latencyNanos));
            interval.recordValue(Math.max(0, latencyNanos));
            bucket.latency.recordValue(Math.max(0, latencyNanos));
            return;
        }
        badAnswers++;
        miss(bucket, intendedNanos, Integer.toString(status));
    }

    /// No whole answer will come, or none came in time.
    public void failed(long intendedNanos, Failure failure) {
        if (whole != null) whole.failed(intendedNanos, failure);
        ownFailed(intendedNanos, failure);
    }

    private synchronized void ownFailed(long intendedNanos, Failure failure) {
        miss(bucket(intendedNanos), intendedNanos, failure.words());
    }

    private void miss(Bucket bucket, long intendedNanos, String kind) {
        bucket.missed(intendedNanos);
        bucket.errors.merge(kind, 1L, Long::sum);
        errors.merge(kind, 1L, Long::sum);
    }

    private Bucket bucket(long intendedNanos) {
        int second = (int) (intendedNanos / 1_000_000_000L);
        while (buckets.size() <= second) buckets.add(new Bucket());
        return buckets.get(second);
    }

    /// What has happened since this was last asked, whenever it was meant to be sent: for a live view.
    public synchronized Flow flow() {
        Flow now = new Flow(
                offered - told.offered,
                served - told.served,
                missed() - told.errors,
                interval.getTotalCount() == 0 ? 0 : interval.getValueAtPercentile(99));
        told = new Flow(offered, served, missed(), 0);
        interval.reset();
        return now;
    }

    private long missed() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Requests that fell due, were served well and were missed in a while, and the latency of those served.
    public record Flow(long offered, long served, long errors, long p99) {}

    /// Requests that are under way.
    public synchronized long pending() {
        return offered - served - missed();
    }

    /// The seconds so far.
    public synchronized List<Second> seconds() {
        List<Second> seconds = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) seconds.add(buckets.get(i).second(i));
        return seconds;
    }

    /// Everything at once.
    public synchronized Totals totals() {
        return new Totals(
                offered,
                served,
                badAnswers,
                Map.copyOf(errors),
                Percentiles.of(latency),
                lag.getTotalCount() == 0 ? 0 : lag.getValueAtPercentile(99),
                lag.getMaxValue());
    }
}
