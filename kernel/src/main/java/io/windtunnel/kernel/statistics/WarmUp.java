package io.windtunnel.kernel.statistics;

/// How much of the begin of a series is not yet what it settles to: MSER-5 drops as many batches of five as make the
/// mean of the rest surest.
///
/// Source: White, An effective truncation heuristic for bias reduction in simulation output, Simulation 69 (1997).
public final class WarmUp {
    private static final int BATCH = 5;

    private WarmUp() {}

    /// How many of the first samples to leave out; -1 where the series does not settle: the best cut lies in its second
    /// half, or it is too short to tell.
    public static int cut(double[] series) {
        int batches = series.length / BATCH;
        if (batches < 4) return -1;
        double[] means = new double[batches];
        for (int i = 0; i < series.length / BATCH * BATCH; i++) means[i / BATCH] += series[i] / BATCH;
        double sum = 0;
        double squares = 0;
        double least = Double.POSITIVE_INFINITY;
        int best = 0;
        for (int first = batches - 1; first >= 0; first--) {
            sum += means[first];
            squares += means[first] * means[first];
            int count = batches - first;
            if (count < 2) continue;
            double spread = Math.max(0, squares - sum * sum / count) / ((double) count * count);
            if (spread <= least) {
                least = spread;
                best = first;
            }
        }
        return best > batches / 2 ? -1 : best * BATCH;
    }
}
