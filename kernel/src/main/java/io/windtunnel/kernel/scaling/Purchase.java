package io.windtunnel.kernel.scaling;

/// What is launched: a machine of a type, on demand or as a spot instance, that counts as `weight` units of capacity.
/// A group that launches one kind of machine has no types: [#ONE].
public record Purchase(String type, boolean spot, int weight) {
    /// A machine as the group's template says it, on demand, one unit.
    public static final Purchase ONE = new Purchase("", false, 1);
}
