package io.windtunnel.kernel.scaling;

import org.jspecify.annotations.Nullable;

/// A pool of machines that have booted once and wait to be brought into service.
///
/// @param minimum how many it keeps whatever the group's size
/// @param prepared how many machines group and pool may have together; null for the group's maximum
/// @param reuse whether machines that leave the group return to the pool
/// @param leaving whether it is being deleted
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html
public record WarmPool(int minimum, @Nullable Integer prepared, boolean reuse, boolean leaving) {
    /// How many machines it should hold beside a group of this size.
    public int size(int desired, int maximum) {
        if (leaving) return 0;
        return Math.max(minimum, (prepared == null ? maximum : prepared) - desired);
    }
}
