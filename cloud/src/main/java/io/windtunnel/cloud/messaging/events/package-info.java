/// EventBridge: buses, rules with patterns and schedules, targets, archives and replays, API destinations.
///
/// [EventsApi] is the face. [Buses] owns buses and rules; an [Event] that is put on a [Bus] is held against its rules,
/// and
/// every target of a rule that matches is invoked by [Invocations]: at once, and when that fails again and again as the
/// target's retry policy says, and then its dead-letter queue has it. [Archives] keeps events and replays them.
///
/// Not built: partner event sources, global endpoints, targets other than queues, topics, functions, streams, buses and
/// API destinations (Step Functions among them). Policies of buses are kept and shown, not enforced.
///
/// Sources: https://docs.aws.amazon.com/eventbridge/latest/APIReference/Welcome.html,
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html
@NullMarked
package io.windtunnel.cloud.messaging.events;

import org.jspecify.annotations.NullMarked;
