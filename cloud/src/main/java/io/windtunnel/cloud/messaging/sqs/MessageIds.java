package io.windtunnel.cloud.messaging.sqs;

/// Message ids: UUIDs, as text and as two halves.
final class MessageIds {
    private static final int DIGITS = 36;

    private MessageIds() {}

    /// @throws IllegalArgumentException when `id` is no UUID
    static long[] halves(String id) {
        if (id.length() != DIGITS) throw new IllegalArgumentException("not a message id: " + id);
        long[] halves = new long[2];
        int digit = 0;
        for (int i = 0; i < DIGITS; i++) {
            char c = id.charAt(i);
            if (c == '-') continue;
            int value = Character.digit(c, 16);
            if (value < 0 || digit == 32) throw new IllegalArgumentException("not a message id: " + id);
            halves[digit >>> 4] = halves[digit >>> 4] << 4 | value;
            digit++;
        }
        return halves;
    }

    static String text(long high, long low) {
        return new java.util.UUID(high, low).toString();
    }
}
