package io.windtunnel.kernel.identity;

/// An AWS Region by its code, such as `us-east-1`.
public record Region(String code) implements Comparable<Region> {
    public static final Region US_EAST_1 = new Region("us-east-1");

    public Region {
        if (!isRegionCode(code)) throw new IllegalArgumentException("not a Region code: " + code);
    }

    /// Whether `text` has the form of a Region code: lower-case words and a digit, joined by hyphens.
    public static boolean isRegionCode(String text) {
        return text.matches("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}");
    }

    /// The zone of this Region with the given letter, `a` to `f`.
    public Zone zone(String letter) {
        return new Zone(this, letter);
    }

    @Override
    public int compareTo(Region other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
