package io.windtunnel.kernel.throughput;

/// Capacity that what was not used is saved of, up to some seconds' worth. What a request costs is known only when it
/// was
/// served, so a request passes while anything is left, and what it took too much is owed: over time no more passes than
/// the rate allows.
///
/// Not safe for concurrent use: its owner locks. Time is in nanoseconds.
public final class BurstBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double seconds;
    private double perSecond;
    private double level;
    private long asOfNanos;

    /// A bucket that gains `perSecond` and saves up to `seconds` of it, with one second's worth in it.
    public BurstBucket(double perSecond, double seconds, long nowNanos) {
        if (!(perSecond >= 0) || !(seconds >= 1))
            throw new IllegalArgumentException("a bucket needs a rate of at least 0 and room for a second");
        this.perSecond = perSecond;
        this.seconds = seconds;
        this.level = perSecond;
        this.asOfNanos = nowNanos;
    }

    /// Whether a request may pass now.
    public boolean open(long nowNanos) {
        refill(nowNanos);
        return level > 0;
    }

    /// What is left; below 0 it is owed.
    public double level(long nowNanos) {
        refill(nowNanos);
        return level;
    }

    /// Takes what a request has cost.
    public void take(double units) {
        level -= units;
    }

    public double perSecond() {
        return perSecond;
    }

    /// From now on it gains so much; what was saved is kept as far as there is room for it.
    public void perSecond(double next, long nowNanos) {
        if (next == perSecond) return;
        refill(nowNanos);
        boolean first = perSecond == 0;
        perSecond = next;
        level = first ? next : Math.min(level, next * seconds);
    }

    private void refill(long nowNanos) {
        if (nowNanos <= asOfNanos) return;
        level = Math.min(perSecond * seconds, level + (nowNanos - asOfNanos) / NANOS_PER_SECOND * perSecond);
        asOfNanos = nowNanos;
    }
}
