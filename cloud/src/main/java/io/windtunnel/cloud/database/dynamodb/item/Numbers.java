package io.windtunnel.cloud.database.dynamodb.item;

import io.windtunnel.wire.AwsException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// DynamoDB's numbers: 38 significant digits, from 1E-130 to 9.99...E+125 and the same below zero.
///
/// Source:
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
public final class Numbers {
    /// Significant digits a number may have.
    public static final int DIGITS = 38;
    /// The greatest exponent of a number written as d.ddd times a power of ten.
    public static final int EXPONENT_MAX = 125;
    /// The least such exponent of a number other than zero.
    public static final int EXPONENT_MIN = -130;
    /// The longest spelling that is read, in characters; guessed, so that a hostile spelling is no
    /// work.
    private static final int SPELLING_LIMIT = 1_000;

    private static final int LONG_DIGITS = 18;

    private Numbers() {}

    /// `value` without trailing zeros: one representation for each number.
    static BigDecimal normal(BigDecimal value) {
        if (value.scale() == 0 && value.precision() == 1) return value;
        if (value.signum() == 0) return BigDecimal.ZERO;
        return value.stripTrailingZeros();
    }

    /// @throws AwsException when `text` is no number, or one that DynamoDB cannot hold
    static BigDecimal parse(String text) {
        BigDecimal small = small(text);
        return small == null ? checked(spelled(text)) : small;
    }

    /// A whole number of at most 18 digits, which needs no check; null for any other text.
    private static @Nullable BigDecimal small(String text) {
        int length = text.length();
        int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (length == start || length - start > LONG_DIGITS) return null;
        long value = 0;
        for (int i = start; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return null;
            value = value * 10 + digit;
        }
        return BigDecimal.valueOf(start == 1 ? -value : value);
    }

    private static BigDecimal spelled(String text) {
        if (text.isEmpty() || text.length() > SPELLING_LIMIT) throw notNumeric(text);
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) > '~') throw notNumeric(text);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw notNumeric(text);
        }
    }

    private static AwsException notNumeric(String text) {
        if (text.isEmpty()) return AwsException.validation("The parameter cannot be converted to a numeric value");
        String excerpt = text.length() > SPELLING_LIMIT ? text.substring(0, SPELLING_LIMIT) : text;
        return AwsException.validation("The parameter cannot be converted to a numeric value: " + excerpt);
    }

    /// `value`, if DynamoDB can hold it.
    ///
    /// @throws AwsException when it is too large, too small or too precise
    public static BigDecimal checked(BigDecimal value) {
        if (value.signum() == 0) return BigDecimal.ZERO;
        long exponent = (long) value.precision() - value.scale() - 1;
        if (exponent > EXPONENT_MAX) throw overflow();
        if (exponent < EXPONENT_MIN)
            throw AwsException.validation(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        BigDecimal normal = value.stripTrailingZeros();
        if (normal.precision() > DIGITS)
            throw AwsException.validation("Attempting to store more than 38 significant digits in a Number");
        return normal;
    }

    /// The sum of two numbers. One that needs too many digits is refused as one that is too large.
    ///
    /// @throws AwsException when DynamoDB cannot hold it
    public static BigDecimal sum(BigDecimal one, BigDecimal other) {
        BigDecimal sum = one.add(other);
        if (sum.signum() != 0 && sum.stripTrailingZeros().precision() > DIGITS) throw overflow();
        return checked(sum);
    }

    private static AwsException overflow() {
        return AwsException.validation(
                "Number overflow. Attempting to store a number with magnitude larger than supported range");
    }

    static String text(BigDecimal value) {
        return value.toPlainString();
    }

    /// Bytes a number counts for: one for two digits, one more, and one more where it is negative.
    static int size(BigDecimal value) {
        if (value.signum() == 0) return 1;
        return (value.precision() + 1) / 2 + (value.signum() < 0 ? 2 : 1);
    }

    /// Whether the unscaled value of `value` is a long.
    static boolean isLong(BigDecimal value) {
        return value.precision() <= LONG_DIGITS;
    }

    static BigDecimal of(byte[] unscaled, int scale) {
        return new BigDecimal(new BigInteger(unscaled), scale);
    }
}
