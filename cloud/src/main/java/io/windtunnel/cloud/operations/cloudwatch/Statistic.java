package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.kernel.statistics.Distribution;
import io.windtunnel.kernel.statistics.Distribution.Slice;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A question to a distribution of samples, by CloudWatch's name for it.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
sealed interface Statistic {
    enum Plain implements Statistic {
        SAMPLE_COUNT("SampleCount"),
        SUM("Sum"),
        AVERAGE("Average"),
        MINIMUM("Minimum"),
        MAXIMUM("Maximum");

        final String text;

        Plain(String text) {
            this.text = text;
        }
    }

    /// `p99.9`: the value which that share of the samples does not exceed.
    record Percentile(double percent) implements Statistic {}

    /// A question to the samples between two bounds: `tm90`, `TC(10%:90%)`, `PR(:300)`.
    record Trimmed(Kind kind, Bounds bounds) implements Statistic {}

    /// What is asked of the samples between the bounds.
    enum Kind {
        /// Their mean.
        TM,
        /// The mean of all, those outside counted as if they lay at the bound.
        WM,
        /// How many there are.
        TC,
        /// Their sum.
        TS,
        /// Their share of all, in percent.
        PR
    }

    /// The lower bound is not among the samples between, the upper one is.
    ///
    /// @param percent whether the bounds are percentiles; else they are values
    record Bounds(double from, double to, boolean percent) {
        static final Bounds MIDDLE_HALF = new Bounds(25, 75, true);

        @Nullable
        Slice of(Distribution samples) {
            return percent ? samples.betweenPercentiles(from, to) : samples.betweenValues(from, to);
        }

        /// The value of a bound, where samples lie beyond it.
        double edge(Distribution samples, double bound) {
            return percent ? Objects.requireNonNullElse(samples.percentile(bound), Double.NaN) : bound;
        }
    }

    Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(\\.\\d{1,10})?|100)");
    Pattern SHORT = Pattern.compile("(tm|wm|tc|ts)(\\d{1,2}(?:\\.\\d{1,10})?|100)");
    Pattern RANGE =
            Pattern.compile("(TM|WM|TC|TS|PR)\\((\\d+(?:\\.\\d{1,10})?)?(%)?:(?:(\\d+(?:\\.\\d{1,10})?)(%)?)?\\)");

    /// The statistic called `text`; empty when there is none of that name.
    static Optional<Statistic> parse(String text) {
        for (Plain plain : Plain.values()) if (plain.text.equals(text)) return Optional.of(plain);
        if (text.equals("IQM")) return Optional.of(new Trimmed(Kind.TM, Bounds.MIDDLE_HALF));
        Matcher matcher = PERCENTILE.matcher(text);
        if (matcher.matches()) return Optional.of(new Percentile(Double.parseDouble(matcher.group(1))));
        matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            Kind kind = Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
            return Optional.of(new Trimmed(kind, new Bounds(0, Double.parseDouble(matcher.group(2)), true)));
        }
        matcher = RANGE.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        Kind kind = Kind.valueOf(matcher.group(1));
        return bounds(matcher, kind).map(bounds -> new Trimmed(kind, bounds));
    }

    /// Both bounds are percentiles or neither is; a rank is of values only.
    private static Optional<Bounds> bounds(Matcher range, Kind kind) {
        String low = range.group(2);
        String high = range.group(4);
        boolean lowPercent = range.group(3) != null;
        boolean highPercent = range.group(5) != null;
        if (low == null && (lowPercent || high == null)) return Optional.empty();
        if (low != null && high != null && lowPercent != highPercent) return Optional.empty();
        boolean percent = lowPercent || highPercent;
        if (percent && kind == Kind.PR) return Optional.empty();
        double from = low != null ? Double.parseDouble(low) : percent ? 0 : Double.NEGATIVE_INFINITY;
        double to = high != null ? Double.parseDouble(high) : percent ? 100 : Double.POSITIVE_INFINITY;
        if (from >= to || percent && to > 100) return Optional.empty();
        return Optional.of(new Bounds(from, to, percent));
    }

    /// The answer; null when there is no sample or it is not known. Only the plain statistics are known
    /// where a sample is negative.
    default @Nullable Double of(Distribution samples) {
        if (samples.isEmpty()) return null;
        return switch (this) {
            case Plain plain -> plain(plain, samples);
            case Percentile _, Trimmed _ when samples.minimum() < 0 -> null;
            case Percentile(double percent) -> samples.percentile(percent);
            case Trimmed(Kind kind, Bounds bounds) -> {
                Slice slice = bounds.of(samples);
                yield slice == null ? null : between(kind, bounds, slice, samples);
            }
        };
    }

    private static double plain(Plain statistic, Distribution samples) {
        return switch (statistic) {
            case SAMPLE_COUNT -> samples.count();
            case SUM -> samples.sum();
            case AVERAGE -> samples.average();
            case MINIMUM -> samples.minimum();
            case MAXIMUM -> samples.maximum();
        };
    }

    private static @Nullable Double between(Kind kind, Bounds bounds, Slice slice, Distribution samples) {
        return switch (kind) {
            case TM -> slice.count() == 0 ? null : slice.sum() / slice.count();
            case TC -> slice.count();
            case TS -> slice.sum();
            case PR -> 100 * slice.count() / samples.count();
            case WM -> {
                double below = slice.below() == 0 ? 0 : slice.below() * bounds.edge(samples, bounds.from());
                double above = slice.above() == 0 ? 0 : slice.above() * bounds.edge(samples, bounds.to());
                yield (below + slice.sum() + above) / samples.count();
            }
        };
    }
}
