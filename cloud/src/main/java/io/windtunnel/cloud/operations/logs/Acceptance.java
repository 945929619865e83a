package io.windtunnel.cloud.operations.logs;

import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What becomes of a batch: which of its events are taken, and from where to where the others are
/// refused.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
///
/// @param tooNewStart the index of the first event too far ahead; null when there is none
/// @param tooOldEnd the index after the last event that is too old; null when there is none
/// @param expiredEnd the index after the last event past the group's retention; null when there is none
record Acceptance(
        List<InputEvent> taken,
        @Nullable Integer tooNewStart,
        @Nullable Integer tooOldEnd,
        @Nullable Integer expiredEnd) {
    /// @param retentionDays the group's retention; null when its events do not expire
    /// @throws AwsException `InvalidParameterException` when the batch as a whole breaks a rule
    static Acceptance of(List<InputEvent> events, Instant now, @Nullable Integer retentionDays) {
        checkSize(events);
        checkOrder(events);
        long newest = now.plus(Limits.FUTURE).toEpochMilli();
        long oldest = now.minus(Limits.PAST).toEpochMilli();
        long kept = retentionDays == null
                ? Long.MIN_VALUE
                : now.minus(Duration.ofDays(retentionDays)).toEpochMilli();
        int tooOld = firstFrom(events, oldest);
        int expired = firstFrom(events, kept);
        int tooNew = firstFrom(events, newest + 1);
        int start = Math.max(tooOld, expired);
        return new Acceptance(
                events.subList(Math.min(start, tooNew), tooNew),
                tooNew == events.size() ? null : tooNew,
                tooOld == 0 ? null : tooOld,
                expired == 0 ? null : expired);
    }

    boolean complete() {
        return tooNewStart == null && tooOldEnd == null && expiredEnd == null;
    }

    /// The index of the first event at `millis` or later.
    private static int firstFrom(List<InputEvent> events, long millis) {
        int index = 0;
        while (index < events.size() && events.get(index).timestamp() < millis) index++;
        return index;
    }

    private static void checkSize(List<InputEvent> events) {
        long bytes = 0;
        for (InputEvent event : events) {
            int one = bytes(event.message()) + Limits.EVENT_OVERHEAD_BYTES;
            if (one > Limits.EVENT_BYTES)
                throw refused("Log event too large: " + one + " bytes exceeds limit of " + Limits.EVENT_BYTES);
            bytes += one;
        }
        if (bytes > Limits.BATCH_BYTES)
            throw refused("Upload too large: " + bytes + " bytes exceeds limit of " + Limits.BATCH_BYTES);
    }

    private static void checkOrder(List<InputEvent> events) {
        for (int i = 1; i < events.size(); i++)
            if (events.get(i).timestamp() < events.get(i - 1).timestamp())
                throw refused("Log events in a single PutLogEvents request must be in chronological order.");
        long span = events.getLast().timestamp() - events.getFirst().timestamp();
        if (span > Limits.BATCH_SPAN.toMillis())
            throw refused("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
    }

    /// The size of a text in bytes of UTF-8.
    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static AwsException refused(String message) {
        return new AwsException("InvalidParameterException", message);
    }
}
