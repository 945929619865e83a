package io.windtunnel.kernel.scaling.policy;

/// What a policy decides.
public sealed interface Adjustment {
    /// Set the desired capacity, which is within the bounds and differs from the present one.
    record Change(int desired) implements Adjustment {}

    /// Leave it.
    record None(Reason reason) implements Adjustment {}
}
