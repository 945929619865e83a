package io.windtunnel.wire.codec;

import io.windtunnel.wire.model.Scalar;
import io.windtunnel.wire.model.TimestampFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Scalars as texts, as they stand in headers, paths, query parameters and XML.
final class Scalars {
    private static final int EXCERPT = 80;
    /// The longest spelling of a number that is read: a longer one is malformed, not work.
    private static final int NUMBER_LENGTH = 400;

    private Scalars() {}

    /// @param format how a timestamp is written where neither member nor shape says so
    /// @throws Malformed when `text` is not a value of that kind
    static Object parse(String text, Scalar scalar, @Nullable TimestampFormat member, TimestampFormat format) {
        return switch (scalar.kind()) {
            case STRING, DOCUMENT -> text;
            case BOOLEAN -> bool(text);
            case BYTE -> (byte) whole(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SHORT -> (short) whole(text, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
            case BIG_INTEGER -> wholeNumber(decimal(text));
            case FLOAT -> (float) real(text);
            case DOUBLE -> real(text);
            case BIG_DECIMAL -> decimal(text);
            case TIMESTAMP -> Timestamps.parse(text, timestampFormat(scalar, member, format));
            case BLOB -> blob(text);
        };
    }

    /// @param format how a timestamp is written where neither member nor shape says so
    static String format(Object value, Scalar scalar, @Nullable TimestampFormat member, TimestampFormat format) {
        return switch (value) {
            case Instant moment -> Timestamps.format(moment, timestampFormat(scalar, member, format));
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case Float real -> real(real.doubleValue(), real.toString());
            case Double real -> real(real, real.toString());
            case BigDecimal decimal -> decimal.toPlainString();
            default -> value.toString();
        };
    }

    static TimestampFormat timestampFormat(Scalar scalar, @Nullable TimestampFormat member, TimestampFormat format) {
        if (member != null) return member;
        return scalar.timestampFormat() == null ? format : scalar.timestampFormat();
    }

    private static String real(double value, String text) {
        if (Double.isNaN(value)) return "NaN";
        if (Double.isInfinite(value)) return value > 0 ? "Infinity" : "-Infinity";
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static boolean bool(String text) {
        if (text.equals("true")) return true;
        if (text.equals("false")) return false;
        throw new Malformed("'%s' is not a boolean".formatted(excerpt(text)));
    }

    private static long whole(String text, long least, long greatest) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= greatest && text.charAt(0) != '+') return value;
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Malformed("'%s' is not a whole number from %d to %d".formatted(excerpt(text), least, greatest));
    }

    /// The number itself. Arithmetic on `1e-999999999` would take all memory there is.
    ///
    /// @throws Malformed when it has more than a few hundred digits before or after its point
    static BigDecimal bounded(BigDecimal number) {
        if (number.precision() > NUMBER_LENGTH || Math.abs((long) number.scale()) > NUMBER_LENGTH)
            throw new Malformed("A number has too many digits");
        return number;
    }

    /// @throws Malformed when it has a fraction
    static BigInteger wholeNumber(BigDecimal number) {
        if (number.stripTrailingZeros().scale() > 0)
            throw new Malformed("'%s' is not a whole number".formatted(number));
        return number.toBigInteger();
    }

    /// @throws Malformed when `text` is not a plain decimal number
    static BigDecimal decimal(String text) {
        try {
            if (text.length() <= NUMBER_LENGTH) return bounded(new BigDecimal(text));
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Malformed("'%s' is not a number".formatted(excerpt(text)));
    }

    /// @throws Malformed when `text` is neither a number nor one of the three names for what is none
    static double real(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> decimal(text).doubleValue();
        };
    }

    static byte[] blob(String text) {
        try {
            if (text.length() % 4 != 0) throw new IllegalArgumentException("its padding is missing");
            return Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new Malformed("A blob is not in base 64");
        }
    }

    /// The text, shortened so that an error message stays readable.
    static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "...";
    }
}
