package io.windtunnel.cloud.operations.logs.insights;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// A timestamp, in milliseconds since 1970.
record Moment(long millis) implements Comparable<Moment> {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    @Override
    public int compareTo(Moment other) {
        return Long.compare(millis, other.millis);
    }

    /// As results show it, in UTC.
    String text() {
        return FORM.format(Instant.ofEpochMilli(millis));
    }
}
