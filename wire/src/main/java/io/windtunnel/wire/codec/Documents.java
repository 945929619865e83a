package io.windtunnel.wire.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// Free-form JSON as maps, lists, texts, numbers, booleans and null.
public final class Documents {
    static final JsonFactory JSON = JsonFactory.builder().build();

    private Documents() {}

    /// The one value `json` holds.
    ///
    /// @throws tools.jackson.core.JacksonException when it is not JSON, or more than one value
    public static @Nullable Object parse(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            Object value = read(parser);
            if (parser.nextToken() != null) throw new StreamReadException(parser, "more than one value");
            return value;
        }
    }

    /// The value that begins at the parser's current token; afterwards the parser stands on its last token.
    static @Nullable Object read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) throw new StreamReadException(parser, "a value is missing");
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getString();
            case VALUE_EMBEDDED_OBJECT -> parser.getBinaryValue();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE ->
                throw new StreamReadException(parser, "a value is missing");
        };
    }

    private static Map<String, @Nullable Object> readObject(JsonParser parser) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name; (name = parser.nextName()) != null; ) {
            parser.nextToken();
            map.put(name, read(parser));
        }
        return map;
    }

    private static List<@Nullable Object> readArray(JsonParser parser) {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) list.add(read(parser));
        return list;
    }

    /// Writes a value as [#parse] gives it.
    static void write(JsonGenerator generator, @Nullable Object value) {
        switch (value) {
            case null -> generator.writeNull();
            case Map<?, ?> map -> {
                generator.writeStartObject();
                map.forEach((name, member) -> {
                    generator.writeName(wellFormed(String.valueOf(name)));
                    write(generator, member);
                });
                generator.writeEndObject();
            }
            case Iterable<?> list -> {
                generator.writeStartArray();
                for (Object element : list) write(generator, element);
                generator.writeEndArray();
            }
            case Boolean bool -> generator.writeBoolean(bool);
            case Number number -> writeNumber(generator, number);
            case byte[] bytes -> generator.writeBinary(bytes);
            default -> generator.writeString(wellFormed(value.toString()));
        }
    }

    private static void writeNumber(JsonGenerator generator, Number number) {
        switch (number) {
            case Integer whole -> generator.writeNumber(whole);
            case Long whole -> generator.writeNumber(whole);
            case Float real -> generator.writeNumber(real);
            case Double real -> generator.writeNumber(real);
            default -> generator.writeNumber(new java.math.BigDecimal(number.toString()));
        }
    }

    /// The text with U+FFFD for every half of a surrogate pair without its other half: JSON's escapes can bring such
    /// halves in, and UTF-8 cannot say them.
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) if (Character.isSurrogate(text.charAt(i))) return repaired(text);
        return text;
    }

    private static String repaired(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
