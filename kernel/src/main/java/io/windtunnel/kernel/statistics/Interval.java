package io.windtunnel.kernel.statistics;

/// A mean with how far the truth may lie from it.
///
/// @param halfWidth to both sides; infinite where one sample says nothing of its spread
/// @param confidence how probable it is that the truth lies within, such as 0.95
/// @param samples it was reckoned from
public record Interval(double mean, double halfWidth, double confidence, long samples) {
    /// Of independent samples, such as a figure of runs with different seeds.
    ///
    /// @throws IllegalArgumentException when there is no sample
    public static Interval of(double[] samples, double confidence) {
        if (samples.length == 0) throw new IllegalArgumentException("no sample");
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < samples.length; i++) {
            double off = samples[i] - mean;
            mean += off / (i + 1);
            squares += off * (samples[i] - mean);
        }
        return of(mean, squares, samples.length, confidence);
    }

    /// From the mean and the sum of squared deviations from it.
    static Interval of(double mean, double squares, long samples, double confidence) {
        if (samples < 2) return new Interval(mean, Double.POSITIVE_INFINITY, confidence, samples);
        double deviation = Math.sqrt(squares / (samples - 1));
        double t = StudentT.quantile((1 + confidence) / 2, samples - 1);
        return new Interval(mean, t * deviation / Math.sqrt(samples), confidence, samples);
    }

    /// Of the difference between two figures that were sampled in pairs: with the same seeds, the chance that both had
    /// in common does not widen it.
    ///
    /// @throws IllegalArgumentException when the samples are not pairs
    public static Interval ofDifference(double[] a, double[] b, double confidence) {
        if (a.length != b.length) throw new IllegalArgumentException(a.length + " samples against " + b.length);
        double[] differences = new double[a.length];
        for (int i = 0; i < a.length; i++) differences[i] = a[i] - b[i];
        return of(differences, confidence);
    }

    public double low() {
        return mean - halfWidth;
    }

    public double high() {
        return mean + halfWidth;
    }

    public boolean contains(double value) {
        return low() <= value && value <= high();
    }

    /// The half width as a share of the mean; 0 when both are 0.
    public double relativeHalfWidth() {
        return halfWidth == 0 ? 0 : halfWidth / Math.abs(mean);
    }

    /// Whether all of it lies on one side of `bound`.
    public boolean decides(double bound) {
        return low() > bound || high() < bound;
    }
}
