package io.windtunnel.kernel.scaling;

/// How a refresh replaces machines: never fewer than `minimumHealthyPercent` of the desired capacity in service and
/// warm
/// (but one at a time where that leaves no room), and up to `maximumHealthyPercent` of it at once.
///
/// @param held whether it stands at a checkpoint
public record RefreshPlan(int minimumHealthyPercent, int maximumHealthyPercent, boolean held) {
    /// How many may be out of service while the rest works.
    int floor(int desired) {
        return Math.ceilDiv(desired * minimumHealthyPercent, 100);
    }

    /// How many may run beyond the desired capacity.
    int surge(int desired) {
        return desired * (maximumHealthyPercent - 100) / 100;
    }
}
