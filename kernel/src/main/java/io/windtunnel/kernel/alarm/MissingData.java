package io.windtunnel.kernel.alarm;

/// What a period without a datapoint counts as.
public enum MissingData {
    MISSING,
    IGNORE,
    BREACHING,
    NOT_BREACHING
}
