/// Instances: from `RunInstances` to forgotten.
///
/// A launch is planned ([LaunchPlanner]: everything that can be refused is refused before anything changes), then kept
/// ([Instances] owns the rows and moves them from state to state with time), and made real by [Machines], which puts a
/// host on the fabric's network while the instance runs and starts its workload when it has booted. [Power] takes a
/// zone's power away.
///
/// Honoured: states and their delays, status checks, zones and their power, user data, image size as
/// boot
/// time, instance type as vCPUs and memory, tags, metadata options, termination and stop protection. Not honoured: EBS
/// volumes (a root volume is described, data volumes are not), Spot, placement groups, hibernation, credits.
///
/// Built from https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
@NullMarked
package io.windtunnel.cloud.compute.ec2.instances;

import org.jspecify.annotations.NullMarked;
