package io.windtunnel.wire.model;

/// How a moment is written.
public enum TimestampFormat {
    /// `1985-04-12T23:20:50.52Z`
    DATE_TIME,
    /// The same with three digits of fraction always, as S3 writes it.
    DATE_TIME_MILLIS,
    /// `Tue, 29 Apr 2014 18:30:38 GMT`
    HTTP_DATE,
    /// Seconds since 1970, with a fraction where there is one.
    EPOCH_SECONDS
}
