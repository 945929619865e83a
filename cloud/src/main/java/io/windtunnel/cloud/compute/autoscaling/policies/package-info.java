/// Scaling policies and scheduled actions of Auto Scaling groups: what changes a group's desired capacity
/// by itself.
///
/// - `PolicyApi` and `ScheduleApi` are their part of Auto Scaling's face, `PolicyShapes` and
///   `ScheduleShapes` the requests and answers; `PolicyRequests` and `ScheduleRequests` carry them out,
///   `PolicyChecks` refuses.
/// - `PolicyBook` owns a scope's `Policy`, `ScheduledAction` and `Forecast` entries and what was last done
///   (`Mark`).
/// - `Reactions` is the shell of dynamic scaling: CloudWatch's alarms call it, it gathers what they say,
///   lets `Deliberation` decide (by `kernel.scaling.policy`) and sets the group's capacity.
///   `TrackedMetric` makes target tracking's alarms.
/// - `Schedules` runs scheduled actions when `kernel.schedule` says so, `Forecasts` makes and applies
///   forecasts.
/// - `ScaledGroups` is how all of it sees the groups; `Policies` puts it together.
///
/// Honoured: target tracking (predefined and customized metrics, metric math, high resolution), step,
/// simple and predictive scaling, cooldowns and warm-up, suspended processes, recurring and one-time
/// scheduled actions. Not honoured: metric math in predictive scaling. The forecast is our own way, see
/// `docs/fidelity.md`.
///
/// Built from https://docs.aws.amazon.com/autoscaling/ec2/userguide/scale-your-group.html and the API
/// reference.
@NullMarked
package io.windtunnel.cloud.compute.autoscaling.policies;

import org.jspecify.annotations.NullMarked;
