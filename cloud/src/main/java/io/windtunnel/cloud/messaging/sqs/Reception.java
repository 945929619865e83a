package io.windtunnel.cloud.messaging.sqs;

import org.jspecify.annotations.Nullable;

/// What a consumer asks for.
///
/// @param most messages, 1 to 10
/// @param hiddenMillis null for the queue's own visibility timeout
/// @param waitMillis null for the queue's own wait; 0 for a short poll
/// @param attempt of a FIFO queue: a retry with the same id gets the same messages
record Reception(
        int most,
        @Nullable Long hiddenMillis,
        @Nullable Long waitMillis,
        @Nullable String attempt) {}
