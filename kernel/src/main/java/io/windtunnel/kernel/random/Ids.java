package io.windtunnel.kernel.random;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Identifiers in the shapes AWS gives them, drawn from a random stream.
///
/// Thread safety: every method may be called from any thread.
public final class Ids {
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final RandomGenerator random;

    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /// A resource id such as `vpc-0a1b2c3d4e5f60718`: the prefix, a hyphen and seventeen hexadecimal digits.
    public String resource(String prefix) {
        return prefix + "-0" + hex(16);
    }

    /// `digits` hexadecimal digits in lower case.
    public String hex(int digits) {
        byte[] bytes = new byte[(digits + 1) / 2];
        synchronized (this) {
            random.nextBytes(bytes);
        }
        return HexFormat.of().formatHex(bytes).substring(0, digits);
    }

    /// A version-4 UUID in its usual form.
    public String uuid() {
        String hex = hex(32);
        char variant = "89ab".charAt(Character.digit(hex.charAt(16), 16) & 3);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-4" + hex.substring(13, 16) + "-" + variant
                + hex.substring(17, 20) + "-" + hex.substring(20);
    }

    /// `length` letters and digits in lower case.
    public String lower(int length) {
        return draw(LOWER, length);
    }

    /// `length` characters of base 32 in upper case, as in IAM's unique ids.
    public String upper(int length) {
        return draw(UPPER, length);
    }

    private synchronized String draw(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        return text.toString();
    }
}
