package io.windtunnel.kernel.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// The values that one field of a cron expression allows.
///
/// @param any whether it is a star, which in the two day fields leaves the choice to the other one
record CronField(BitSet values, boolean any) {
    /// A field's range and names.
    enum Kind {
        MINUTE(0, 59, List.of()),
        HOUR(0, 23, List.of()),
        DAY_OF_MONTH(1, 31, List.of()),
        MONTH(1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
        /// Sunday is 0, and 7 too.
        DAY_OF_WEEK(0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")),
        /// The day of the week in AWS's own cron: Sunday is 1.
        AWS_DAY_OF_WEEK(1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")),
        YEAR(1970, 2199, List.of());

        private final int least;
        private final int most;
        private final List<String> names;

        Kind(int least, int most, List<String> names) {
            this.least = least;
            this.most = most;
            this.names = names;
        }

        int value(String text) {
            int name = names.indexOf(text.toUpperCase(Locale.ROOT));
            if (name >= 0) return name + least;
            if (!text.matches("\\d{1,4}")) throw new IllegalArgumentException("'" + text + "' is no " + this);
            int value = Integer.parseInt(text);
            if (value < least || value > most)
                throw new IllegalArgumentException(this + " " + value + " is not in " + least + "-" + most);
            return value;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /// Reads a field: stars, numbers, names, ranges, steps and lists of them.
    ///
    /// @throws IllegalArgumentException when it is none, with what is wrong
    static CronField parse(Kind kind, String text) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) add(kind, part, values);
        if (kind == Kind.DAY_OF_WEEK && values.get(7)) values.set(0);
        return new CronField(values, text.startsWith("*"));
    }

    private static void add(Kind kind, String part, BitSet values) {
        String[] stepped = part.split("/", -1);
        if (stepped.length > 2) throw new IllegalArgumentException("'" + part + "' is no " + kind);
        int step = stepped.length == 1 ? 1 : step(kind, stepped[1]);
        String[] range = stepped[0].split("-", -1);
        if (range.length > 2) throw new IllegalArgumentException("'" + part + "' is no " + kind);
        int from = stepped[0].equals("*") ? kind.least : kind.value(range[0]);
        int to = range.length == 2 ? kind.value(range[1]) : from;
        if (stepped[0].equals("*") || (range.length == 1 && stepped.length == 2))
            to = kind == Kind.DAY_OF_WEEK ? 6 : kind.most;
        if (from > to) throw new IllegalArgumentException("'" + part + "' runs backwards");
        for (int value = from; value <= to; value += step) values.set(value);
    }

    private static int step(Kind kind, String text) {
        if (!text.matches("\\d{1,2}") || Integer.parseInt(text) == 0)
            throw new IllegalArgumentException("'" + text + "' is no step of a " + kind);
        return Integer.parseInt(text);
    }

    boolean allows(int value) {
        return values.get(value);
    }
}
