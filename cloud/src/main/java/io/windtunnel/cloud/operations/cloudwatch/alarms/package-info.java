/// CloudWatch alarms: metrics held against thresholds, alarms over alarms, and what they set going.
///
/// - `AlarmApi` is this part of CloudWatch's face, `AlarmShapes` its requests and answers, `AlarmRequests`
///   the refusals.
/// - An `Alarm` is a record; its `Subject` is a threshold over metric lines or a rule over other alarms.
///   `AlarmBook` owns a scope's alarms and what follows when one of them changes; `AlarmHistory` is what is
///   written about them.
/// - `AlarmWatch` is the shell: `DueTimes` wake it for each alarm at its turn, it looks (`Measurements`),
///   lets the kernel judge, and has `AlarmActions` done. `AlarmPort` is how other services keep alarms.
///
/// Honoured: everything of metric and composite alarms over metrics and metric math. Refused by name:
/// anomaly detection, Metrics Insights queries, metrics of other accounts, actions on OpsItems and
/// incidents.
///
/// Built from https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html,
/// .../alarm-actions.html, .../Create_Composite_Alarm.html and the API reference.
@NullMarked
package io.windtunnel.cloud.operations.cloudwatch.alarms;

import org.jspecify.annotations.NullMarked;
