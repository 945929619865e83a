package io.windtunnel.rehearsal.readiness;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What a check has found.
///
/// @param subject what it is about: a group, a load balancer, a quota
/// @param breaksAt the load at which it breaks, requests a second; NaN where load has nothing to do with it
/// @param figure what was found, with its figures
/// @param limit the limit behind it and where that comes from
/// @param remedy what to do, or where to raise the limit; empty where nothing needs doing
public record Finding(
        String check, String subject, Outcome outcome, double breaksAt, String figure, String limit, String remedy) {
    /// How bad it is.
    public enum Outcome {
        /// The design is not ready.
        BREAKS("✗"),
        /// It may break, or holds by a hair.
        RISK("!"),
        /// It cannot be reckoned.
        UNKNOWN("?"),
        /// It holds.
        HOLDS("✓");

        private final String sign;

        Outcome(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What breaks at the least load first; then what load has nothing to do with, the worst first.
    static final Comparator<Finding> FIRST_TO_BREAK = Comparator.comparing(
                    (Finding finding) -> Double.isNaN(finding.breaksAt()))
            .thenComparingDouble(Finding::breaksAt)
            .thenComparing(Finding::outcome)
            .thenComparing(Finding::check)
            .thenComparing(Finding::subject);

    static List<Finding> sorted(List<Finding> findings) {
        return findings.stream().sorted(FIRST_TO_BREAK).toList();
    }

    /// A load for people.
    static String load(double perSecond) {
        if (Double.isInfinite(perSecond)) return "any load";
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f/s" : "%,.0f/s", perSecond);
    }

    static String count(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    /// A time for people, in whole seconds or minutes.
    static String time(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) return seconds + " s";
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
