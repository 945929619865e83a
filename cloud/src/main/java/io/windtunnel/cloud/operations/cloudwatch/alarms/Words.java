package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.kernel.identity.Arn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Times, numbers and JSON as alarms tell them.
final class Words {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter STAMP = utc("yyyy-MM-dd'T'HH:mm:ss.SSSxx");
    private static final DateTimeFormatter DATAPOINT = utc("dd/MM/yy HH:mm:ss");
    private static final DateTimeFormatter SENTENCE = utc("EEEE dd MMMM, yyyy HH:mm:ss 'UTC'");

    private Words() {}

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /// `2026-11-24T10:00:00.000+0000`.
    static String stamp(Instant at) {
        return STAMP.format(at);
    }

    /// `24/11/26 10:00:00`.
    static String datapoint(Instant at) {
        return DATAPOINT.format(at);
    }

    /// `Tuesday 24 November, 2026 10:00:00 UTC`.
    static String sentence(Instant at) {
        return SENTENCE.format(at);
    }

    /// `1 datapoint`, `2 datapoints`.
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static JsonMapper json() {
        return JSON;
    }

    /// The name of the alarm that `reference` names, itself or by its ARN.
    static String nameOf(String reference) {
        if (!Arn.isArn(reference)) return reference;
        String resource = Arn.parse(reference).resource();
        return resource.startsWith("alarm:") ? resource.substring("alarm:".length()) : resource;
    }
}
