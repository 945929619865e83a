package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.wire.AwsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a listing; `nextToken` is null on the last. The token is the position it stands for.
record Page<T>(List<T> items, @Nullable String nextToken) {
    /// How much a page holds.
    static final int SIZE = 100;

    static <T> Page<T> of(List<T> all, @Nullable String token) {
        int from = token == null || token.isEmpty() ? 0 : position(token);
        if (from > all.size()) throw invalid();
        int to = Math.min(all.size(), from + SIZE);
        return new Page<>(all.subList(from, to), to < all.size() ? "p" + to : null);
    }

    private static int position(String token) {
        try {
            if (token.startsWith("p")) return Integer.parseUnsignedInt(token.substring(1));
        } catch (NumberFormatException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static AwsException invalid() {
        return AwsException.validation("Invalid NextToken");
    }
}
