package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.operations.logs.pattern.FilterPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// How a group's events are read page by page.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html and
/// .../API_FilterLogEvents.html
///
/// @param fromMillis the first moment that is wanted, retention considered
/// @param untilMillis the first moment that is not wanted any more
record Reading(GroupEvents events, LongPredicate streams, long fromMillis, long untilMillis, int most) {
    /// An event and where it stands.
    record Found(Place place, long streamId, long ingestedMillis, String message) {}

    /// A page, oldest first.
    ///
    /// @param next where the next page begins, for a search that has more; null at the end
    record Events(List<Found> found, @Nullable Place next) {}

    /// A page of one stream with the tokens that lead on from it.
    record StreamPage(List<Found> found, String forwardToken, String backwardToken) {}

    private static final String FORWARD = "f/";
    private static final String BACKWARD = "b/";
    private static final String END = "/s";

    private List<Batch> batches() {
        return events.between(fromMillis, untilMillis, streams);
    }

    /// The page of a stream that `token` leads to; without one the first page from the head, or the last.
    StreamPage page(@Nullable String token, boolean fromHead) {
        boolean forward = token == null ? fromHead : token.startsWith(FORWARD);
        Place at = token == null ? null : place(token);
        List<Found> found = new ArrayList<>();
        Merge merge = forward
                ? Merge.forward(batches(), fromMillis, untilMillis, at)
                : Merge.backward(batches(), fromMillis, untilMillis, at);
        long bytes = 0;
        while (found.size() < most && bytes < Limits.PAGE_BYTES && merge.next()) {
            bytes += size(merge);
            if (bytes > Limits.PAGE_BYTES && !found.isEmpty()) break;
            found.add(found(merge));
        }
        if (!forward) Collections.reverse(found);
        Place first = found.isEmpty() ? edge(at, forward) : found.getFirst().place();
        Place last = found.isEmpty() ? edge(at, forward) : found.getLast().place();
        return new StreamPage(found, FORWARD + last.text() + END, BACKWARD + first.text() + END);
    }

    /// Where an empty page stands: where it was asked for, or at the edge of the time that was.
    private Place edge(@Nullable Place at, boolean forward) {
        if (at != null) return at;
        return forward ? new Place(fromMillis, -1, -1) : new Place(untilMillis, -1, -1);
    }

    private static Place place(String token) {
        boolean whole = (token.startsWith(FORWARD) || token.startsWith(BACKWARD)) && token.endsWith(END);
        Optional<Place> place =
                whole ? Place.parse(token.substring(2, token.length() - END.length())) : Optional.empty();
        return place.orElseThrow(() -> Refusals.invalid("The specified nextToken is invalid."));
    }

    /// The events that match a pattern, after a place.
    Events search(FilterPattern pattern, @Nullable Place after) {
        Merge merge = Merge.forward(batches(), fromMillis, untilMillis, after);
        List<Found> found = new ArrayList<>();
        long bytes = 0;
        while (merge.next()) {
            if (!pattern.matches(merge.batch().message(merge.index()))) continue;
            bytes += size(merge);
            boolean full = found.size() == most || bytes > Limits.PAGE_BYTES && !found.isEmpty();
            if (full) return new Events(found, found.getLast().place());
            found.add(found(merge));
        }
        return new Events(found, null);
    }

    private static long size(Merge merge) {
        return merge.batch().messageBytes(merge.index()) + (long) Limits.EVENT_OVERHEAD_BYTES;
    }

    private static Found found(Merge merge) {
        Batch batch = merge.batch();
        return new Found(merge.place(), batch.streamId(), batch.ingestedMillis(), batch.message(merge.index()));
    }
}
