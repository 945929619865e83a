package io.windtunnel.cloud.edge.elbv2.proxy;

import java.util.Locale;

/// A pattern in which `*` stands for any text and `?` for one character. Matching takes no more than the product of
/// both
/// lengths, whatever the pattern.
public record Wildcard(String pattern, boolean anyCase) {
    public Wildcard {
        if (anyCase) pattern = pattern.toLowerCase(Locale.ROOT);
    }

    public boolean matches(String text) {
        return matchesPlain(anyCase ? text.toLowerCase(Locale.ROOT) : text);
    }

    private boolean matchesPlain(String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int starText = 0;
        while (at < text.length()) {
            char expected = in < pattern.length() ? pattern.charAt(in) : 0;
            if (in < pattern.length() && expected == '*') {
                star = in++;
                starText = at;
            } else if (in < pattern.length() && (expected == '?' || expected == text.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++starText;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') in++;
        return in == pattern.length();
    }
}
