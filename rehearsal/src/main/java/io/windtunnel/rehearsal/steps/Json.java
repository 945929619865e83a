package io.windtunnel.rehearsal.steps;

import io.windtunnel.rehearsal.plan.TextTemplate;
import io.windtunnel.rehearsal.plan.ValueTemplate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Templates filled in, as JSON and as DynamoDB's typed attributes.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// The document; an empty object when it is none.
    static JsonNode parse(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException broken) {
            return MAPPER.createObjectNode();
        }
    }

    /// A message's text: a text as it is, everything else as JSON.
    static String text(ValueTemplate template, TextTemplate.Values values) {
        return template instanceof ValueTemplate.Text text
                ? text.text().fill(values)
                : plain(template, values).toString();
    }

    private static JsonNode plain(ValueTemplate template, TextTemplate.Values values) {
        return switch (template) {
            case ValueTemplate.Text text ->
                MAPPER.getNodeFactory().stringNode(text.text().fill(values));
            case ValueTemplate.Number number -> MAPPER.getNodeFactory().numberNode(new BigDecimal(number.digits()));
            case ValueTemplate.Truth truth -> MAPPER.getNodeFactory().booleanNode(truth.value());
            case ValueTemplate.Items items -> {
                ArrayNode array = MAPPER.createArrayNode();
                items.values().forEach(value -> array.add(plain(value, values)));
                yield array;
            }
            case ValueTemplate.Members members -> {
                ObjectNode object = MAPPER.createObjectNode();
                members.values().forEach((name, value) -> object.set(name, plain(value, values)));
                yield object;
            }
        };
    }

    /// An item: its attributes in the order of their names, each with its type.
    ///
    /// @param types the types of the key's attributes, which a text or a number is written as
    static ObjectNode item(ValueTemplate.Members members, TextTemplate.Values values, Map<String, String> types) {
        ObjectNode item = MAPPER.createObjectNode();
        new TreeMap<>(members.values())
                .forEach((name, value) -> item.set(name, attribute(value, values, types.get(name))));
        return item;
    }

    private static ObjectNode attribute(ValueTemplate template, TextTemplate.Values values, @Nullable String type) {
        ObjectNode attribute = MAPPER.createObjectNode();
        switch (template) {
            case ValueTemplate.Text text ->
                scalar(attribute, type == null ? "S" : type, text.text().fill(values));
            case ValueTemplate.Number number -> scalar(attribute, type == null ? "N" : type, number.digits());
            case ValueTemplate.Truth truth -> attribute.put("BOOL", truth.value());
            case ValueTemplate.Items items -> {
                ArrayNode list = attribute.putArray("L");
                items.values().forEach(value -> list.add(attribute(value, values, null)));
            }
            case ValueTemplate.Members members -> attribute.set("M", item(members, values, Map.of()));
        }
        return attribute;
    }

    private static void scalar(ObjectNode attribute, String type, String text) {
        boolean binary = type.equals("B");
        attribute.put(type, binary ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) : text);
    }

    /// The same text for the same item, whoever wrote it.
    static String canonical(JsonNode node) {
        return sorted(node).toString();
    }

    private static JsonNode sorted(JsonNode node) {
        if (!node.isObject()) return node;
        ObjectNode sorted = MAPPER.createObjectNode();
        TreeMap<String, JsonNode> members = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) members.put(member.getKey(), member.getValue());
        members.forEach((name, value) -> sorted.set(
                name,
                name.equals("N") && value.isString()
                        ? MAPPER.getNodeFactory().stringNode(number(value.asString()))
                        : sorted(value)));
        return sorted;
    }

    private static String number(String digits) {
        try {
            BigDecimal number = new BigDecimal(digits);
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException none) {
            return digits;
        }
    }
}
