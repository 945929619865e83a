/// Times that recur: unix cron expressions in a time zone ([UnixCron]), AWS's own schedules ([AwsSchedule]: at, rate,
/// and a cron of six fields), and when they next come round. Pure.
///
/// Built from
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html,
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html and
/// https://man7.org/linux/man-pages/man5/crontab.5.html
@NullMarked
package io.windtunnel.kernel.schedule;

import org.jspecify.annotations.NullMarked;
