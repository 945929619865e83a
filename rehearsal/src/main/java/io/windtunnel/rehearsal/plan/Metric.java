package io.windtunnel.rehearsal.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What can be promised of a design.
public enum Metric {
    /// Requests served well, of those offered.
    AVAILABILITY(Form.SHARE, true),
    /// Requests offered and not served well, whatever became of them.
    MISSED(Form.SHARE_OR_COUNT, false),
    /// Requests answered with an error status.
    ERRORS(Form.SHARE_OR_COUNT, false),
    /// Latency of the requests served well, from the intended send time: the median.
    P50(Form.TIME, false),
    P90(Form.TIME, false),
    P95(Form.TIME, false),
    P99(Form.TIME, false),
    P99_9(Form.TIME, false),
    MAX(Form.TIME, false),
    /// From a fault's begin until the availability promise holds again and stays so.
    RTO(Form.TIME, false),
    /// Acknowledged writes that are gone.
    RPO(Form.COUNT_OR_TIME, false),
    /// Reads that told an older state than one which was acknowledged before they began.
    STALE(Form.SHARE_OR_COUNT, false),
    /// The greatest age of the oldest message in any queue.
    QUEUE_AGE(Form.TIME, false),
    /// What was used while the wind blew, at AWS's published prices.
    COST(Form.MONEY, false);

    /// What a bound may look like.
    public enum Form {
        SHARE,
        SHARE_OR_COUNT,
        TIME,
        COUNT_OR_TIME,
        MONEY
    }

    private final Form form;
    private final boolean moreIsBetter;

    Metric(Form form, boolean moreIsBetter) {
        this.form = form;
        this.moreIsBetter = moreIsBetter;
    }

    public Form form() {
        return form;
    }

    /// Whether it can be told of one stream of traffic, and not only of a whole design.
    public boolean ofStream() {
        return switch (this) {
            case AVAILABILITY, MISSED, ERRORS, P50, P90, P95, P99, P99_9, MAX -> true;
            case RTO, RPO, STALE, QUEUE_AGE, COST -> false;
        };
    }

    /// Whether a larger figure is the better one.
    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /// The percentile of a latency metric, such as 99.9; NaN for the others.
    public double percentile() {
        return switch (this) {
            case P50 -> 50;
            case P90 -> 90;
            case P95 -> 95;
            case P99 -> 99;
            case P99_9 -> 99.9;
            case MAX -> 100;
            case AVAILABILITY, MISSED, ERRORS, RTO, RPO, STALE, QUEUE_AGE, COST -> Double.NaN;
        };
    }

    /// The name in the file, such as `p99.9` or `queue-age`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', this == P99_9 ? '.' : '-');
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Metric::word).toList();
    }

    /// @throws IllegalArgumentException when there is no such metric
    public static Metric parse(String word) {
        for (Metric metric : values()) if (metric.word().equals(word.toLowerCase(Locale.ROOT))) return metric;
        throw new IllegalArgumentException("one of " + String.join(", ", words()));
    }
}
