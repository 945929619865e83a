package io.windtunnel.cloud.operations.logs.insights;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An IP address, as its bytes: four or sixteen.
record Address(byte[] bytes) {
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    /// The address that a text spells; empty when it is none. Names are not looked up.
    static Optional<Address> of(@Nullable String text) {
        if (text == null || text.length() > 45) return Optional.empty();
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) return Optional.empty();
        try {
            return Optional.of(new Address(InetAddress.ofLiteral(text).getAddress()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether it lies in a block such as `10.0.0.0/8`; false when the text is none.
    boolean isIn(String block) {
        int slash = block.indexOf('/');
        if (slash < 0 || !block.substring(slash + 1).matches("\\d{1,3}")) return false;
        Optional<Address> network = of(block.substring(0, slash));
        int bits = Integer.parseInt(block.substring(slash + 1));
        if (network.isEmpty() || network.get().bytes.length != bytes.length || bits > bytes.length * 8) return false;
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (network.get().bytes[bit / 8] & mask)) return false;
        }
        return true;
    }
}
