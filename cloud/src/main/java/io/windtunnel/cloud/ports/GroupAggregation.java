package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import java.util.function.Predicate;

/// Which instances speak for their Auto Scaling group in `AWS/EC2`'s metrics with the dimension
/// `AutoScalingGroupName`: those that serve and are past their warm-up. Auto Scaling offers it; CloudWatch
/// asks for each group once a minute.
///
/// Source:
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html
///
/// Thread safety: may be called from any thread.
@FunctionalInterface
public interface GroupAggregation {
    /// Whether an instance, by its id, speaks for the group now. What is no member does.
    Predicate<String> speakers(Scope scope, String groupName);
}
