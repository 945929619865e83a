package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.plan.TrafficPlan;
import java.util.List;

/// The traffic that is expected, second by second.
final class Forecast {
    /// The longest forecast, seconds: four days.
    private static final int MOST_SECONDS = 4 * 86_400;

    private final double[] rates;
    private final double[] unkept;
    private final int peakSecond;

    private Forecast(double[] rates, double[] unkept) {
        this.rates = rates;
        this.unkept = unkept;
        int highest = 0;
        for (int second = 0; second < rates.length; second++) if (rates[second] > rates[highest]) highest = second;
        this.peakSecond = highest;
    }

    /// The sum of all streams.
    static Forecast of(List<TrafficPlan> traffic) {
        long lasts = traffic.stream()
                .mapToLong(stream -> stream.rate().lasts().toSeconds())
                .max()
                .orElse(0);
        int seconds = Math.clamp(lasts, 1, MOST_SECONDS);
        double[] rates = new double[seconds];
        double[] unkept = new double[seconds];
        for (TrafficPlan stream : traffic) {
            for (int second = 0; second < seconds; second++) {
                double rate = stream.rate().at(second + 0.5);
                rates[second] += rate;
                if (!stream.keepAlive()) unkept[second] += rate;
            }
        }
        return new Forecast(rates, unkept);
    }

    int seconds() {
        return rates.length;
    }

    /// Requests a second.
    double at(int second) {
        return rates[second];
    }

    /// Those of them that come over a connection of their own.
    double unkeptAt(int second) {
        return unkept[second];
    }

    double peak() {
        return rates[peakSecond];
    }

    int peakSecond() {
        return peakSecond;
    }

    /// The first second in which the load is above `rate`; -1 when it never is.
    int firstAbove(double rate) {
        for (int second = 0; second < rates.length; second++) if (rates[second] > rate) return second;
        return -1;
    }
}
