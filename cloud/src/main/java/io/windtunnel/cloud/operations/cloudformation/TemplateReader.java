package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.wire.AwsException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Reads the text of a template, JSON or YAML, into a tree of maps, lists and scalars. YAML's short forms (`!Ref X`)
/// become
/// the long ones (`{Ref: X}`). A number whose text is not its usual spelling (`1.10`, `0755`) stays text, as does a
/// date.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
final class TemplateReader {
    /// What CreateStack and its kin take in `TemplateBody`, in bytes.
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    static final int MOST_BODY_BYTES = 51_200;

    /// How deep a template may nest; ours, so that a hostile one ends in an error.
    private static final int MOST_DEPTH = 100;

    /// A tree, and the line of every place down to two steps, such as `Resources/Vpc`.
    record Read(Map<String, Object> tree, Map<String, Integer> lines) {}

    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private TemplateReader() {}

    /// @throws AwsException `ValidationError` when the text is too long or is neither JSON nor YAML
    static Read read(String body) {
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BODY_BYTES)
            throw AwsException.validation("1 validation error detected: Value at 'templateBody' failed to satisfy "
                    + "constraint: Member must have length less than or equal to " + MOST_BODY_BYTES);
        TemplateReader reader = new TemplateReader();
        Object tree = body.stripLeading().startsWith("{") ? reader.braced(body) : reader.yaml(body);
        if (!(tree instanceof Map<?, ?> map))
            throw AwsException.validation("Template format error: unsupported structure.");
        Map<String, Object> root = new LinkedHashMap<>();
        map.forEach((key, value) -> root.put((String) key, value));
        return new Read(root, reader.lines);
    }

    /// JSON, or YAML that happens to begin with a brace.
    private @Nullable Object braced(String body) {
        try {
            return json(body);
        } catch (AwsException notJson) {
            try {
                return yaml(body);
            } catch (AwsException notYamlEither) {
                throw notJson;
            }
        }
    }

    private @Nullable Object json(String body) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), body)) {
            parser.nextToken();
            Object value = json(parser, "", 0);
            if (parser.nextToken() != null)
                throw notWellFormed("JSON", parser.currentTokenLocation().getLineNr(), 1);
            return value;
        } catch (JacksonException broken) {
            TokenStreamLocation at = broken.getLocation();
            throw notWellFormed("JSON", at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
        }
    }

    private @Nullable Object json(JsonParser parser, String path, int depth) {
        if (depth > MOST_DEPTH) throw tooDeep();
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    String below = below(
                            path, key, depth, parser.currentTokenLocation().getLineNr());
                    parser.nextToken();
                    map.put(key, json(parser, below, depth + 1));
                }
                return map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) list.add(json(parser, path, depth + 2));
                return list;
            }
            case VALUE_TRUE -> {
                return true;
            }
            case VALUE_FALSE -> {
                return false;
            }
            case VALUE_NULL -> {
                return null;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return plainNumber(parser.getString()).orElse(parser.getString());
            }
            default -> {
                return parser.getString();
            }
        }
    }

    private @Nullable Object yaml(String body) {
        try {
            var events = new Parse(
                            LoadSettings.builder().setCodePointLimit(1 << 20).build())
                    .parseString(body)
                    .iterator();
            Events cursor =
                    new Events(events.hasNext() ? events : List.<Event>of().iterator());
            cursor.next();
            cursor.next();
            Event first = cursor.next();
            return yaml(cursor, first, "", 0);
        } catch (MarkedYamlEngineException broken) {
            Optional<Mark> at = broken.getProblemMark();
            throw notWellFormed(
                    "YAML",
                    at.map(Mark::getLine).orElse(0) + 1,
                    at.map(Mark::getColumn).orElse(0) + 1);
        } catch (YamlEngineException broken) {
            throw notWellFormed("YAML", 1, 1);
        }
    }

    /// The parser's events, one after the other.
    private record Events(java.util.Iterator<Event> events) {
        Event next() {
            if (!events.hasNext()) throw AwsException.validation("Template format error: unsupported structure.");
            return events.next();
        }
    }

    private @Nullable Object yaml(Events events, Event event, String path, int depth) {
        if (depth > MOST_DEPTH) throw tooDeep();
        return switch (event) {
            case ScalarEvent scalar -> tagged(scalar.getTag(), scalar(scalar), true);
            case MappingStartEvent start -> tagged(start.getTag(), mapping(events, path, depth), false);
            case SequenceStartEvent start -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next())
                    list.add(yaml(events, next, path, depth + 2));
                yield tagged(start.getTag(), list, false);
            }
            case AliasEvent _ ->
                throw AwsException.validation(
                        "Template error: YAML aliases are not allowed in CloudFormation templates");
            default -> throw AwsException.validation("Template format error: unsupported structure.");
        };
    }

    private Map<String, @Nullable Object> mapping(Events events, String path, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
            int line = next.getStartMark().map(Mark::getLine).orElse(0) + 1;
            if (!(next instanceof ScalarEvent key))
                throw AwsException.validation(
                        "Template format error: YAML mapping keys must be text. (line " + line + ")");
            String below = below(path, key.getValue(), depth, line);
            if (map.containsKey(key.getValue()))
                throw AwsException.validation(
                        "Template format error: duplicate key `" + key.getValue() + "` (line " + line + ")");
            map.put(key.getValue(), yaml(events, events.next(), below, depth + 1));
        }
        return map;
    }

    private String below(String path, String key, int depth, int line) {
        if (depth > 1) return path;
        String below = path.isEmpty() ? key : path + "/" + key;
        lines.put(below, line);
        return below;
    }

    /// The long form of a tag's short form.
    private static @Nullable Object tagged(Optional<String> tag, @Nullable Object value, boolean scalar) {
        if (tag.isEmpty() || tag.get().startsWith("tag:yaml.org")) return value;
        String name = tag.get().substring(1);
        if (name.equals("Ref") || name.equals("Condition")) return Map.of(name, String.valueOf(value));
        if (name.equals("GetAtt") && scalar) {
            String text = String.valueOf(value);
            int dot = text.indexOf('.');
            if (dot > 0) return function("Fn::GetAtt", List.of(text.substring(0, dot), text.substring(dot + 1)));
        }
        return function("Fn::" + name, value);
    }

    private static Map<String, @Nullable Object> function(String name, @Nullable Object argument) {
        Map<String, @Nullable Object> call = new LinkedHashMap<>();
        call.put(name, argument);
        return call;
    }

    private static @Nullable Object scalar(ScalarEvent event) {
        String text = event.getValue();
        if (event.getScalarStyle() != ScalarStyle.PLAIN || event.getTag().isPresent()) return text;
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> true;
            case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> false;
            default -> plainNumber(text).orElse(text);
        };
    }

    /// The number that `text` spells in the only way that spells it.
    private static Optional<Object> plainNumber(String text) {
        if (text.isEmpty() || text.length() > 30 || (!Character.isDigit(text.charAt(0)) && text.charAt(0) != '-'))
            return Optional.empty();
        try {
            BigDecimal number = new BigDecimal(text);
            if (!number.toPlainString().equals(text)) return Optional.empty();
            if (number.scale() > 0)
                return number.stripTrailingZeros().equals(number) ? Optional.of(number) : Optional.empty();
            if (number.precision() > 18) return Optional.empty();
            long whole = number.longValueExact();
            return Optional.of(whole == (int) whole ? (Object) (int) whole : (Object) whole);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static AwsException notWellFormed(String language, int line, int column) {
        return AwsException.validation(
                "Template format error: %s not well-formed. (line %d, column %d)".formatted(language, line, column));
    }

    private static AwsException tooDeep() {
        return AwsException.validation("Template format error: nested more than " + MOST_DEPTH + " deep");
    }
}
