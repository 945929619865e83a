package io.windtunnel.cloud.database.dynamodb.item;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.bind.ShapeCodec.Strays;
import io.windtunnel.wire.codec.Documents;
import io.windtunnel.wire.codec.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads values straight from a message, and refuses what DynamoDB refuses of a value by itself.
final class ValueReader {
    /// The longest attribute name, in bytes. Source: DynamoDB's service quotas, "Attribute names".
    private static final int NAME_LIMIT = 65_535;

    /// From how many characters on a text is looked at as a whole and not one by one.
    private static final int LONG = 16;

    private static final String INVALID = "One or more parameter values were invalid: ";

    private final JsonParser in;
    private final Strays strays;
    private String attribute = "";

    ValueReader(JsonParser in, Strays strays) {
        this.in = in;
        this.strays = strays;
    }

    /// The attribute of the outermost item that was read last.
    String attribute() {
        return attribute;
    }

    Item item(int depth) {
        expect(JsonToken.START_OBJECT, "map");
        Item.Builder item = Item.builder();
        for (String name; (name = in.nextName()) != null; ) {
            if (in.nextToken() == JsonToken.VALUE_NULL) continue;
            if (depth == 0) attribute = name;
            checkName(name);
            item.put(Documents.wellFormed(name), value(depth));
        }
        if (in.currentToken() != JsonToken.END_OBJECT) throw unexpected("the end of a map");
        return item.build();
    }

    private static void checkName(String name) {
        if (name.length() * 3L > NAME_LIMIT && ItemSize.utf8(name) > NAME_LIMIT)
            throw AwsException.validation(
                    INVALID + "Attribute name is too large, must be less than or equal to 65535 bytes");
    }

    Value value(int depth) {
        expect(JsonToken.START_OBJECT, "structure");
        if (depth > Value.DEPTH_LIMIT)
            throw AwsException.validation("Nesting Levels have exceeded supported limits: Attributes in the item "
                    + "have nested levels beyond supported limit");
        Value value = null;
        int types = 0;
        for (String type; (type = in.nextName()) != null; ) {
            if (in.nextToken() == JsonToken.VALUE_NULL) continue;
            Value read = value(type, depth);
            if (read == null) continue;
            value = read;
            types++;
        }
        if (in.currentToken() != JsonToken.END_OBJECT) throw unexpected("the end of a structure");
        if (value == null)
            throw AwsException.validation(
                    "Supplied AttributeValue is empty, must contain exactly one of the " + "supported datatypes");
        if (types > 1)
            throw AwsException.validation("Supplied AttributeValue has more than one datatypes set, must contain "
                    + "exactly one of the supported datatypes");
        return value;
    }

    private @Nullable Value value(String type, int depth) {
        return switch (type) {
            case "S" -> new Value.Text(text());
            case "N" -> Value.Number.parse(text());
            case "B" -> new Value.Binary(blob());
            case "BOOL" -> Value.Bool.of(bool());
            case "NULL" -> {
                if (bool()) yield Value.Null.NULL;
                throw AwsException.validation(INVALID + "Null attribute value types must have the value of true");
            }
            case "M" -> new Value.MapValue(item(depth + 1));
            case "L" -> list(depth + 1);
            case "SS" -> texts();
            case "NS" -> numbers();
            case "BS" -> binaries();
            default -> {
                strays.unknown(type);
                in.skipChildren();
                yield null;
            }
        };
    }

    private Value list(int depth) {
        expect(JsonToken.START_ARRAY, "list");
        List<Value> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) elements.add(value(depth));
        return new Value.ListValue(elements);
    }

    private Value texts() {
        expect(JsonToken.START_ARRAY, "list");
        List<String> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) elements.add(text());
        if (elements.isEmpty()) throw AwsException.validation(INVALID + "An string set  may not be empty");
        if (elements.contains(""))
            throw AwsException.validation(INVALID + "An string set may not have a empty string as a member");
        Set<String> set = new LinkedHashSet<>(elements);
        if (set.size() < elements.size())
            throw AwsException.validation(INVALID + "Input collection " + elements + " contains duplicates.");
        return new Value.TextSet(set);
    }

    private Value numbers() {
        expect(JsonToken.START_ARRAY, "list");
        Set<Value.Number> set = new LinkedHashSet<>();
        boolean twice = false;
        while (in.nextToken() != JsonToken.END_ARRAY) twice |= !set.add(Value.Number.parse(text()));
        if (set.isEmpty()) throw AwsException.validation(INVALID + "An number set  may not be empty");
        if (twice) throw AwsException.validation("Input collection contains duplicates");
        return new Value.NumberSet(set);
    }

    private Value binaries() {
        expect(JsonToken.START_ARRAY, "list");
        List<Value.Binary> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) elements.add(new Value.Binary(blob()));
        if (elements.isEmpty()) throw AwsException.validation(INVALID + "Binary sets should not be empty");
        List<String> spelled = new ArrayList<>();
        for (Value.Binary element : elements) {
            if (element.bytes().length == 0)
                throw AwsException.validation(INVALID + "Binary sets may not contain null or empty values");
            spelled.add(Base64.getEncoder().encodeToString(element.bytes()));
        }
        Set<Value.Binary> set = new LinkedHashSet<>(elements);
        if (set.size() < elements.size())
            throw AwsException.validation(INVALID + "Input collection " + spelled + "of type BS contains duplicates.");
        return new Value.BinarySet(set);
    }

    private String text() {
        expect(JsonToken.VALUE_STRING, "string");
        String text = in.getString();
        return text.length() < LONG && isAscii(text) || isWellFormed(text) ? text : Documents.wellFormed(text);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= 0x80) return false;
        return true;
    }

    /// Whether UTF-8 can say the text. There and back is many times faster than looking at each
    /// character.
    private static boolean isWellFormed(String text) {
        return text.equals(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    private boolean bool() {
        if (in.currentToken() == JsonToken.VALUE_TRUE) return true;
        expect(JsonToken.VALUE_FALSE, "boolean");
        return false;
    }

    private byte[] blob() {
        if (in.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT) return in.getBinaryValue();
        expect(JsonToken.VALUE_STRING, "blob");
        String text = in.getString();
        try {
            if (text.length() % 4 == 0) return Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            // told below
        }
        throw new Malformed("A blob is not in base 64");
    }

    private void expect(JsonToken token, String what) {
        if (in.currentToken() != token) throw unexpected("a " + what);
    }

    private Malformed unexpected(String what) {
        return new Malformed("Expected %s and found %s".formatted(what, in.currentToken()));
    }
}
