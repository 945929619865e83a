package io.windtunnel.rehearsal.traffic;

import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.RateCurve;
import java.util.random.RandomGenerator;

/// When requests are due, one after the other, in scenario nanoseconds from the begin of the wind. The
/// same curve, pacing and random stream give the same times.
///
/// Thread safety: belongs to one thread.
public final class Arrivals {
    private static final double NORMAL_FROM = 64;

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
        return next(1);
    }

    /// The same when only every so many requests count, on an average: after this one, `every` are passed by. Between
    /// requests so far apart lies the sum of their gaps, so that each `every`-th of all is what is drawn.
    public long next(double every) {
        piece = curve.pieceOf(count, piece);
        if (piece < 0) return OVER;
        long due = curve.dueNanos(count, piece);
        count += switch (pacing) {
            case EVEN -> every;
            case POISSON -> gaps(every);
        };
        return due;
    }

    /// The sum of `many` exponential gaps of mean one: Erlang's distribution, which is as good as normal from a few
    /// dozen on.
    private double gaps(double many) {
        if (many == 1) return random.nextExponential();
        if (many >= NORMAL_FROM) return Math.max(0, many + Math.sqrt(many) * random.nextGaussian());
        double sum = (many - Math.floor(many)) * random.nextExponential();
        for (int i = 1; i <= many; i++) sum += random.nextExponential();
        return sum;
    }
}
