package io.windtunnel.rehearsal.report;

import io.windtunnel.rehearsal.measure.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A long wind on a page of bounded size: neighbouring seconds as one point, whose counts are means of a second and
/// whose latencies are means weighted by what was served; its maximum is the highest of them.
final class Coarse {
    /// The most points of a line: what a screen shows and some more.
    static final int MOST_POINTS = 3_600;

    private Coarse() {}

    /// How many seconds a point stands for.
    static int seconds(int count) {
        return Math.max(1, (count + MOST_POINTS - 1) / MOST_POINTS);
    }

    static List<Second> of(List<Second> seconds) {
        int each = seconds(seconds.size());
        if (each == 1) return seconds;
        List<Second> points = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i += each)
            points.add(point(seconds.subList(i, Math.min(i + each, seconds.size()))));
        return points;
    }

    private static Second point(List<Second> seconds) {
        long offered = 0;
        long served = 0;
        double p50 = 0;
        double p90 = 0;
        double p99 = 0;
        long max = 0;
        Map<String, Long> errors = new TreeMap<>();
        for (Second second : seconds) {
            offered += second.offered();
            served += second.served();
            p50 += (double) second.p50() * second.served();
            p90 += (double) second.p90() * second.served();
            p99 += (double) second.p99() * second.served();
            max = Math.max(max, second.max());
            second.errors().forEach((kind, count) -> errors.merge(kind, count, Long::sum));
        }
        int count = seconds.size();
        errors.replaceAll((_, total) -> Math.ceilDiv(total, (long) count));
        double weight = Math.max(1, served);
        return new Second(
                seconds.getFirst().at(),
                Math.round((double) offered / count),
                Math.round((double) served / count),
                errors,
                (long) (p50 / weight),
                (long) (p90 / weight),
                (long) (p99 / weight),
                max,
                seconds.getFirst().firstMissNanos(),
                seconds.getLast().lastMissNanos());
    }
}
