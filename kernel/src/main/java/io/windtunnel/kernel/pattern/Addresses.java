package io.windtunnel.kernel.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// IP addresses as texts, without asking a resolver.
final class Addresses {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_GROUPS = 8;

    private Addresses() {}

    /// The address `text` spells; null when it is none.
    static byte @Nullable [] parse(String text) {
        return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
    }

    private static byte @Nullable [] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != IPV4_BYTES) return null;
        byte[] address = new byte[IPV4_BYTES];
        for (int i = 0; i < IPV4_BYTES; i++) {
            int value = number(parts[i], 10, 3);
            if (value < 0 || value > 255) return null;
            address[i] = (byte) value;
        }
        return address;
    }

    private static byte @Nullable [] ipv6(String text) {
        int gap = text.indexOf("::");
        String[] head = groups(gap < 0 ? text : text.substring(0, gap));
        String[] tail = gap < 0 ? new String[0] : groups(text.substring(gap + 2));
        int given = head.length + tail.length;
        if (gap < 0 ? given != IPV6_GROUPS : given >= IPV6_GROUPS) return null;
        byte[] address = new byte[2 * IPV6_GROUPS];
        boolean good = fill(address, 0, head) && fill(address, 2 * (IPV6_GROUPS - tail.length), tail);
        return good ? address : null;
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static boolean fill(byte[] address, int from, String[] groups) {
        for (int i = 0; i < groups.length; i++) {
            int value = number(groups[i], 16, 4);
            if (value < 0) return false;
            address[from + 2 * i] = (byte) (value >>> 8);
            address[from + 2 * i + 1] = (byte) value;
        }
        return true;
    }

    private static int number(String digits, int radix, int most) {
        if (digits.isEmpty() || digits.length() > most) return -1;
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0) return -1;
            value = value * radix + digit;
        }
        return value;
    }

    /// Whether the first `bits` bits of both are the same.
    static boolean within(byte[] address, byte[] block, int bits) {
        return Arrays.equals(masked(address, bits), masked(block, bits));
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            masked[i] &= (byte) (0xff << (8 - kept));
        }
        return masked;
    }
}
