package io.windtunnel.rehearsal.measure;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Counts the requests of one design, or of one stream of them, as they are sent on sockets.
///
/// Thread safety: every method may be called from any thread.
public final class Tally {
    /// Two significant digits: an error of at most 1 % in a latency.
    private static final int DIGITS = 2;

    private final @Nullable Tally whole;
    private final Counts counts = new Counts();
    private final Histogram lag = new Histogram(DIGITS);
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
        synchronized (this) {
            counts.offered(intendedNanos, 1);
            lag.recordValue(Math.max(0, lagNanos));
        }
    }

    /// A whole answer came. It counts as served well when its status is below 400.
    public void answered(long intendedNanos, long latencyNanos, int status) {
        if (whole != null) whole.answered(intendedNanos, latencyNanos, status);
        synchronized (this) {
            counts.answered(intendedNanos, latencyNanos, status, 1);
            if (status < 400) interval.recordValue(Math.max(0, latencyNanos));
        }
    }

    /// No whole answer will come, or none came in time.
    public void failed(long intendedNanos, Failure failure) {
        if (whole != null) whole.failed(intendedNanos, failure);
        synchronized (this) {
            counts.failed(intendedNanos, failure, 1);
        }
    }

    /// What has happened since this was last asked, whenever it was meant to be sent: for a live view.
    public synchronized Flow flow() {
        Flow now = new Flow(
                counts.offered() - told.offered,
                counts.served() - told.served,
                counts.missed() - told.errors,
                interval.getTotalCount() == 0 ? 0 : interval.getValueAtPercentile(99));
        told = new Flow(counts.offered(), counts.served(), counts.missed(), 0);
        interval.reset();
        return now;
    }

    /// Requests that fell due, were served well and were missed in a while, and the latency of those served.
    public record Flow(long offered, long served, long errors, long p99) {}

    /// Requests that are under way.
    public synchronized long pending() {
        return counts.offered() - counts.served() - counts.missed();
    }

    /// The seconds so far.
    public synchronized List<Second> seconds() {
        return counts.seconds();
    }

    /// Everything at once.
    public synchronized Totals totals() {
        return counts.totals(lag.getTotalCount() == 0 ? 0 : lag.getValueAtPercentile(99), lag.getMaxValue());
    }
}
