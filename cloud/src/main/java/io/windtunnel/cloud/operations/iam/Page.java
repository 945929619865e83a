package io.windtunnel.cloud.operations.iam;

import io.windtunnel.wire.AwsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a listing; the marker is the position it stands for, null on the last page.
record Page<T>(List<T> items, @Nullable String marker) {
    private static final int SIZE = 100;

    static <T> Page<T> of(List<T> all, @Nullable String marker, @Nullable Integer maxItems) {
        int from = marker == null ? 0 : position(marker);
        int to = Math.min(all.size(), from + (maxItems == null ? SIZE : maxItems));
        return new Page<>(all.subList(Math.min(from, to), to), to < all.size() ? Integer.toString(to) : null);
    }

    boolean truncated() {
        return marker != null;
    }

    private static int position(String marker) {
        try {
            return Integer.parseUnsignedInt(marker);
        } catch (NumberFormatException e) {
            throw AwsException.validation("Invalid Marker.");
        }
    }
}
