package io.windtunnel.simulation.model;

import io.windtunnel.kernel.statistics.Interval;
import io.windtunnel.kernel.statistics.StudentT;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What thinned traffic has met, target by target: the targets that are kept are a sample of all, in clusters of the
/// requests that each has served, and from how they differ follows how far the figures may be from those of all.
///
/// Source: Cochran, Sampling Techniques, chapter 9 (single-stage cluster sampling, clusters of about equal sizes).
///
/// Thread safety: belongs to the engine's thread.
public final class Sample {
    /// Three significant digits: finer than targets differ.
    private static final int DIGITS = 3;

    private static final class Cluster {
        private final Histogram latency = new Histogram(DIGITS);
        private long served;
        private long missed;
        private double p50;
        private double p99;
    }

    /// A figure with its interval.
    public record Figure(String name, Interval interval) {}

    private final Map<ServerModel, Cluster> clusters = new LinkedHashMap<>();

    private Cluster cluster(ServerModel server) {
        return clusters.computeIfAbsent(server, _ -> new Cluster());
    }

    void answered(@Nullable ServerModel server, long latencyNanos, int status) {
        if (server == null) return;
        Cluster cluster = cluster(server);
        if (status >= 400) {
            cluster.missed++;
            return;
        }
        cluster.served++;
        cluster.latency.recordValue(Math.max(0, latencyNanos));
    }

    void failed(@Nullable ServerModel server) {
        if (server != null) cluster(server).missed++;
    }

    /// Targets that were kept for a while.
    public int targets() {
        return clusters.size();
    }

    /// The figures' intervals.
    ///
    /// @param share of all targets that were kept: the more, the narrower
    public List<Figure> figures(double confidence, double share) {
        List<Cluster> full = new ArrayList<>();
        for (Cluster cluster : clusters.values()) {
            if (cluster.latency.getTotalCount() == 0) continue;
            cluster.p50 = cluster.latency.getValueAtPercentile(50);
            cluster.p99 = cluster.latency.getValueAtPercentile(99);
            full.add(cluster);
        }
        if (full.size() < 2) return List.of();
        return List.of(
                new Figure("availability", interval(full, Sample::availability, confidence, share)),
                new Figure("p50", interval(full, cluster -> cluster.p50, confidence, share)),
                new Figure("p99", interval(full, cluster -> cluster.p99, confidence, share)));
    }

    private static double availability(Cluster cluster) {
        return (double) cluster.served / (cluster.served + cluster.missed);
    }

    private static Interval interval(
            List<Cluster> clusters, ToDoubleFunction<Cluster> figure, double confidence, double share) {
        double weight = 0;
        double mean = 0;
        for (Cluster cluster : clusters) {
            weight += cluster.served;
            mean += figure.applyAsDouble(cluster) * cluster.served;
        }
        mean /= weight;
        double average = weight / clusters.size();
        double squares = 0;
        for (Cluster cluster : clusters) {
            double off = (figure.applyAsDouble(cluster) - mean) * cluster.served / average;
            squares += off * off;
        }
        int count = clusters.size();
        double deviation = Math.sqrt(squares / (count - 1) / count * (1 - Math.min(1, share)));
        double t = StudentT.quantile((1 + confidence) / 2, count - 1L);
        return new Interval(mean, t * deviation, confidence, count);
    }
}
