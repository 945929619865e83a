package io.windtunnel.cloud.operations.cloudwatch.alarms;

import java.time.Instant;

/// Something that happened to an alarm.
///
/// @param number counts a scope's items from the first
/// @param type the alarm's, by its API name
/// @param data JSON
record HistoryItem(long number, String alarm, String type, Instant at, Kind kind, String summary, String data) {
    enum Kind {
        CONFIGURATION_UPDATE("ConfigurationUpdate"),
        STATE_UPDATE("StateUpdate"),
        ACTION("Action");

        final String apiName;

        Kind(String apiName) {
            this.apiName = apiName;
        }
    }

    String key() {
        return "%019d".formatted(number);
    }
}
