package io.windtunnel.cloud.messaging.sqs;

import org.jspecify.annotations.Nullable;

/// The moving of a dead-letter queue's messages back to where they came from, or to another queue.
///
/// @param perSecond messages a second; null for as many as SQS allows
/// @param toMove messages that were there when it began
record MoveTask(
        String handle,
        String sourceArn,
        @Nullable String destinationArn,
        @Nullable Integer perSecond,
        Status status,
        long moved,
        long toMove,
        @Nullable String failure,
        long startedMillis) {
    /// As `ListMessageMoveTasks` calls them.
    enum Status {
        RUNNING,
        COMPLETED,
        CANCELLED,
        FAILED
    }

    MoveTask moved(long more) {
        return with(status, moved + more, failure);
    }

    MoveTask ended(Status how, @Nullable String why) {
        return with(how, moved, why);
    }

    private MoveTask with(Status how, long count, @Nullable String why) {
        return new MoveTask(handle, sourceArn, destinationArn, perSecond, how, count, toMove, why, startedMillis);
    }
}
