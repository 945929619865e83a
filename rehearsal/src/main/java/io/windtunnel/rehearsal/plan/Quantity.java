package io.windtunnel.rehearsal.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers with units, as people write them in a rehearsal file: `45 s`, `20 ms`, `100/s`, `99.9 %`. Every refusal is
/// an
/// [IllegalArgumentException] whose message says what was expected.
public final class Quantity {
    static final String NUMBER = "(\\d+(?:[_,]\\d{3})*(?:\\.\\d+)?|\\.\\d+)";
    private static final Pattern DURATION = Pattern.compile(NUMBER + "\\s*([a-zµ]+)");
    private static final Pattern RATE =
            Pattern.compile(NUMBER + "\\s*([kKM]?)\\s*/\\s*(s|sec|second|min|minute|h|hour)");
    private static final Pattern PERCENT = Pattern.compile(NUMBER + "\\s*%");
    private static final Pattern DOLLARS = Pattern.compile(NUMBER + "\\s*USD\\s*(/\\s*(h|hour|M|million)\\s*)?");
    private static final Map<String, Long> NANOS = Map.ofEntries(
            Map.entry("ns", 1L),
            Map.entry("us", 1_000L),
            Map.entry("µs", 1_000L),
            Map.entry("ms", 1_000_000L),
            Map.entry("s", 1_000_000_000L),
            Map.entry("sec", 1_000_000_000L),
            Map.entry("seconds", 1_000_000_000L),
            Map.entry("min", 60_000_000_000L),
            Map.entry("minutes", 60_000_000_000L),
            Map.entry("m", 60_000_000_000L),
            Map.entry("h", 3_600_000_000_000L),
            Map.entry("hours", 3_600_000_000_000L),
            Map.entry("d", 86_400_000_000_000L),
            Map.entry("days", 86_400_000_000_000L));

    private Quantity() {}

    /// A span of scenario time: a number and `ns`, `us`, `ms`, `s`, `min`, `h` or `d`. Not negative.
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches())
            throw new IllegalArgumentException("a time with its unit, such as `45 s`, `20 ms` or `2 min`");
        Long unit = NANOS.get(matcher.group(2));
        if (unit == null)
            throw new IllegalArgumentException(
                    "a unit of time (ns, us, ms, s, min, h or d) instead of `" + matcher.group(2) + "`");
        return Duration.ofNanos(
                number(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue());
    }

    /// Requests per second: `100/s`, `2k/s`, `6000/min`.
    public static double perSecond(String text) {
        Matcher matcher = RATE.matcher(text.strip());
        if (!matcher.matches()) throw new IllegalArgumentException("a rate, such as `100/s`, `2k/s` or `6000/min`");
        double scale = switch (matcher.group(2)) {
            case "k", "K" -> 1e3;
            case "M" -> 1e6;
            default -> 1;
        };
        double seconds = switch (matcher.group(3).charAt(0)) {
            case 'm' -> 60;
            case 'h' -> 3600;
            default -> 1;
        };
        return number(matcher.group(1)).doubleValue() * scale / seconds;
    }

    /// A share as a fraction: `99.9 %` is 0.999.
    public static double fraction(String text) {
        Matcher matcher = PERCENT.matcher(text.strip());
        if (!matcher.matches()) throw new IllegalArgumentException("a percentage, such as `99.9 %`");
        return number(matcher.group(1)).movePointLeft(2).doubleValue();
    }

    /// Whether `text` is a percentage in form.
    public static boolean isPercentage(String text) {
        return PERCENT.matcher(text.strip()).matches();
    }

    /// A count: digits, with `_` or `,` between thousands allowed.
    public static long count(String text) {
        if (!text.strip().matches("\\d+(?:[_,]\\d{3})*"))
            throw new IllegalArgumentException("a whole number, such as `100`");
        return number(text.strip()).longValueExact();
    }

    /// An amount of US dollars: `2 USD`, `2 USD/hour`, `0.5 USD/million`; what it is paid for is not in the number.
    public static double dollars(String text) {
        Matcher matcher = DOLLARS.matcher(text.strip());
        if (!matcher.matches())
            throw new IllegalArgumentException("an amount, such as `2 USD/hour`, `0.5 USD/million` or `3 USD`");
        return number(matcher.group(1)).doubleValue();
    }

    /// A duration in the unit a person would choose: `20 ms`, `1.25 s`, `2 min`.
    public static String words(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) return "0 s";
        if (Math.abs(nanos) < 1_000_000) return trimmed(nanos / 1e3) + " µs";
        if (Math.abs(nanos) < 1_000_000_000) return trimmed(nanos / 1e6) + " ms";
        if (nanos % 60_000_000_000L == 0) return trimmed(nanos / 60e9) + " min";
        return trimmed(nanos / 1e9) + " s";
    }

    /// A number with at most two decimals and no idle zeros.
    public static String trimmed(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.1f" : "%.2f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    private static BigDecimal number(String digits) {
        return new BigDecimal(digits.replaceAll("[_,]", ""));
    }
}
