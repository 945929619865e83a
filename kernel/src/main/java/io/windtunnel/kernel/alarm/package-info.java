/// When an alarm changes its state: periods judged against a threshold, rules over other alarms, and what
/// keeps an alarm's actions back.
///
/// - `Evaluation` turns the datapoints of an evaluation range into a `Judgement`; `EvaluationSchedule` says
///   when that is done and over which time.
/// - `AlarmRule` is a composite alarm's rule, read by `AlarmRuleParser`.
/// - `Suppression` is what is known of a composite alarm's suppressor, its wait and its extension.
///
/// All of it is a function of what was seen and of the time that is passed in.
///
/// Built from https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html,
/// .../alarms-and-missing-data.html, .../Create_Composite_Alarm.html and
/// .../Create_Composite_Alarm_Suppression.html.
@NullMarked
package io.windtunnel.kernel.alarm;

import org.jspecify.annotations.NullMarked;
