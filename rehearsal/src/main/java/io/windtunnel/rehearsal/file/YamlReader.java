package io.windtunnel.rehearsal.file;

import io.windtunnel.rehearsal.file.Node.Entry;
import io.windtunnel.rehearsal.file.Node.Mapping;
import io.windtunnel.rehearsal.file.Node.Position;
import io.windtunnel.rehearsal.file.Node.Scalar;
import io.windtunnel.rehearsal.file.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;

/// Turns YAML text into [Node]s. Every scalar stays text: what it means is the binder's matter.
final class YamlReader {
    /// How deep a file may nest.
    private static final int MOST_DEPTH = 32;

    private final JsonParser parser;
    private final Problems problems;

    private YamlReader(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /// The document's root, or what is wrong with the YAML itself.
    static Node read(String text, Problems problems) throws BadFile {
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                problems.add(
                        new Position(1, 1), "found an empty file, expected a mapping that begins with `rehearsal:`");
                problems.throwIfAny();
            }
            return new YamlReader(parser, problems).node(0);
        } catch (JacksonException broken) {
            TokenStreamLocation where = broken.getLocation();
            Position at = where == null ? new Position(1, 1) : position(where);
            String message = broken.getOriginalMessage();
            problems.add(at, "not YAML: " + message.lines().findFirst().orElse("unreadable"));
            problems.throwIfAny();
            throw broken;
        }
    }

    private Node node(int depth) throws BadFile {
        Position at = position(parser.currentTokenLocation());
        if (depth > MOST_DEPTH) {
            problems.add(at, "nested more than " + MOST_DEPTH + " deep");
            problems.throwIfAny();
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(at, depth);
            case START_ARRAY -> sequence(at, depth);
            case VALUE_NULL -> new Scalar(at, "", false);
            case VALUE_STRING -> new Scalar(at, parser.getString(), true);
            default -> new Scalar(at, parser.getString(), false);
        };
    }

    private Mapping mapping(Position at, int depth) throws BadFile {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Position keyAt = position(parser.currentTokenLocation());
            String key = parser.currentName();
            parser.nextToken();
            if (entries.put(key, new Entry(keyAt, node(depth + 1))) != null)
                problems.add(keyAt, "`" + key + "` is said twice");
        }
        return new Mapping(at, entries);
    }

    private Sequence sequence(Position at, int depth) throws BadFile {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) items.add(node(depth + 1));
        return new Sequence(at, items);
    }

    private static Position position(TokenStreamLocation location) {
        return new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
