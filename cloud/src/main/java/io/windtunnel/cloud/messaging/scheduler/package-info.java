/// EventBridge Scheduler: schedules in groups, each of which invokes one target.
///
/// [SchedulerApi] is the face. [Schedules] owns groups and schedules ([ScheduleRow]) and their timers; [Occurrences]
/// says when one comes next; [Firing] invokes targets, again and again as the retry policy says, and then the
/// dead-letter queue has it. [ScheduleRules] are the refusals.
///
/// Honoured: at, rate and cron in a time zone, start and end, flexible windows, deletion after completion, groups and
/// their tags, client tokens, retries, dead letters, context attributes; queues, topics, buses, functions and streams.
/// Not built, and refused by name: universal targets (`arn:aws:scheduler:::aws-sdk:...`), Step Functions and the
/// targets
/// of other services. Request rates are not limited.
///
/// Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html
@NullMarked
package io.windtunnel.cloud.messaging.scheduler;

import org.jspecify.annotations.NullMarked;
