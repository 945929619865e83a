package io.windtunnel.kernel.statistics;

/// Student's distribution of the mean of a few samples whose spread is only known from themselves.
///
/// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5 and 26.7.
public final class StudentT {
    private static final double PRECISION = 1e-13;

    private StudentT() {}

    /// The value that is not exceeded with `probability`, from above 0 to below 1.
    ///
    /// @param degreesOfFreedom at least 1: the samples less one
    public static double quantile(double probability, long degreesOfFreedom) {
        if (!(probability > 0 && probability < 1)) throw new IllegalArgumentException("probability " + probability);
        if (degreesOfFreedom < 1) throw new IllegalArgumentException("degrees of freedom " + degreesOfFreedom);
        if (probability < 0.5) return -quantile(1 - probability, degreesOfFreedom);
        double low = 0;
        double high = 1;
        while (cumulative(high, degreesOfFreedom) < probability) high *= 2;
        while (high - low > PRECISION * Math.max(1, high)) {
            double middle = (low + high) / 2;
            if (cumulative(middle, degreesOfFreedom) < probability) low = middle;
            else high = middle;
            if (middle == low && middle == high) break;
        }
        return (low + high) / 2;
    }

    /// How probable it is that `value` is not exceeded.
    static double cumulative(double value, double degreesOfFreedom) {
        double tail =
                incompleteBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + value * value)) / 2;
        return value >= 0 ? 1 - tail : tail;
    }

    /// The regularised incomplete beta function, by its continued fraction (26.5.8).
    private static double incompleteBeta(double a, double b, double x) {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, 1 - x) / b;
    }

    private static double fraction(double a, double b, double x) {
        double tiny = 1e-300;
        double c = 1;
        double d = 1 / away(1 - (a + b) * x / (a + 1), tiny);
        double value = d;
        for (int m = 1; m <= 10_000; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d, tiny);
            c = away(1 + even / c, tiny);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d, tiny);
            c = away(1 + odd / c, tiny);
            value *= d * c;
            if (Math.abs(d * c - 1) < 1e-15) break;
        }
        return value;
    }

    private static double away(double value, double tiny) {
        return Math.abs(value) < tiny ? tiny : value;
    }

    /// Stirling's series, after shifting the argument up (6.1.41).
    private static double logGamma(double x) {
        double shifted = x;
        double product = 1;
        while (shifted < 10) product *= shifted++;
        double square = 1 / (shifted * shifted);
        double series = (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / shifted;
        return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
    }
}
