/// Application Auto Scaling: scales whatever a service of this cloud offers under a namespace
/// (`ports.ScalableTargets`), and resources of one's own over HTTP (`CustomResources`).
///
/// - `ApplicationAutoScalingApi` is the face, `Shapes` its requests and answers; `Requests` carries them
///   out.
/// - `Book` owns a scope's `Target`, `Policy`, `ScheduledAction`, `Activity` and what policies last did
///   (`Mark`).
/// - `Reactions` is called by alarms and lets `Deliberation` decide (by `kernel.scaling.policy`);
///   `Schedules` runs scheduled actions when `kernel.schedule` says so; `Scaler` sets capacities and
///   follows each change to its end.
/// - `TrackedMetric` makes target tracking's alarms; `ScalableTargetType` and `ScalingPolicyType` are
///   for templates.
///
/// Honoured: target tracking with predefined and customized metrics and metric math, step scaling,
/// cooldowns, suspended scaling, at, rate and cron schedules with time zones, activities and why nothing
/// was done, tags. Refused by name: predictive scaling, and namespaces whose service this cloud does not
/// have.
///
/// Built from https://docs.aws.amazon.com/autoscaling/application/userguide/ and the API reference.
@NullMarked
package io.windtunnel.cloud.compute.applicationautoscaling;

import org.jspecify.annotations.NullMarked;
