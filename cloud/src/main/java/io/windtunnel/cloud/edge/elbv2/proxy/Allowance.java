package io.windtunnel.cloud.edge.elbv2.proxy;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// A token bucket for hot paths: what is spent is only added up, and the clock is not looked at until all that was
/// allowed so far is spent. Debts are remembered up to the bucket's depth.
///
/// Thread safety: every method may be called from any thread; none locks or blocks.
final class Allowance {
    private static final double NANOS_PER_SECOND = 1e9;

    /// What may have been spent by a moment, and how that goes on from there.
    private record Limit(double allowed, double perSecond, double depth, long asOfNanos) {
        Limit until(long nowNanos, long spent) {
            if (Double.isInfinite(depth)) return this;
            long now = Math.max(nowNanos, asOfNanos);
            double gained = (now - asOfNanos) / NANOS_PER_SECOND * perSecond;
            double next = Math.clamp(allowed + gained, spent - depth, spent + depth);
            return new Limit(next, perSecond, depth, now);
        }
    }

    /// Everything may be spent.
    private static final Limit NONE = new Limit(Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, 0);

    private final AtomicLong spent = new AtomicLong();
    private final AtomicReference<Limit> limit = new AtomicReference<>(NONE);

    /// From now on `perSecond` may be spent, and `depth` at once. The first limit begins with a full bucket.
    void limit(double perSecond, double depth, long nowNanos) {
        limit.updateAndGet(before -> {
            long already = spent.get();
            double allowed = before.until(nowNanos, already).allowed();
            return new Limit(Math.min(allowed, already + depth), perSecond, depth, nowNanos);
        });
    }

    void spend(long amount) {
        spent.addAndGet(amount);
    }

    /// All that was ever spent.
    long spent() {
        return spent.get();
    }

    /// Whether anything is left without looking at the clock.
    boolean left() {
        return spent.get() < Objects.requireNonNull(limit.get()).allowed();
    }

    /// Whether anything is left at `nowNanos`.
    boolean leftAt(long nowNanos) {
        return limit.updateAndGet(before -> before.until(nowNanos, spent.get())).allowed() > spent.get();
    }
}
