package io.windtunnel.cloud.edge.elbv2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a list, as `Marker` and `PageSize` ask for it.
///
/// @param nextMarker where the next page begins, or null when this is the last
record Paging<T>(List<T> items, @Nullable String nextMarker) {
    /// The most items of one answer.
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html
    static final int MOST = 400;

    static <T> Paging<T> of(List<T> all, @Nullable String marker, @Nullable Integer pageSize) {
        int from = marker == null || marker.isEmpty() ? 0 : position(marker, all.size());
        int to = Math.min(all.size(), from + (pageSize == null ? MOST : Math.min(pageSize, MOST)));
        return new Paging<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
    }

    private static int position(String marker, int size) {
        try {
            int position = Integer.parseInt(marker);
            if (position >= 0 && position <= size) return position;
        } catch (NumberFormatException notOurs) {
            // refused below
        }
        throw Refusals.invalid("Invalid marker '" + marker + "'");
    }
}
