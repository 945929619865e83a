package io.windtunnel.kernel.pattern;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One alternative of a field's pattern. Values are texts, numbers ([BigDecimal]), booleans or null.
sealed interface Matcher {
    /// Whether a value that is there matches.
    boolean matches(@Nullable Object value);

    /// The field has this value.
    record Exactly(@Nullable Object wanted) implements Matcher {
        @Override
        public boolean matches(@Nullable Object value) {
            if (wanted instanceof BigDecimal number)
                return value instanceof BigDecimal other && number.compareTo(other) == 0;
            return wanted == null ? value == null : wanted.equals(value);
        }
    }

    /// The field is there, or is not.
    record Exists(boolean wanted) implements Matcher {
        @Override
        public boolean matches(@Nullable Object value) {
            return wanted;
        }
    }

    record Prefix(String start, boolean ignoringCase) implements Matcher {
        @Override
        public boolean matches(@Nullable Object value) {
            return value instanceof String text && text.regionMatches(ignoringCase, 0, start, 0, start.length());
        }
    }

    record Suffix(String end, boolean ignoringCase) implements Matcher {
        @Override
        public boolean matches(@Nullable Object value) {
            return value instanceof String text
                    && text.regionMatches(ignoringCase, text.length() - end.length(), end, 0, end.length());
        }
    }

    record IgnoringCase(String wanted) implements Matcher {
        @Override
        public boolean matches(@Nullable Object value) {
            return value instanceof String text && text.equalsIgnoreCase(wanted);
        }
    }

    /// A text with stars in it, each of which stands for any text. A backslash takes a star's or a backslash's meaning.
    ///
    /// @param parts what stands between the stars
    record Wildcard(List<String> parts) implements Matcher {
        static Wildcard parse(String text) {
            List<String> parts = new java.util.ArrayList<>();
            StringBuilder part = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '*') {
                    if (i > 0 && text.charAt(i - 1) == '*' && part.isEmpty())
                        throw new PatternException("Consecutive wildcard characters at pos " + (i - 1));
                    parts.add(part.toString());
                    part.setLength(0);
                } else if (c == '\\') {
                    boolean escapes = i + 1 < text.length() && "*\\".indexOf(text.charAt(i + 1)) >= 0;
                    if (!escapes) throw new PatternException("Invalid escape character at pos " + i);
                    part.append(text.charAt(++i));
                } else part.append(c);
            }
            parts.add(part.toString());
            return new Wildcard(List.copyOf(parts));
        }

        @Override
        public boolean matches(@Nullable Object value) {
            if (!(value instanceof String text)) return false;
            if (parts.size() == 1) return text.equals(parts.getFirst());
            if (!text.startsWith(parts.getFirst())) return false;
            int at = parts.getFirst().length();
            for (int i = 1; i < parts.size() - 1; i++) {
                int found = text.indexOf(parts.get(i), at);
                if (found < 0) return false;
                at = found + parts.get(i).length();
            }
            String last = parts.getLast();
            return text.length() - last.length() >= at && text.endsWith(last);
        }
    }

    /// None of these.
    record AnythingBut(List<Matcher> unwanted) implements Matcher {
        @Override
        public boolean matches(@Nullable Object value) {
            for (Matcher each : unwanted) if (each.matches(value)) return false;
            return true;
        }
    }

    /// Between two bounds, or equal to both.
    record Numeric(
            @Nullable BigDecimal low,
            boolean lowIncluded,
            @Nullable BigDecimal high,
            boolean highIncluded) implements Matcher {
        static final Set<String> OPERATORS = Set.of("=", "<", "<=", ">", ">=");

        @Override
        public boolean matches(@Nullable Object value) {
            if (!(value instanceof BigDecimal number)) return false;
            if (low != null) {
                int over = number.compareTo(low);
                if (over < 0 || over == 0 && !lowIncluded) return false;
            }
            if (high == null) return true;
            int over = number.compareTo(high);
            return over < 0 || over == 0 && highIncluded;
        }
    }

    /// An address in a block.
    ///
    /// @param block the block's address, its host bits zero
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Cidr(byte[] block, int bits) implements Matcher {
        @Override
        public boolean matches(@Nullable Object value) {
            byte[] address = value instanceof String text ? Addresses.parse(text) : null;
            return address != null && address.length == block.length && Addresses.within(address, block, bits);
        }
    }
}
