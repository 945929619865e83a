package io.windtunnel.cloud.messaging.sqs;

/// SQS's limits.
///
/// Sources: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html,
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
final class QueueLimits {
    /// Messages in flight in a queue: 120,000.
    static final int MOST_IN_FLIGHT = 120_000;

    /// Between two purges: 60 seconds.
    static final long PURGE_MILLIS = 60_000;

    /// Before a deleted queue's name may be taken again: 60 seconds.
    static final long NAME_MILLIS = 60_000;

    /// Entries of a batch, and messages of a receive: 10.
    static final int MOST_AT_ONCE = 10;

    /// Bytes of a batch: 1 MiB.
    static final int BATCH_BYTES = 1_048_576;

    /// Attributes of a message: 10.
    static final int MOST_ATTRIBUTES = 10;

    /// Seconds of a wait: 20; of a delay: 900; of a visibility timeout: 43,200.
    static final int MOST_WAIT_SECONDS = 20;

    static final int MOST_DELAY_SECONDS = 900;
    static final int MOST_VISIBILITY_SECONDS = 43_200;

    /// Tags of a queue: 50.
    static final int MOST_TAGS = 50;

    private QueueLimits() {}
}
