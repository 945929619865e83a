package io.windtunnel.rehearsal.traffic;

import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.RateCurve;
import java.util.random.RandomGenerator;

/// When requests are due, one after the other, in scenario nanoseconds from the begin of the wind. The same curve,
/// pacing
/// and random stream give the same times.
///
/// Thread safety: belongs to one thread.
public final class Arrivals {
    /// The answer when there are no more.
    public static final long OVER = -1;

    private final RateCurve curve;
    private final Pacing pacing;
    private final RandomGenerator random;
    private double count;
    private int piece;

    public Arrivals(RateCurve curve, Pacing pacing, RandomGenerator random) {
        this.curve = curve;
        this.pacing = pacing;
        this.random = random;
        this.count = pacing == Pacing.POISSON ? random.nextExponential() : 0;
    }

    /// When the next request is due, or [#OVER].
    public long next() {
        piece = curve.pieceOf(count, piece);
        if (piece < 0) return OVER;
        long due = curve.dueNanos(count, piece);
        count += switch (pacing) {
            case EVEN -> 1;
            case POISSON -> random.nextExponential();
        };
        return due;
    }
}
