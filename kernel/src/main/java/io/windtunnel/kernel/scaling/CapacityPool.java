package io.windtunnel.kernel.scaling;

/// Machines of one type in one zone, on demand or spot: what capacity runs out of.
public record CapacityPool(String zone, String type, boolean spot) {}
