package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Refusals;
import org.jspecify.annotations.Nullable;

/// An IPv4 block: its first address as a number, and how many leading bits are fixed.
public record Cidr(int base, int bits) {
    public Cidr {
        if (bits < 0 || bits > 32) throw new IllegalArgumentException("prefix length " + bits);
        base = base & mask(bits);
    }

    private static int mask(int bits) {
        return bits == 0 ? 0 : -1 << (32 - bits);
    }

    /// The block that `text` spells, or null when it spells none. Host bits are cleared, as AWS does.
    public static @Nullable Cidr parse(@Nullable String text) {
        if (text == null) return null;
        int slash = text.indexOf('/');
        if (slash < 0) return null;
        Integer address = address(text.substring(0, slash));
        int bits = number(text, slash + 1, text.length(), 2);
        if (address == null || bits < 0 || bits > 32) return null;
        return new Cidr(address, bits);
    }

    /// The block of a request's parameter.
    ///
    /// @throws io.windtunnel.wire.AwsException `InvalidParameterValue` when it is none
    public static Cidr of(@Nullable String text, String parameter) {
        Cidr cidr = parse(text);
        if (cidr == null) throw Refusals.invalidValue(parameter, text, "This is not a valid CIDR block.");
        return cidr;
    }

    /// The number of an address such as `10.0.1.23`, or null when `text` is none.
    public static @Nullable Integer address(String text) {
        int value = 0;
        int octets = 0;
        int start = 0;
        while (start <= text.length()) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            int octet = number(text, start, end, 3);
            if (octet < 0 || octet > 255) return null;
            value = value << 8 | octet;
            octets++;
            start = end + 1;
        }
        return octets == 4 ? value : null;
    }

    /// The number that the 1 to `most` digits of a part of `text` spell; -1 when it is none. Every connection's
    /// address is read by it.
    private static int number(String text, int start, int end, int most) {
        if (end == start || end - start > most) return -1;
        int value = 0;
        for (int at = start; at < end; at++) {
            char digit = text.charAt(at);
            if (digit < '0' || digit > '9') return -1;
            value = 10 * value + digit - '0';
        }
        return value;
    }

    /// The usual writing of an address's number.
    public static String text(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    /// How many addresses it has.
    public long size() {
        return 1L << (32 - bits);
    }

    public boolean contains(int address) {
        return (address & mask(bits)) == base;
    }

    public boolean contains(Cidr other) {
        return other.bits >= bits && contains(other.base);
    }

    public boolean overlaps(Cidr other) {
        return contains(other.base) || other.contains(base);
    }

    @Override
    public String toString() {
        return text(base) + "/" + bits;
    }
}
