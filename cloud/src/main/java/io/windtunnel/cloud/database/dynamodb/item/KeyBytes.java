package io.windtunnel.cloud.database.dynamodb.item;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Key values as bytes whose unsigned order is DynamoDB's: strings by their UTF-8 bytes, numbers by value, binaries by
/// unsigned bytes. Each form says itself where it ends, so several may stand one after the other.
///
/// Strings and binaries: their bytes, a zero byte as 00 FF, then 00 00. Numbers: 0, 1 or 2 for negative, zero and
/// positive; the exponent of the first digit plus 130; pairs of digits plus one; 00. All but the first byte is inverted
/// for a negative number.
public final class KeyBytes {
    private static final int NEGATIVE = 0;
    private static final int ZERO = 1;
    private static final int POSITIVE = 2;

    private KeyBytes() {}

    /// @throws IllegalArgumentException when `value` is not of a type that keys have
    public static byte[] of(Value value) {
        return switch (value) {
            case Value.Text text -> delimited(text.text().getBytes(StandardCharsets.UTF_8));
            case Value.Binary binary -> delimited(binary.bytes());
            case Value.Number number -> number(number.value());
            case Value.Bool _,
                    Value.Null _,
                    Value.TextSet _,
                    Value.NumberSet _,
                    Value.BinarySet _,
                    Value.ListValue _,
                    Value.MapValue _ -> throw new IllegalArgumentException("no key is a " + value.type());
        };
    }

    /// The forms of `values` one after the other.
    public static byte[] of(Value... values) {
        byte[][] parts = new byte[values.length][];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = of(values[i]);
            length += parts[i].length;
        }
        byte[] all = new byte[length];
        int position = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, position, part.length);
            position += part.length;
        }
        return all;
    }

    /// What the forms of all strings or binaries that begin with `value` begin with.
    public static byte[] prefix(Value value) {
        byte[] form = of(value);
        return value instanceof Value.Number ? form : Arrays.copyOf(form, form.length - 2);
    }

    private static byte[] delimited(byte[] content) {
        int zeros = 0;
        for (byte next : content) if (next == 0) zeros++;
        byte[] form = new byte[content.length + zeros + 2];
        if (zeros == 0) {
            System.arraycopy(content, 0, form, 0, content.length);
            return form;
        }
        int position = 0;
        for (byte next : content) {
            form[position++] = next;
            if (next == 0) form[position++] = (byte) 0xFF;
        }
        return form;
    }

    private static byte[] number(BigDecimal value) {
        if (value.signum() == 0) return new byte[] {ZERO};
        String digits = value.unscaledValue().abs().toString();
        int pairs = (digits.length() + 1) / 2;
        byte[] form = new byte[pairs + 3];
        form[0] = (byte) (value.signum() < 0 ? NEGATIVE : POSITIVE);
        form[1] = (byte) (digits.length() - value.scale() - 1 - Numbers.EXPONENT_MIN);
        for (int i = 0; i < pairs; i++) {
            int tens = digits.charAt(2 * i) - '0';
            int ones = 2 * i + 1 < digits.length() ? digits.charAt(2 * i + 1) - '0' : 0;
            form[i + 2] = (byte) (tens * 10 + ones + 1);
        }
        if (value.signum() < 0) for (int i = 1; i < form.length; i++) form[i] = (byte) ~form[i];
        return form;
    }
}
