package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.kernel.statistics.Distribution;
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

    /// `tm90` or `TM(10%:90%)`: the mean of the samples between two percentiles.
    record TrimmedMean(double fromPercent, double toPercent) implements Statistic {}

    Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(\\.\\d{1,10})?|100)");
    Pattern TRIMMED = Pattern.compile("tm(\\d{1,2}(\\.\\d{1,10})?|100)");
    Pattern RANGE = Pattern.compile("TM\\((\\d{1,2}(?:\\.\\d{1,10})?)?%?:(?:(\\d{1,2}(?:\\.\\d{1,10})?|100)%)?\\)");

    /// The statistic called `text`; empty when there is none of that name, or it is not built (`TC`, `TS`, `WM`, `PR`).
    static Optional<Statistic> parse(String text) {
        for (Plain plain : Plain.values()) if (plain.text.equals(text)) return Optional.of(plain);
        if (text.equals("IQM")) return Optional.of(new TrimmedMean(25, 75));
        Matcher matcher = PERCENTILE.matcher(text);
        if (matcher.matches()) return Optional.of(new Percentile(Double.parseDouble(matcher.group(1))));
        matcher = TRIMMED.matcher(text);
        if (matcher.matches()) return Optional.of(new TrimmedMean(0, Double.parseDouble(matcher.group(1))));
        matcher = RANGE.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        return Optional.of(new TrimmedMean(percent(matcher.group(1), 0), percent(matcher.group(2), 100)));
    }

    private static double percent(@Nullable String text, double otherwise) {
        return text == null ? otherwise : Double.parseDouble(text);
    }

    /// The answer; null when there is no sample or it is not known.
    default @Nullable Double of(Distribution samples) {
        if (samples.isEmpty()) return null;
        return switch (this) {
            case Plain plain -> plain(plain, samples);
            case Percentile(double percent) -> samples.percentile(percent);
            case TrimmedMean(double from, double to) -> samples.trimmedMean(from, to);
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
}
