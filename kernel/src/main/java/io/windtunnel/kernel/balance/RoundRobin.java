package io.windtunnel.kernel.balance;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Each candidate in turn. One that warms up is passed over for a part of its turns: at a share of 0.25 it takes one
/// turn of four, spread evenly and not in a row.
public final class RoundRobin implements TargetChoice {
    /// The golden ratio: the fractions of its multiples spread as evenly over 0..1 as a sequence can.
    private static final double GOLDEN = 0.6180339887498949;

    private final AtomicLong turn = new AtomicLong();

    @Override
    public <C extends Candidate> C choose(List<C> candidates, long nowNanos) {
        int count = candidates.size();
        C fullest = candidates.getFirst();
        for (int tried = 0; tried < count; tried++) {
            long now = turn.getAndIncrement() & Long.MAX_VALUE;
            C candidate = candidates.get((int) (now % count));
            double share = candidate.share(nowNanos);
            if (share >= 1 || fraction(now / count * GOLDEN) < share) return candidate;
            if (share > fullest.share(nowNanos)) fullest = candidate;
        }
        return fullest;
    }

    private static double fraction(double value) {
        return value - Math.floor(value);
    }
}
