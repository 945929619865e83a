package io.windtunnel.kernel.throughput;

import java.util.OptionalLong;

/// Where in a partition's range of hashes the load falls, and whether it is time to split it: a partition that was
/// throttled by its own limit for some minutes in a row is cut where that halves its load. A load that is one key's
/// cannot be halved.
///
/// Not safe for concurrent use: its owner locks.
public final class PartitionHeat {
    /// How many minutes of throttles in a row it takes: a guess; AWS says minutes.
    public static final int MINUTES = 2;

    /// Into how many parts of the same width the range is divided for counting.
    private static final int PARTS = 64;

    /// The share of the load above which one key is taken to be the whole load.
    private static final double ONE_KEY = 0.9;

    private final long first;
    private final long width;
    private final double[] parts = new double[PARTS];
    private double total;
    private long candidate;
    private double lead;
    private double candidateSeen;
    private int hotMinutes;
    private boolean throttled;

    /// The heat of the hashes from `first` to `last`, unsigned and both included.
    public PartitionHeat(long first, long last) {
        this.first = first;
        this.width = Math.max(1, Long.divideUnsigned(last - first, PARTS) + 1);
    }

    /// A request for `hash` has used so many units.
    public void used(long hash, double units) {
        int part = (int) Math.min(PARTS - 1, Long.divideUnsigned(hash - first, width));
        parts[part] += units;
        total += units;
        if (hash == candidate) {
            lead += units;
            candidateSeen += units;
        } else if (lead >= units) {
            lead -= units;
        } else {
            candidate = hash;
            lead = units - lead;
            candidateSeen = units;
        }
    }

    /// A request was refused because of the partition's own limit.
    public void throttled() {
        throttled = true;
    }

    /// Ends a minute: the hash from which on the upper half should be, when the partition should be split.
    public OptionalLong decide() {
        hotMinutes = throttled ? hotMinutes + 1 : 0;
        OptionalLong cut = hotMinutes < MINUTES ? OptionalLong.empty() : cut();
        throttled = false;
        java.util.Arrays.fill(parts, 0);
        total = 0;
        lead = 0;
        candidateSeen = 0;
        return cut;
    }

    private OptionalLong cut() {
        if (total == 0 || candidateSeen > ONE_KEY * total || width <= 1) return OptionalLong.empty();
        double below = 0;
        int best = 1;
        double bestDifference = Double.MAX_VALUE;
        for (int i = 1; i < PARTS; i++) {
            below += parts[i - 1];
            double difference = Math.abs(total - 2 * below);
            if (difference < bestDifference) {
                bestDifference = difference;
                best = i;
            }
        }
        return OptionalLong.of(first + best * width);
    }
}
