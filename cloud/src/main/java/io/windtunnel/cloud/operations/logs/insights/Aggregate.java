package io.windtunnel.cloud.operations.logs.insights;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A statistic over the rows of a group.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html
///
/// @param of what it is computed of; null for `count(*)`
/// @param percent of `pct`
/// @param time the place of `@timestamp`, for `earliest` and `latest`; otherwise -1
record Aggregate(Kind kind, @Nullable Expression of, double percent, int time) {
    enum Kind {
        COUNT,
        COUNT_DISTINCT,
        SUM,
        AVG,
        MIN,
        MAX,
        PCT,
        MEDIAN,
        STDDEV,
        EARLIEST,
        LATEST,
        SORTSFIRST,
        SORTSLAST;

        static Optional<Kind> find(String name) {
            for (Kind kind : values()) if (kind.name().equals(name.toUpperCase(Locale.ROOT))) return Optional.of(kind);
            return Optional.empty();
        }
    }

    /// Gathers the rows of one group.
    abstract static class Gatherer {
        abstract void add(Object value, Row row);

        abstract @Nullable Object result();
    }

    Gatherer gatherer() {
        return switch (kind) {
            case COUNT -> new Count();
            case COUNT_DISTINCT -> new Distinct();
            case SUM, AVG, STDDEV -> new Moments(kind);
            case MIN, SORTSFIRST -> new Extreme(kind == Kind.SORTSFIRST, -1);
            case MAX, SORTSLAST -> new Extreme(kind == Kind.SORTSLAST, 1);
            case PCT, MEDIAN -> new Percentile(percent);
            case EARLIEST -> new AtEnd(time, -1);
            case LATEST -> new AtEnd(time, 1);
        };
    }

    /// Adds a row to a group's gatherer.
    void gather(Gatherer gatherer, Row row) {
        Object value = of == null ? Boolean.TRUE : of.of(row);
        if (value != null) gatherer.add(value, row);
    }

    private static final class Count extends Gatherer {
        private long count;

        @Override
        void add(Object value, Row row) {
            count++;
        }

        @Override
        Object result() {
            return (double) count;
        }
    }

    private static final class Distinct extends Gatherer {
        private final Set<String> seen = new HashSet<>();

        @Override
        void add(Object value, Row row) {
            String text = Values.text(value);
            if (text != null) seen.add(text);
        }

        @Override
        Object result() {
            return (double) seen.size();
        }
    }

    /// Sum, mean and spread, by Welford's recurrence.
    private static final class Moments extends Gatherer {
        private final Kind kind;
        private long count;
        private double sum;
        private double mean;
        private double squares;

        Moments(Kind kind) {
            this.kind = kind;
        }

        @Override
        void add(Object value, Row row) {
            Double number = Values.number(value);
            if (number == null) return;
            count++;
            sum += number;
            double before = number - mean;
            mean += before / count;
            squares += before * (number - mean);
        }

        @Override
        @Nullable
        Object result() {
            if (count == 0) return null;
            return switch (kind) {
                case SUM -> (Object) sum;
                case AVG -> (Object) (sum / count);
                default -> (Object) (count == 1 ? 0.0 : Math.sqrt(squares / (count - 1)));
            };
        }
    }

    private static final class Extreme extends Gatherer {
        private final boolean asText;
        private final int direction;
        private @Nullable Object extreme;

        Extreme(boolean asText, int direction) {
            this.asText = asText;
            this.direction = direction;
        }

        @Override
        void add(Object value, Row row) {
            Object known = extreme;
            if (known == null || compare(value, known) * direction > 0) extreme = value;
        }

        private int compare(Object value, Object known) {
            if (!asText) return Values.compare(value, known);
            String text = Values.text(value);
            String other = Values.text(known);
            return text == null || other == null ? 0 : text.compareTo(other);
        }

        @Override
        @Nullable
        Object result() {
            return extreme;
        }
    }

    /// Keeps every number: 8 bytes each.
    private static final class Percentile extends Gatherer {
        private final double percent;
        private double[] numbers = new double[16];
        private int count;

        Percentile(double percent) {
            this.percent = percent;
        }

        @Override
        void add(Object value, Row row) {
            Double number = Values.number(value);
            if (number == null) return;
            if (count == numbers.length) numbers = Arrays.copyOf(numbers, count * 2);
            numbers[count++] = number;
        }

        /// The least number that at least so many percent of all do not exceed.
        @Override
        @Nullable
        Object result() {
            if (count == 0) return null;
            Arrays.sort(numbers, 0, count);
            int rank = (int) Math.ceil(percent / 100 * count);
            return (Object) numbers[Math.clamp(rank - 1, 0, count - 1)];
        }
    }

    /// The value of the first row or the last, by time.
    private static final class AtEnd extends Gatherer {
        private final int time;
        private final int direction;
        private double at = Double.NaN;
        private @Nullable Object value;

        AtEnd(int time, int direction) {
            this.time = time;
            this.direction = direction;
        }

        @Override
        void add(Object found, Row row) {
            Double when = Values.number(row.get(time));
            if (when == null || !Double.isNaN(at) && (when - at) * direction <= 0) return;
            at = when;
            value = found;
        }

        @Override
        @Nullable
        Object result() {
            return value;
        }
    }
}
