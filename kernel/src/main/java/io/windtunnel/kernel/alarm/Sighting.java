package io.windtunnel.kernel.alarm;

/// What was seen of one period.
public enum Sighting {
    /// A datapoint within the threshold.
    WITHIN,

    /// A datapoint that breaches the threshold.
    BREACHING,

    /// No datapoint.
    MISSING
}
