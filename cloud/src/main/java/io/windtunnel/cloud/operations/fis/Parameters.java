package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.ActionKind.Parameter;
import io.windtunnel.cloud.operations.fis.ActionKind.Rule;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Set;

/// The parameters that several actions have, and what their values must be.
final class Parameters {
    /// AWS's actions last a minute to twelve hours; ours may be shorter.
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofHours(12);

    static final Parameter DURATION = duration(MINUTE);
    static final Parameter OWN_DURATION = duration(Duration.ofSeconds(1));
    static final Parameter ZONES = new Parameter(
            "availabilityZoneIdentifiers", "Zone names or ids with commas between, or all", true, anything());
    static final Parameter OPERATIONS =
            new Parameter("operations", "The API's operations, with commas between", true, anything());

    private Parameters() {}

    private static Parameter duration(Duration least) {
        return new Parameter(
                ActionKind.DURATION, "How long it lasts, in the form of ISO 8601", true, between(least, LONGEST));
    }

    static Parameter percentage(boolean required) {
        return new Parameter("percentage", "The percentage of the calls it happens to", required, value -> {
            boolean number =
                    !value.isEmpty() && value.length() < 4 && value.chars().allMatch(Character::isDigit);
            int percent = number ? Integer.parseInt(value) : 0;
            return percent < 1 || percent > 100 ? "must be a number from 1 to 100" : null;
        });
    }

    static Rule anything() {
        return _ -> null;
    }

    static Rule oneOf(Set<String> values) {
        return value -> values.contains(value) ? null : "must be one of " + String.join(", ", values);
    }

    static Rule between(Duration least, Duration most) {
        return value -> {
            try {
                Duration said = Duration.parse(value);
                return said.compareTo(least) < 0 || said.compareTo(most) > 0
                        ? "must be a duration from " + least + " to " + most
                        : null;
            } catch (DateTimeException e) {
                return "must be a duration in the form of ISO 8601";
            }
        };
    }
}
