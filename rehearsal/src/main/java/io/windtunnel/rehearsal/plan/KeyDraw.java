package io.windtunnel.rehearsal.plan;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A key drawn anew for each request, written in braces within its path: `{zipf 1..100000}`.
public sealed interface KeyDraw {
    /// Keys from now on; belongs to one thread.
    LongSupplier keys(RandomGenerator random);

    /// Every key equally often.
    record Uniform(long least, long most) implements KeyDraw {
        public Uniform {
            requireRange(least, most);
        }

        @Override
        public LongSupplier keys(RandomGenerator random) {
            return () -> random.nextLong(least, most + 1);
        }
    }

    /// A few keys very often, most hardly ever: the k-th key in proportion to 1/k^exponent.
    record Zipf(long least, long most, double exponent) implements KeyDraw {
        /// The exponent of a draw that names none: the one YCSB uses.
        public static final double DEFAULT_EXPONENT = 0.99;

        public Zipf {
            requireRange(least, most);
            if (!(exponent > 0 && exponent <= 10))
                throw new IllegalArgumentException("an exponent above 0, at most 10");
        }

        @Override
        public LongSupplier keys(RandomGenerator random) {
            ZipfSampler sampler = new ZipfSampler(most - least + 1, exponent);
            return () -> least - 1 + sampler.draw(random);
        }
    }

    /// One after the other, and from the start again.
    record Sequence(long least, long most) implements KeyDraw {
        public Sequence {
            requireRange(least, most);
        }

        @Override
        public LongSupplier keys(RandomGenerator random) {
            long[] next = {least};
            return () -> {
                long key = next[0];
                next[0] = key == most ? least : key + 1;
                return key;
            };
        }
    }

    /// Reads `zipf 1..100000`, `zipf 1..100000 exponent 1.2`, `uniform 1..100` or `sequence 1..100`.
    static KeyDraw parse(String text) {
        Matcher parts = Pattern.compile("(zipf|uniform|sequence)\\s+(\\d+)\\.\\.(\\d+)(?:\\s+exponent\\s+([\\d.]+))?")
                .matcher(text.strip());
        if (!parts.matches() || (parts.group(4) != null && !parts.group(1).equals("zipf")))
            throw new IllegalArgumentException(
                    "a key draw: {zipf 1..100000}, {zipf 1..100000 exponent 1.2}, {uniform 1..100}"
                            + " or {sequence 1..100}");
        long least = Long.parseLong(parts.group(2));
        long most = Long.parseLong(parts.group(3));
        String exponent = parts.group(4);
        return switch (parts.group(1)) {
            case "zipf" ->
                new Zipf(least, most, exponent == null ? Zipf.DEFAULT_EXPONENT : Double.parseDouble(exponent));
            case "uniform" -> new Uniform(least, most);
            default -> new Sequence(least, most);
        };
    }

    private static void requireRange(long least, long most) {
        if (least < 0 || most < least) throw new IllegalArgumentException("a range whose end is not below its begin");
    }
}
