package io.windtunnel.cloud.operations.logs;

/// An event as it comes in: its time in milliseconds since 1970, and what it says.
record InputEvent(long timestamp, String message) {}
