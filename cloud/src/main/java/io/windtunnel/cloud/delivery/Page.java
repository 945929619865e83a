package io.windtunnel.cloud.delivery;

import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of a list that is sorted by name.
public record Page<T>(List<T> items, @Nullable String next) {
    private static final int MOST = 100;

    /// @param prefix only names that begin so; null for all
    public static <T> Page<T> of(
            List<T> all,
            Function<T, String> name,
            @Nullable String prefix,
            @Nullable String token,
            @Nullable Integer most) {
        int limit = most == null ? MOST : most;
        String after = token == null ? "" : decode(token);
        List<T> page = new ArrayList<>();
        for (T each : all) {
            String of = name.apply(each);
            if (prefix != null && !of.startsWith(prefix) || of.compareTo(after) <= 0) continue;
            if (page.size() == limit) return new Page<>(page, encode(name.apply(page.getLast())));
            page.add(each);
        }
        return new Page<>(page, null);
    }

    private static String encode(String name) {
        return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw AwsException.validation("The specified NextToken is not valid.");
        }
    }
}
