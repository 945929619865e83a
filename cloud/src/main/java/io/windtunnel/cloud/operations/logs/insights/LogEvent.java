package io.windtunnel.cloud.operations.logs.insights;

/// An event, as a query sees it. Times are milliseconds since 1970.
public interface LogEvent {
    long timestamp();

    long ingestionTime();

    String message();

    String logStream();

    /// The group, as `account:name`.
    String log();

    /// What `GetLogRecord` finds the event by.
    String pointer();
}
