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
        String bits = text.substring(slash + 1);
        if (address == null || !bits.matches("\\d{1,2}") || Integer.parseInt(bits) > 32) return null;
        return new Cidr(address, Integer.parseInt(bits));
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
        for (String octet : text.split("\\.", -1)) {
            if (!octet.matches("\\d{1,3}") || Integer.parseInt(octet) > 255) return null;
            value = value << 8 | Integer.parseInt(octet);
            octets++;
        }
        return octets == 4 ? value : null;
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
