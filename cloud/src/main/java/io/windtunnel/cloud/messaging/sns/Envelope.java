package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.ports.Sink.Attribute;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON in which SNS puts a message, and the text that it signs.
///
/// Sources: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html,
/// https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
final class Envelope {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Envelope() {}

    static String timestamp(Instant at) {
        return TIMESTAMP.format(at);
    }

    /// A notification.
    ///
    /// @param signed the signature and where its certificate is, as JSON members; empty for none
    static String notification(
            Topic topic, Publication publication, String message, String signed, String unsubscribe) {
        StringBuilder json = new StringBuilder(512 + message.length() + message.length() / 8);
        json.append("{\n  \"Type\" : \"Notification\",\n  \"MessageId\" : \"").append(publication.messageId());
        if (publication.sequenceNumber() != null)
            json.append("\",\n  \"SequenceNumber\" : \"").append(publication.sequenceNumber());
        json.append("\",\n  \"TopicArn\" : \"").append(topic.arnText);
        if (publication.subject() != null) {
            json.append("\",\n  \"Subject\" : ");
            Json.quote(json, publication.subject());
            json.append(",\n  \"Message\" : ");
        } else json.append("\",\n  \"Message\" : ");
        Json.quote(json, message);
        json.append(",\n  \"Timestamp\" : \"")
                .append(timestamp(publication.at()))
                .append("\",\n");
        json.append(signed);
        json.append("  \"UnsubscribeURL\" : ");
        Json.quote(json, unsubscribe);
        attributes(json, publication.attributes());
        return json.append("\n}").toString();
    }

    private static void attributes(StringBuilder json, Map<String, Attribute> attributes) {
        if (attributes.isEmpty()) return;
        json.append(",\n  \"MessageAttributes\" : {");
        String comma = "\n    ";
        for (Map.Entry<String, Attribute> each : attributes.entrySet()) {
            Attribute attribute = each.getValue();
            json.append(comma);
            Json.quote(json, each.getKey()).append(" : {\"Type\":");
            Json.quote(json, attribute.dataType()).append(",\"Value\":");
            byte[] bytes = attribute.bytes();
            Json.quote(
                            json,
                            bytes == null
                                    ? String.valueOf(attribute.text())
                                    : Base64.getEncoder().encodeToString(bytes))
                    .append('}');
            comma = ",\n    ";
        }
        json.append("\n  }");
    }

    /// A confirmation that somebody has subscribed an endpoint, or unsubscribed it.
    static String confirmation(
            String type, String id, String topic, String token, String message, String url, Instant at, String signed) {
        StringBuilder json = new StringBuilder(1_024);
        json.append("{\n  \"Type\" : \"")
                .append(type)
                .append("\",\n  \"MessageId\" : \"")
                .append(id);
        json.append("\",\n  \"Token\" : \"")
                .append(token)
                .append("\",\n  \"TopicArn\" : \"")
                .append(topic);
        json.append("\",\n  \"Message\" : ");
        Json.quote(json, message).append(",\n  \"SubscribeURL\" : ");
        Json.quote(json, url)
                .append(",\n  \"Timestamp\" : \"")
                .append(timestamp(at))
                .append("\",\n");
        json.append(signed);
        int comma = json.lastIndexOf(",");
        if (comma > json.lastIndexOf("\"")) json.deleteCharAt(comma);
        return json.append('}').toString();
    }

    /// What is signed of a notification: names and values in lines, in the order of the names.
    static byte[] toBeSigned(String topic, Publication publication, String message) {
        return lines(
                "Message",
                message,
                "MessageId",
                publication.messageId(),
                "Subject",
                publication.subject(),
                "Timestamp",
                timestamp(publication.at()),
                "TopicArn",
                topic,
                "Type",
                "Notification");
    }

    /// What is signed of a confirmation.
    static byte[] toBeSigned(
            String type, String id, String topic, String token, String message, String url, Instant at) {
        return lines(
                "Message", message,
                "MessageId", id,
                "SubscribeURL", url,
                "Timestamp", timestamp(at),
                "Token", token,
                "TopicArn", topic,
                "Type", type);
    }

    private static byte[] lines(@Nullable String... namesAndValues) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2)
            if (namesAndValues[i + 1] != null)
                text.append(namesAndValues[i])
                        .append('\n')
                        .append(namesAndValues[i + 1])
                        .append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
