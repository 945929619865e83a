package io.windtunnel.rehearsal.plan;

import java.util.random.RandomGenerator;

/// Ranks 1 to n by Zipf's law in constant time and memory: W. Hörmann and G. Derflinger, "Rejection-inversion to
/// generate
/// variates from monotone discrete distributions" (1996). A hat over the histogram is inverted; few draws are rejected.
final class ZipfSampler {
    private final long most;
    private final double exponent;
    private final double first;
    private final double last;

    ZipfSampler(long most, double exponent) {
        this.most = most;
        this.exponent = exponent;
        this.first = area(1.5) - 1;
        this.last = area(most + 0.5);
    }

    long draw(RandomGenerator random) {
        while (true) {
            double under = last + random.nextDouble() * (first - last);
            double x = inverse(under);
            long rank = Math.clamp(Math.round(x), 1L, most);
            if (under >= area(rank + 0.5) - Math.exp(-exponent * Math.log(rank))) return rank;
        }
    }

    /// The integral of x^-exponent.
    private double area(double x) {
        double log = Math.log(x);
        double power = (1 - exponent) * log;
        return Math.abs(power) < 1e-8 ? log * (1 + power / 2) : Math.expm1(power) / (1 - exponent);
    }

    private double inverse(double area) {
        double product = area * (1 - exponent);
        double log = Math.abs(product) < 1e-8
                ? area * (1 - product / 2)
                : Math.log1p(Math.max(-1, product)) / (1 - exponent);
        return Math.exp(log);
    }
}
