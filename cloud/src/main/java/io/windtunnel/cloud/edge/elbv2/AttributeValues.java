package io.windtunnel.cloud.edge.elbv2;

import java.util.List;

/// Checks of attribute values, in AWS's words.
final class AttributeValues {
    private AttributeValues() {}

    static void oneOf(String key, String value, String... allowed) {
        if (!List.of(allowed).contains(value))
            throw Refusals.configuration("'" + key + "' must be one of [" + String.join(", ", allowed) + "]");
    }

    static void number(String key, String value, long from, long to) {
        long number;
        try {
            number = Long.parseLong(value);
        } catch (NumberFormatException notANumber) {
            throw Refusals.configuration("'" + key + "' must be a number");
        }
        if (number < from || number > to)
            throw Refusals.configuration("'" + key + "' must be between '" + from + "' and '" + to + "' inclusive");
    }
}
