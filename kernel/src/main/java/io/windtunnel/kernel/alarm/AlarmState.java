package io.windtunnel.kernel.alarm;

/// An alarm's state, by its API name.
public enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA
}
