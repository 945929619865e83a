package io.windtunnel.rehearsal.plan;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long something takes: always the same, or drawn anew each time. Durations are scenario time.
public sealed interface Distribution {
    /// One draw, in nanoseconds.
    long drawNanos(RandomGenerator random);

    /// One draw.
    default Duration draw(RandomGenerator random) {
        return Duration.ofNanos(drawNanos(random));
    }

    /// The mean, by which capacity is reckoned.
    Duration mean();

    /// Always `value`.
    record Constant(Duration value) implements Distribution {
        public Constant {
            if (value.isNegative()) throw new IllegalArgumentException("a time that is not negative");
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return value.toNanos();
        }

        @Override
        public Duration mean() {
            return value;
        }

        @Override
        public String toString() {
            return Quantity.words(value);
        }
    }

    /// Exponential with the given mean: the service times of textbook queues.
    record Exponential(Duration mean) implements Distribution {
        public Exponential {
            requirePositive(mean);
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return (long) (random.nextExponential() * mean.toNanos());
        }

        @Override
        public String toString() {
            return "exponential " + Quantity.words(mean);
        }
    }

    /// Lognormal by its median and the standard deviation of its logarithm: what measured service times look like.
    record Lognormal(Duration median, double sigma) implements Distribution {
        /// The standard normal's 99th percentile.
        private static final double Z99 = 2.3263478740408408;

        public Lognormal {
            requirePositive(median);
            if (!(sigma > 0 && sigma <= 5)) throw new IllegalArgumentException("a sigma above 0, at most 5");
        }

        /// The lognormal that has this median and this 99th percentile.
        static Lognormal through(Duration p50, Duration p99) {
            requirePositive(p50);
            if (p99.compareTo(p50) <= 0) throw new IllegalArgumentException("a p99 above the p50");
            return new Lognormal(p50, Math.log((double) p99.toNanos() / p50.toNanos()) / Z99);
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return (long) (median.toNanos() * Math.exp(sigma * random.nextGaussian()));
        }

        @Override
        public Duration mean() {
            return Duration.ofNanos((long) (median.toNanos() * Math.exp(sigma * sigma / 2)));
        }

        @Override
        public String toString() {
            return "lognormal " + Quantity.words(median) + " sigma " + Quantity.trimmed(sigma);
        }
    }

    /// Anything between two times, all equally likely.
    record Uniform(Duration least, Duration most) implements Distribution {
        public Uniform {
            if (least.isNegative() || most.compareTo(least) <= 0)
                throw new IllegalArgumentException("a uniform range whose end is above its begin");
        }

        @Override
        public long drawNanos(RandomGenerator random) {
            return random.nextLong(least.toNanos(), most.toNanos() + 1);
        }

        @Override
        public Duration mean() {
            return least.plus(most).dividedBy(2);
        }

        @Override
        public String toString() {
            return "uniform " + Quantity.words(least) + ".." + Quantity.words(most);
        }
    }

    Distribution NONE = new Constant(Duration.ZERO);

    /// Reads `20 ms`, `exponential 20 ms`, `lognormal 20 ms sigma 0.5`, `p50 20 ms p99 200 ms` or `uniform 10 ms..30
    /// ms`.
    static Distribution parse(String text) {
        String said = text.strip();
        String[] words = said.split("\\s+", 2);
        String rest = words.length == 2 ? words[1] : "";
        return switch (words[0]) {
            case "constant" -> new Constant(Quantity.duration(rest));
            case "exponential" -> new Exponential(Quantity.duration(rest));
            case "lognormal" -> lognormal(rest);
            case "p50" -> percentiles(rest);
            case "uniform" -> uniform(rest);
            default -> constant(said);
        };
    }

    private static Distribution constant(String text) {
        if (!text.isEmpty() && Character.isDigit(text.charAt(0))) return new Constant(Quantity.duration(text));
        throw new IllegalArgumentException("a time such as `20 ms`, or a distribution: `exponential 20 ms`, "
                + "`lognormal 20 ms sigma 0.5`, `p50 20 ms p99 200 ms`, `uniform 10 ms..30 ms`");
    }

    private static Distribution lognormal(String text) {
        Matcher matcher = Pattern.compile("(?:median\\s+)?(.+?),?\\s+sigma\\s+" + Quantity.NUMBER)
                .matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException("`lognormal MEDIAN sigma NUMBER`");
        return new Lognormal(Quantity.duration(matcher.group(1)), Double.parseDouble(matcher.group(2)));
    }

    private static Distribution percentiles(String text) {
        Matcher matcher = Pattern.compile("(.+?),?\\s+p99\\s+(.+)").matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException("`p50 TIME p99 TIME`");
        return Lognormal.through(Quantity.duration(matcher.group(1)), Quantity.duration(matcher.group(2)));
    }

    private static Distribution uniform(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length != 2) throw new IllegalArgumentException("`uniform TIME..TIME`");
        return new Uniform(Quantity.duration(ends[0]), Quantity.duration(ends[1]));
    }

    private static void requirePositive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) throw new IllegalArgumentException("a time above zero");
    }
}
