package io.windtunnel.cloud.messaging.sqs;

/// Where a queue's dead letters go: the queues of its account and Region know.
interface DeadLetters {
    /// Whether there is a queue for them.
    boolean exist(RedrivePolicy redrive);

    /// Moves a message to the dead-letter queue: one change of both queues' rows.
    void bury(Queue source, RedrivePolicy redrive, Message message, Entry entry);
}
