/// Simple Notification Service: standard and FIFO topics, and what subscribes to them.
///
/// [SnsApi] is the face. [Topics] owns topics and subscriptions; a [Topic] takes messages ([Publishing] says which) and
/// hands each to its subscriptions. A subscription's filter policy decides; a queue is handed its message at once,
/// before the publisher is answered; an HTTP endpoint is called by [Webhooks], again and again as its delivery policy
/// says, and then the dead-letter queue is; e-mail and text messages go to the cloud's inbox.
///
/// Not built: mobile push (platform applications), data protection policies, Firehose and application endpoints. Not
/// honoured: delivery status logging, tracing, encryption. Topic policies are kept and shown, not enforced.
///
/// Sources: https://docs.aws.amazon.com/sns/latest/api/welcome.html,
/// https://docs.aws.amazon.com/sns/latest/dg/welcome.html
@NullMarked
package io.windtunnel.cloud.messaging.sns;

import org.jspecify.annotations.NullMarked;
