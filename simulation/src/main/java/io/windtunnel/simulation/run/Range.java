package io.windtunnel.simulation.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values that a parameter of a template takes one after the other.
///
/// @param parameter its name
public record Range(String parameter, List<String> values) {
    /// The most values of one parameter: our choice.
    static final int MOST = 1_000;

    private static final Pattern NUMBERS = Pattern.compile("(-?\\d+)\\.\\.(-?\\d+)(?::(\\d+))?");

    public Range {
        values = List.copyOf(values);
    }

    /// Reads `Instances=2..20`, `Instances=2..20:3` (every third) or `Type=t3.micro|m5.large`, several with commas
    /// between.
    ///
    /// @throws IllegalArgumentException saying what was expected
    public static List<Range> parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            if (equals < 1 || equals == part.length() - 1) throw expected(part);
            String name = part.substring(0, equals).strip();
            if (ranges.stream().anyMatch(range -> range.parameter.equals(name)))
                throw new IllegalArgumentException("`" + name + "` twice");
            ranges.add(new Range(name, values(part.substring(equals + 1).strip(), part)));
        }
        return ranges;
    }

    private static List<String> values(String said, String part) {
        Matcher numbers = NUMBERS.matcher(said);
        if (!numbers.matches()) {
            List<String> values = List.of(said.split("\\|", -1));
            if (values.stream().anyMatch(String::isBlank)) throw expected(part);
            return values;
        }
        long from = Long.parseLong(numbers.group(1));
        long to = Long.parseLong(numbers.group(2));
        long step = numbers.group(3) == null ? 1 : Long.parseLong(numbers.group(3));
        if (to < from || step < 1) throw expected(part);
        if ((to - from) / step >= MOST)
            throw new IllegalArgumentException("at most " + MOST + " values of a parameter");
        List<String> values = new ArrayList<>();
        for (long value = from; value <= to; value += step) values.add(Long.toString(value));
        return values;
    }

    private static IllegalArgumentException expected(String part) {
        return new IllegalArgumentException("`" + part + "`: a parameter and its values, such as `Instances=2..20`,"
                + " `Instances=2..20:3` or `Type=t3.micro|m5.large`");
    }
}
