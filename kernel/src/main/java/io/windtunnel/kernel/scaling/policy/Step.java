package io.windtunnel.kernel.scaling.policy;

import org.jspecify.annotations.Nullable;

/// A step of a step scaling policy: how to adjust when the metric is beyond the threshold by so much.
///
/// @param lower the least distance of the metric from the threshold; null is minus infinity
/// @param upper the greatest distance; null is infinity
/// @param adjustment by how much, as the policy's [AdjustmentType] means it
public record Step(@Nullable Double lower, @Nullable Double upper, int adjustment) {
    double from() {
        return lower == null ? Double.NEGATIVE_INFINITY : lower;
    }

    double to() {
        return upper == null ? Double.POSITIVE_INFINITY : upper;
    }

    /// Above the threshold the lower bound belongs to a step, below it the upper one.
    boolean answersAbove(double distance) {
        return from() <= distance && distance < to();
    }

    boolean answersBelow(double distance) {
        return from() < distance && distance <= to();
    }
}
