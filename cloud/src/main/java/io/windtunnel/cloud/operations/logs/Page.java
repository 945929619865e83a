package io.windtunnel.cloud.operations.logs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One page of a listing. Its token names the last item shown, so that what is added or deleted
/// meanwhile shifts nothing.
///
/// @param token null on the last page
record Page<T>(List<T> items, @Nullable String token) {
    /// The page of `all`, which is sorted by `name`, that follows the one that gave `token`.
    static <T> Page<T> byName(
            Collection<T> all, Predicate<T> wanted, Function<T, String> name, @Nullable String token, int size) {
        String after = token == null ? "" : text(token);
        List<T> items = new ArrayList<>();
        for (T item : all) {
            if (!wanted.test(item) || token != null && name.apply(item).compareTo(after) <= 0) continue;
            if (items.size() == size) return new Page<>(items, token(name.apply(items.getLast())));
            items.add(item);
        }
        return new Page<>(items, null);
    }

    /// The page of `all`, in whatever order, that begins where `token` says.
    static <T> Page<T> byPosition(List<T> all, @Nullable String token, int size) {
        int from = token == null ? 0 : position(token);
        int to = Math.min(all.size(), from + size);
        return new Page<>(
                List.copyOf(all.subList(Math.min(from, to), to)), to < all.size() ? token(Integer.toString(to)) : null);
    }

    static String token(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What a token says.
    ///
    /// @throws io.windtunnel.wire.AwsException `InvalidParameterException` when it is none
    static String text(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusals.invalid("The specified nextToken is invalid.");
        }
    }

    private static int position(String token) {
        String text = text(token);
        if (!text.matches("\\d{1,9}")) throw Refusals.invalid("The specified nextToken is invalid.");
        return Integer.parseInt(text);
    }
}
