package io.windtunnel.kernel.statistics;

import java.util.Arrays;

/// The mean of a series whose samples depend on each other, such as the waiting times of successive customers, with a
/// confidence interval: means of long batches are nearly independent. The batches are kept at a fixed number; when they
/// are full, neighbours are joined.
///
/// Source: Law, Simulation Modeling and Analysis, section 9.5.3.
///
/// Thread safety: belongs to one thread.
public final class BatchMeans {
    private static final int BATCHES = 64;

    private final double[] sums = new double[BATCHES];
    private long batchSize = 1;
    private int full;
    private long inBatch;

    public void add(double sample) {
        if (full == BATCHES) join();
        sums[full] += sample;
        if (++inBatch < batchSize) return;
        inBatch = 0;
        full++;
    }

    private void join() {
        for (int i = 0; i < BATCHES / 2; i++) sums[i] = sums[2 * i] + sums[2 * i + 1];
        Arrays.fill(sums, BATCHES / 2, BATCHES, 0);
        full = BATCHES / 2;
        batchSize *= 2;
    }

    /// The interval of the mean, from the batches that are full.
    ///
    /// @throws IllegalStateException before there are any samples
    public Interval interval(double confidence) {
        if (full == 0) throw new IllegalStateException("no batch is full");
        double[] means = new double[full];
        for (int i = 0; i < full; i++) means[i] = sums[i] / batchSize;
        return Interval.of(means, confidence);
    }
}
