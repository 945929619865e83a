package io.windtunnel.kernel.health;

/// How many of a group must be healthy: a count, a percentage, or both. With both, either one that is missed counts.
///
/// @param count the least number of healthy ones; 0 asks for none
/// @param percentage the least part of all that must be healthy, in percent; 0 asks for none
public record Minimum(int count, int percentage) {
    /// At least one.
    public static final Minimum ONE = new Minimum(1, 0);

    public Minimum {
        if (count < 0 || percentage < 0 || percentage > 100) throw new IllegalArgumentException("not a minimum");
    }

    /// Whether `healthy` of `all` are enough.
    public boolean met(int healthy, int all) {
        return healthy >= count && 100L * healthy >= (long) percentage * all;
    }
}
