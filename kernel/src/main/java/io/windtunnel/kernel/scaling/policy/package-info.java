/// What scaling policies decide, pure, for anything that has a capacity: an Auto Scaling group, a
/// service's tasks, a table's throughput. Nothing here knows of instances, waits or talks to anyone.
///
/// - [Capacity] is what a decision sees: desired, current (past its warm-up), leaving, bounds, and whether
///   it may shrink.
/// - [TargetTracking], [StepScaling] and [SimpleScaling] each take a capacity and what the metric says and
///   answer with an [Adjustment]: a new desired capacity, or why there is none ([Reason]).
/// - [PolicyChoice] settles what happens when several policies speak at once.
/// - [TrackingAlarms] is how target tracking watches its metric; [Cooldowns] are Application Auto
///   Scaling's.
/// - [LoadForecast] and [PredictiveScaling] look ahead.
///
/// Built from https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scale-based-on-demand.html and the
/// pages below it.
@NullMarked
package io.windtunnel.kernel.scaling.policy;

import org.jspecify.annotations.NullMarked;
