package io.windtunnel.wire.validation;

import java.util.regex.Pattern;

/// A text that may be looked at only so often, so that a pattern with nested repetition cannot be made to run for ever
/// by a text chosen for that.
final class BoundedText implements CharSequence {
    /// How often each character of a text may be looked at, on average.
    private static final int LOOKS_PER_CHARACTER = 1_000;

    private static final int LEAST_LOOKS = 10_000;

    private final CharSequence text;
    private final int[] looksLeft;

    private BoundedText(CharSequence text, int[] looksLeft) {
        this.text = text;
        this.looksLeft = looksLeft;
    }

    /// Whether `pattern` is found in `text`; false too where that takes too long to say.
    static boolean find(Pattern pattern, String text) {
        int looks = LEAST_LOOKS + Math.min(text.length(), 100_000) * LOOKS_PER_CHARACTER;
        try {
            return pattern.matcher(new BoundedText(text, new int[] {looks})).find();
        } catch (TooLong e) {
            return false;
        } catch (StackOverflowError e) {
            return false; // java.util.regex recurses on the text for some patterns
        }
    }

    @Override
    public char charAt(int index) {
        if (--looksLeft[0] < 0) throw new TooLong();
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.subSequence(start, end), looksLeft);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static final class TooLong extends RuntimeException {
        TooLong() {
            super(null, null, false, false);
        }
    }
}
