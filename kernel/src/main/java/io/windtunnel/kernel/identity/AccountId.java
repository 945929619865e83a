package io.windtunnel.kernel.identity;

/// An AWS account: exactly twelve decimal digits.
public record AccountId(String digits) implements Comparable<AccountId> {
    /// The account of a client whose access key names no other.
    public static final AccountId DEFAULT = new AccountId("000000000000");

    public AccountId {
        if (!isAccountId(digits)) throw new IllegalArgumentException("not a 12-digit account id: " + digits);
    }

    /// Whether `text` is twelve decimal digits.
    public static boolean isAccountId(String text) {
        if (text.length() != 12) return false;
        for (int i = 0; i < 12; i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        return true;
    }

    @Override
    public int compareTo(AccountId other) {
        return digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return digits;
    }
}
