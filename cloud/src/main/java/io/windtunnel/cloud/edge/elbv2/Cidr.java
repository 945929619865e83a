package io.windtunnel.cloud.edge.elbv2;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A block of addresses, IPv4 or IPv6.
@SuppressWarnings("ArrayRecordComponent") // compared with contains only
record Cidr(byte[] address, int prefix) {
    /// The block that `text` names, such as `10.0.0.0/8`; null when it names none.
    static @Nullable Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) return null;
        byte[] address = bytes(text.substring(0, slash));
        if (address == null) return null;
        try {
            int prefix = Integer.parseInt(text.substring(slash + 1));
            return prefix < 0 || prefix > address.length * 8 ? null : new Cidr(address, prefix);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /// The bytes of a literal address; null when it is none. Never asks a resolver.
    static byte @Nullable [] bytes(String literal) {
        return io.netty.util.NetUtil.createByteArrayFromIpAddressString(literal);
    }

    boolean contains(String literal) {
        byte[] other = bytes(literal);
        if (other == null || other.length != address.length) return false;
        int whole = prefix / 8;
        if (!Arrays.equals(address, 0, whole, other, 0, whole)) return false;
        int rest = prefix % 8;
        return rest == 0 || (address[whole] ^ other[whole]) >> (8 - rest) == 0;
    }
}
