/// Auto Scaling groups: keep a wanted number of instances running, spread over zones, healthy and
/// registered with their target groups.
///
/// - `AutoScalingApi` is the face, `Shapes` its requests and answers; `GroupRequests`, `InstanceRequests`,
///   `HookRequests` and `RefreshRequests` carry them out, `Views` tells what is.
/// - `Book` owns a scope's state: `Group`, `Instance`, `Activity`, `Refresh`, `Configuration`.
/// - `GroupLoop` is the shell: it looks at EC2 and the target groups, lets `Lifecycle` move instances on
///   and `Decisions` decide (by `kernel.scaling`), and applies what they want (`Effect`).
/// - `policies` holds scaling policies and scheduled actions; `GroupSizes` is how they see and change the
///   groups.
/// - `AutoScalingResources` are the CloudFormation types.
///
/// Honoured: launch templates and launch configurations, zone balance, replacement by EC2 and ELB health,
/// grace period, lifecycle hooks, standby, attach and detach, protection, termination policies, suspended
/// processes, instance refresh with checkpoints and rollback, tags, group metrics; warm pools
/// (`Warming`), mixed instances with weights and spot (`Mix`), maximum lifetime, maintenance policies,
/// notifications to topics of a service that offers them. Not yet: capacity rebalancing, attributes
/// instead of instance types, termination policies of one's own, capacity reservations.
///
/// Built from https://docs.aws.amazon.com/autoscaling/ec2/userguide/ and the API reference.
@NullMarked
package io.windtunnel.cloud.compute.autoscaling;

import org.jspecify.annotations.NullMarked;
