package io.windtunnel.kernel.balance;

/// Chooses among a few things by their weights.
public final class Weights {
    private final int[] upTo;
    private final int total;

    /// Weights of zero or more. When all are zero, nothing is ever chosen.
    public Weights(int... weights) {
        upTo = new int[weights.length];
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] < 0) throw new IllegalArgumentException("a weight below zero: " + weights[i]);
            sum = Math.addExact(sum, weights[i]);
            upTo[i] = sum;
        }
        total = sum;
    }

    /// The sum of all weights.
    public int total() {
        return total;
    }

    /// The index that `draw`, a number from 0 to below [#total], falls to; -1 when all weights are zero.
    public int index(int draw) {
        for (int i = 0; i < upTo.length; i++) if (draw < upTo[i]) return i;
        return -1;
    }
}
