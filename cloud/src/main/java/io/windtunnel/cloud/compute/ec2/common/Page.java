package io.windtunnel.cloud.compute.ec2.common;

import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of a list that is sorted by key, and the token that asks for the next one (null at the end).
public record Page<T>(List<T> items, @Nullable String nextToken) {
    private static final int LEAST = 5;

    /// The page after `token` of at most `maxResults` items; all of the rest when that is null.
    ///
    /// @param items sorted by `key`
    public static <T> Page<T> of(
            List<T> items, Function<T, String> key, @Nullable Integer maxResults, @Nullable String token) {
        return of(items, key, maxResults, token, LEAST);
    }

    public static <T> Page<T> of(
            List<T> items, Function<T, String> key, @Nullable Integer maxResults, @Nullable String token, int least) {
        if (maxResults != null && maxResults < least)
            throw Refusals.invalidValue("Value ( " + maxResults
                    + " ) for parameter maxResults is invalid. Expecting a value greater than " + least + ".");
        String after = token == null || token.isEmpty() ? "" : decode(token);
        List<T> rest = after.isEmpty()
                ? items
                : items.stream()
                        .filter(item -> key.apply(item).compareTo(after) > 0)
                        .toList();
        if (maxResults == null || rest.size() <= maxResults) return new Page<>(rest, null);
        List<T> page = rest.subList(0, maxResults);
        return new Page<>(List.copyOf(page), encode(key.apply(page.getLast())));
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("after " + key).getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith("after ")) return text.substring("after ".length());
        } catch (IllegalArgumentException e) {
            throw invalidToken(token);
        }
        throw invalidToken(token);
    }

    private static AwsException invalidToken(String token) {
        return new AwsException("InvalidNextToken", "The token '" + token + "' is invalid");
    }
}
