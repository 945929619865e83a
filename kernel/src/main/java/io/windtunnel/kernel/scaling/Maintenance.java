package io.windtunnel.kernel.scaling;

/// How far a group may go below and above its desired capacity while machines are replaced, in percent of it: an
/// instance maintenance policy.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-maintenance-policy.html
public record Maintenance(int minimumHealthyPercent, int maximumHealthyPercent) {
    int floor(int desired) {
        return Math.ceilDiv(desired * minimumHealthyPercent, 100);
    }

    /// How many may run beyond the desired capacity; one at least where any may.
    int surge(int desired) {
        if (maximumHealthyPercent <= 100 || desired == 0) return 0;
        return Math.max(1, desired * (maximumHealthyPercent - 100) / 100);
    }
}
