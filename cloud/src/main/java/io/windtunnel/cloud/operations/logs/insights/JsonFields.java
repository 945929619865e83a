package io.windtunnel.cloud.operations.logs.insights;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// Finds the fields that a query names in JSON events, and skips everything else. `a.b.0` is the first
/// element of `b` in `a`; a key may have dots itself.
///
/// Source:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
///
/// Not for several threads at once.
final class JsonFields {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A name of more parts is looked for with a key for each part only.
    private static final int MOST_PARTS = 8;

    /// What is looked for below a key.
    private static final class Branch {
        final Map<String, Branch> below = new HashMap<>();
        int place = -1;
    }

    private final Branch root = new Branch();
    private final boolean[] places;
    private final @Nullable Object[] found;

    JsonFields(List<String> names) {
        places = new boolean[names.size()];
        found = new Object[names.size()];
        for (int place = 0; place < places.length; place++) {
            String name = names.get(place);
            // a key that begins with @ is named with another one
            if (name.startsWith("@") && !name.startsWith("@@")) continue;
            places[place] = true;
            add(root, name.startsWith("@@") ? name.substring(1) : name, place);
        }
    }

    private static void add(Branch branch, String name, int place) {
        branch.below.computeIfAbsent(name, _ -> new Branch()).place = place;
        boolean eachPart = name.chars().filter(each -> each == '.').count() < MOST_PARTS;
        for (int dot = name.indexOf('.'); dot > 0; dot = eachPart ? name.indexOf('.', dot + 1) : -1)
            add(
                    branch.below.computeIfAbsent(name.substring(0, dot), _ -> new Branch()),
                    name.substring(dot + 1),
                    place);
    }

    /// Whether a place can be filled from JSON.
    boolean reads(int place) {
        return places[place];
    }

    /// The values by place; all null when the message is no JSON. The list is used again by the next
    /// call.
    List<@Nullable Object> read(String message) {
        Arrays.fill(found, null);
        int start = 0;
        while (start < message.length() && message.charAt(start) <= ' ') start++;
        if (start < message.length() && message.charAt(start) == '{') {
            try (JsonParser parser = JSON.createParser(message)) {
                parser.nextToken();
                object(parser, root);
            } catch (JacksonException notJson) {
                Arrays.fill(found, null);
            }
        }
        return Arrays.asList(found);
    }

    private void object(JsonParser parser, Branch branch) {
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            value(parser, branch.below.get(key));
        }
    }

    private void array(JsonParser parser, Branch branch) {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++)
            value(parser, branch.below.get(Integer.toString(index)));
    }

    private void value(JsonParser parser, @Nullable Branch branch) {
        if (branch == null) {
            parser.skipChildren();
            return;
        }
        switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, branch);
            case START_ARRAY -> array(parser, branch);
            case VALUE_TRUE, VALUE_FALSE -> put(branch, parser.getBooleanValue());
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> put(branch, parser.getString());
            default -> {
                // null: the field is not there
            }
        }
    }

    private void put(Branch branch, Object value) {
        if (branch.place >= 0) found[branch.place] = value;
    }
}
