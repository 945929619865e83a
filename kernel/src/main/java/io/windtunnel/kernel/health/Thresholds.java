package io.windtunnel.kernel.health;

/// How many checks in a row change the mind of a health checker.
///
/// @param healthy passes in a row that make an unhealthy one healthy again
/// @param unhealthy failures in a row that make it unhealthy
public record Thresholds(int healthy, int unhealthy) {
    public Thresholds {
        if (healthy < 1 || unhealthy < 1) throw new IllegalArgumentException("a threshold below one");
    }
}
