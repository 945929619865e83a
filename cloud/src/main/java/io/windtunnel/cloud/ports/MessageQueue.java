package io.windtunnel.cloud.ports;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// A queue as its consumers inside of the cloud see it: pipes and event source mappings. SQS offers it at its queues'
/// ARNs.
///
/// Thread safety: every method may be called from any thread.
public interface MessageQueue {
    /// A message that was received and is hidden from others until its visibility timeout has passed.
    ///
    /// @param attributes the system attributes by their API names, such as `ApproximateReceiveCount`
    record Received(
            String messageId,
            String receiptHandle,
            String body,
            String md5OfBody,
            Map<String, String> attributes,
            Map<String, Sink.Attribute> messageAttributes) {}

    /// Receives up to `atMost` messages (1 to 10), waiting up to `wait` (scenario time, 20 seconds at most) for the
    /// first. The stage completes on any thread, with an empty list when there was none.
    CompletionStage<List<Received>> receive(int atMost, Duration wait);

    /// Deletes what was received; unknown handles are passed over.
    void delete(List<String> receiptHandles);

    /// Hides messages for so long from now; zero makes them visible at once.
    void hide(List<String> receiptHandles, Duration timeout);

    /// Whether it is a FIFO queue.
    boolean fifo();

    /// How a queue stands.
    ///
    /// @param visible messages that a receive would give now
    /// @param oldest how long ago the oldest message was sent; zero when there is none
    /// @param deleted messages that were deleted since the queue was opened, as their consumers do
    /// @param dropped messages gone undeleted since then: older than the retention period, or purged
    record Gauge(long visible, long inFlight, long delayed, Duration oldest, long deleted, long dropped) {}

    /// How it stands now.
    Gauge gauge();

    /// The queue's own visibility timeout.
    Duration visibilityTimeout();
}
