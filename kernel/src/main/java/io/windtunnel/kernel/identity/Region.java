package io.windtunnel.kernel.identity;

/// An AWS Region by its code, such as `us-east-1`.
public record Region(String code) implements Comparable<Region> {
    public static final Region US_EAST_1 = new Region("us-east-1");

    public Region {
        if (!isRegionCode(code)) throw new IllegalArgumentException("not a Region code: " + code);
    }

    /// Whether `text` has the form of a Region code: lower-case words and a digit, joined by hyphens.
    public static boolean isRegionCode(String text) {
        int number = text.lastIndexOf('-') + 1;
        int digits = text.length() - number;
        int first = text.indexOf('-');
        if (digits < 1 || digits > 2 || first < 2 || first > 4 || first == number - 1) return false;
        for (int i = number; i < text.length(); i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        for (int i = 0; i < number - 1; i++) {
            char letter = text.charAt(i);
            boolean hyphen = letter == '-' && text.charAt(i + 1) != '-';
            if (!hyphen && (letter < 'a' || letter > 'z')) return false;
        }
        return true;
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
