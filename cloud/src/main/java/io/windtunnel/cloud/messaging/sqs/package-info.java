/// Simple Queue Service: standard and FIFO queues.
///
/// [SqsApi] is the face. [Queues] owns the queues of every account and Region; a [Queue] owns its messages: their order
/// and states are a [Backlog]'s decision (fair for standard queues, by message group for FIFO ones), their content is
/// in
/// the storage's rows, so that a queue of millions does not fill the heap and an acknowledged message survives.
///
/// Long polls are parked waiters: a message that comes is handed to the one who has waited longest. Received messages
/// come back when their visibility timeout is over; what has been received too often is moved to the dead-letter queue
/// by one atomic change of both queues' rows.
///
/// Not honoured: queue policies are kept and shown, not enforced; encryption settings are kept and shown, nothing is
/// encrypted. See docs/fidelity.md for what AWS does not document.
///
/// Sources: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html,
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html
@NullMarked
package io.windtunnel.cloud.messaging.sqs;

import org.jspecify.annotations.NullMarked;
