package io.windtunnel.kernel.rate;

/// A token bucket: it holds at most `capacity` tokens, gains `perSecond` of them continuously, and what is taken must
/// be
/// there. API Gateway's throttles, EC2's API limits and ECS's task launches are such buckets.
///
/// Not safe for concurrent use: its owner locks. Time is passed in, in nanoseconds of [io.windtunnel.kernel.time.Time].
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double capacity;
    private final double perSecond;
    private double tokens;
    private long asOfNanos;

    /// A full bucket.
    public TokenBucket(double capacity, double perSecond, long nowNanos) {
        if (!(capacity > 0) || !(perSecond >= 0))
            throw new IllegalArgumentException("a bucket needs a capacity above 0 and a rate of at least 0");
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.tokens = capacity;
        this.asOfNanos = nowNanos;
    }

    /// Takes `count` tokens if they are there; otherwise takes none and returns false.
    public boolean take(double count, long nowNanos) {
        refill(nowNanos);
        if (tokens < count) return false;
        tokens -= count;
        return true;
    }

    /// The tokens there are now.
    public double level(long nowNanos) {
        refill(nowNanos);
        return tokens;
    }

    /// How long until `count` tokens are there, in nanoseconds: 0 when they are, [Long#MAX_VALUE] when they never will
    /// be.
    public long nanosUntil(double count, long nowNanos) {
        refill(nowNanos);
        if (tokens >= count) return 0;
        if (count > capacity || perSecond == 0) return Long.MAX_VALUE;
        return (long) Math.ceil((count - tokens) / perSecond * NANOS_PER_SECOND);
    }

    private void refill(long nowNanos) {
        if (nowNanos <= asOfNanos) return;
        tokens = Math.min(capacity, tokens + (nowNanos - asOfNanos) / NANOS_PER_SECOND * perSecond);
        asOfNanos = nowNanos;
    }
}
