package io.windtunnel.kernel.throughput;

/// What an on-demand table serves at once: the double of its previous peak, at least what it began with. A peak counts
/// as previous thirty minutes after it was seen, so traffic may double every thirty minutes.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
///
/// Not safe for concurrent use: its owner locks. Time is in nanoseconds.
public final class PreviousPeak {
    private static final int MINUTES = 30;
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private final double least;
    private final double[] recent = new double[MINUTES];
    private double settled;
    private long minute;
    private long second;
    private double inSecond;

    /// A table that begins with `least` units a second.
    public PreviousPeak(double least, long nowNanos) {
        this.least = least;
        this.minute = Math.floorDiv(nowNanos, MINUTE);
        this.second = Math.floorDiv(nowNanos, SECOND);
    }

    /// So many units were used now.
    public void used(double units, long nowNanos) {
        advance(nowNanos);
        inSecond += units;
    }

    /// How many units a second it serves now.
    public double ceiling(long nowNanos) {
        advance(nowNanos);
        return Math.max(least, 2 * settled);
    }

    private void advance(long nowNanos) {
        long thisSecond = Math.floorDiv(nowNanos, SECOND);
        if (thisSecond <= second) return;
        int slot = (int) Math.floorMod(minute, (long) MINUTES);
        recent[slot] = Math.max(recent[slot], inSecond);
        inSecond = 0;
        second = thisSecond;
        long thisMinute = Math.floorDiv(nowNanos, MINUTE);
        for (long next = minute + 1; next <= Math.min(thisMinute, minute + MINUTES); next++) {
            int leaving = (int) Math.floorMod(next, (long) MINUTES);
            settled = Math.max(settled, recent[leaving]);
            recent[leaving] = 0;
        }
        minute = thisMinute;
    }
}
