package io.windtunnel.rehearsal.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Something a design is expected to keep: `availability >= 99.9 %`, or for one stream of its traffic
/// `p99 of writers <= 250 ms`.
///
/// @param stream the name of the traffic it is about; null for all of it
/// @param bound a fraction, a count, nanoseconds, or US dollars, as `unit` says
/// @param text the promise as it was written
public record Promise(Metric metric, @Nullable String stream, Operator operator, double bound, Unit unit, String text) {
    /// How a measured value is held against the bound.
    public enum Operator {
        AT_LEAST(">="),
        AT_MOST("<="),
        ABOVE(">"),
        BELOW("<"),
        EQUAL("=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        boolean holds(double measured, double bound) {
            return switch (this) {
                case AT_LEAST -> measured >= bound;
                case AT_MOST -> measured <= bound;
                case ABOVE -> measured > bound;
                case BELOW -> measured < bound;
                case EQUAL -> measured == bound;
            };
        }

        static Operator parse(String sign) {
            for (Operator operator : values()) if (operator.sign.equals(sign)) return operator;
            return EQUAL;
        }
    }

    /// What the bound, and the value held against it, is counted in.
    public enum Unit {
        FRACTION,
        COUNT,
        NANOS,
        /// For the whole wind.
        USD,
        /// For an hour of it.
        USD_PER_HOUR,
        /// For a million requests served well.
        USD_PER_MILLION
    }

    private static final Pattern FORM =
            Pattern.compile("([A-Za-z][A-Za-z0-9.-]*)(?:\\s+of\\s+(\\S+))?\\s*(>=|<=|==|=|>|<)\\s*(.+)");

    /// Reads a promise.
    ///
    /// @throws IllegalArgumentException saying what was expected
    public static Promise parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches())
            throw new IllegalArgumentException(
                    "a promise: a metric, an operator (>= <= > < =) and a bound, such as `availability >= 99.9 %`");
        Metric metric = Metric.parse(parts.group(1));
        String stream = parts.group(2);
        if (stream != null && !metric.ofStream())
            throw new IllegalArgumentException("`" + metric.word() + "` of the whole design, not of one stream");
        Unit unit = unit(metric, parts.group(4));
        double bound = switch (unit) {
            case FRACTION -> Quantity.fraction(parts.group(4));
            case COUNT -> Quantity.count(parts.group(4));
            case NANOS -> Quantity.duration(parts.group(4)).toNanos();
            case USD, USD_PER_HOUR, USD_PER_MILLION -> Quantity.dollars(parts.group(4));
        };
        if (unit == Unit.FRACTION && bound > 1) throw new IllegalArgumentException("a percentage of at most 100 %");
        return new Promise(metric, stream, Operator.parse(parts.group(3)), bound, unit, text.strip());
    }

    private static Unit unit(Metric metric, String bound) {
        return switch (metric.form()) {
            case SHARE -> Unit.FRACTION;
            case SHARE_OR_COUNT -> Quantity.isPercentage(bound) ? Unit.FRACTION : Unit.COUNT;
            case TIME -> Unit.NANOS;
            case MONEY -> money(bound);
            case COUNT_OR_TIME -> bound.strip().matches("\\d+") ? Unit.COUNT : Unit.NANOS;
        };
    }

    private static Unit money(String bound) {
        if (bound.matches(".*/\\s*(h|hour)\\s*")) return Unit.USD_PER_HOUR;
        return bound.matches(".*/\\s*(M|million)\\s*") ? Unit.USD_PER_MILLION : Unit.USD;
    }

    /// Whether `measured`, in this promise's unit, keeps it.
    public boolean holds(double measured) {
        return operator.holds(measured, bound);
    }
}
