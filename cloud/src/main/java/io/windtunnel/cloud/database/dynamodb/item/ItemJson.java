package io.windtunnel.cloud.database.dynamodb.item;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Items as DynamoDB's JSON outside of the API: in events, exports and imports.
public final class ItemJson {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private ItemJson() {}

    /// What `content` writes.
    public static String text(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            content.accept(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Writes an item as a map of typed values.
    public static void write(JsonGenerator out, Item item) {
        ValueWriter.write(out, item);
    }

    /// The item of a line of an export: `{"Item": {...}}`.
    ///
    /// @throws RuntimeException when it is none
    public static Item exported(String line) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), line)) {
            in.nextToken();
            while (in.nextName() instanceof String name) {
                in.nextToken();
                if (name.equals("Item")) return new ValueReader(in, _ -> {}).item(0);
                in.skipChildren();
            }
            throw new IllegalArgumentException("a line without an Item");
        }
    }
}
