package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.ports.Sink.Attribute;
import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A message's attributes and body: what SQS allows in them.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
final class MessageAttributes {
    private static final int MOST_NAME = 256;
    private static final int MOST_GROUP = 128;

    private MessageAttributes() {}

    /// @throws AwsException when one is not allowed
    static Map<String, Attribute> of(Map<String, Shapes.MessageAttributeValue> given) {
        if (given.isEmpty()) return Map.of();
        if (given.size() > QueueLimits.MOST_ATTRIBUTES)
            throw Refusals.invalid("Number of message attributes [" + given.size() + "] exceeds the allowed maximum ["
                    + QueueLimits.MOST_ATTRIBUTES + "].");
        Map<String, Attribute> attributes = new TreeMap<>();
        given.forEach((name, value) -> attributes.put(name, attribute("user", name, value)));
        return attributes;
    }

    static Attribute attribute(String kind, String name, Shapes.MessageAttributeValue value) {
        checkName(name);
        String type = value.dataType();
        if (type.isEmpty())
            throw Refusals.invalid(
                    "The message attribute '" + name + "' must contain non-empty message attribute type.");
        String base = type.contains(".") ? type.substring(0, type.indexOf('.')) : type;
        if (!base.equals("String") && !base.equals("Number") && !base.equals("Binary"))
            throw Refusals.invalid("The message attribute '" + name
                    + "' has an invalid message attribute type, the set of supported type prefixes is Binary, Number,"
                    + " and String.");
        boolean binary = base.equals("Binary");
        byte[] bytes = value.binaryValue();
        String text = value.stringValue();
        if (binary ? bytes == null || bytes.length == 0 : text == null || text.isEmpty())
            throw Refusals.invalid("Message (" + kind + ") attribute '" + name
                    + "' must contain a non-empty value of type '" + (binary ? "Binary" : "String") + "'.");
        if (base.equals("Number")) checkNumber(name, String.valueOf(text));
        if (text != null) checkText(text);
        return binary ? new Attribute(type, null, bytes) : new Attribute(type, text, null);
    }

    private static void checkName(String name) {
        boolean good = !name.isEmpty() && name.length() <= MOST_NAME && !name.startsWith(".") && !name.endsWith(".");
        for (int i = 0; i < name.length() && good; i++) {
            char c = name.charAt(i);
            good = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
            if (c == '.' && i > 0 && name.charAt(i - 1) == '.') good = false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("aws.") || lower.startsWith("amazon.")) good = false;
        if (!good)
            throw Refusals.invalid("Message (user) attribute name '" + name
                    + "' is invalid. It can only contain alphanumeric characters, underscores, hyphens and single"
                    + " periods within, may not begin with 'AWS.' or 'Amazon.' and must be 1 to 256 long.");
    }

    private static void checkNumber(String name, String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) return;
        } catch (NumberFormatException e) {
            // told below
        }
        throw Refusals.invalid("Could not cast message attribute '" + name + "' value to number.");
    }

    /// Refuses characters that XML 1.0 does not allow.
    static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean good = c >= 0x20 ? c < 0xfffe : c == '\t' || c == '\n' || c == '\r';
            if (!good)
                throw new AwsException(
                        "InvalidMessageContents",
                        "Invalid binary character '#x" + Integer.toHexString(c).toUpperCase(Locale.ROOT)
                                + "' was found in the message body, the set of allowed characters is #x9 | #xA | #xD |"
                                + " #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
        }
    }

    /// Refuses a message group or deduplication id with characters or a length SQS does not allow.
    static void checkId(String parameter, String value) {
        boolean good = !value.isEmpty() && value.length() <= MOST_GROUP;
        for (int i = 0; i < value.length() && good; i++) good = value.charAt(i) > ' ' && value.charAt(i) < 127;
        if (!good)
            throw Refusals.invalid(
                    value,
                    parameter,
                    parameter + " can only include alphanumeric and punctuation" + " characters. 1 to 128 in length.");
    }

    /// Bytes of a message: its body, and its attributes' names, types and values.
    static int bytes(String body, Map<String, Attribute> attributes) {
        int bytes = utf8(body);
        for (Map.Entry<String, Attribute> each : attributes.entrySet()) {
            Attribute attribute = each.getValue();
            byte[] binary = attribute.bytes();
            bytes += utf8(each.getKey()) + utf8(attribute.dataType());
            bytes += binary != null ? binary.length : utf8(String.valueOf(attribute.text()));
        }
        return bytes;
    }

    private static int utf8(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) return text.getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }

    /// The attributes a consumer asks for: by name, by `prefix.*`, or all by `All` or `.*`.
    static Map<String, Attribute> chosen(Map<String, Attribute> all, List<String> names) {
        if (names.isEmpty() || all.isEmpty()) return Map.of();
        Map<String, Attribute> chosen = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (wanted(name, names)) chosen.put(name, value);
        });
        return chosen;
    }

    private static boolean wanted(String name, Collection<String> names) {
        for (String each : names) {
            if (each.equals("All") || each.equals(".*") || each.equals(name)) return true;
            if (each.endsWith(".*") && name.startsWith(each.substring(0, each.length() - 2))) return true;
        }
        return false;
    }
}
