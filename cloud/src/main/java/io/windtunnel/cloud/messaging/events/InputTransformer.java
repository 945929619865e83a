package io.windtunnel.cloud.messaging.events;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a target gets of an event: all of it, a part, a constant, or a template with values of the event in it.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
final class InputTransformer {
    private InputTransformer() {}

    static String input(TargetRow target, Rule rule, Event event) {
        if (target.input() != null) return target.input();
        if (target.inputPath() != null) return Json.write(Json.at(event.tree(), target.inputPath()));
        return target.template() == null ? event.json() : fill(target.template(), target.paths(), rule, event);
    }

    /// Fills `<name>` by what the paths find. Inside of a JSON text it is put in as it is, elsewhere as JSON; a path
    /// that
    /// finds nothing leaves nothing.
    static String fill(String template, Map<String, String> paths, Rule rule, Event event) {
        StringBuilder filled = new StringBuilder(template.length() + 128);
        boolean inText = false;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '\\' && i + 1 < template.length()) {
                filled.append(c).append(template.charAt(++i));
                continue;
            }
            int end = c == '<' ? template.indexOf('>', i) : -1;
            String name = end < 0 ? "" : template.substring(i + 1, end);
            if (end >= 0 && (paths.containsKey(name) || name.startsWith("aws.events."))) {
                filled.append(value(name, paths, rule, event, inText));
                i = end;
                continue;
            }
            if (c == '"') inText = !inText;
            filled.append(c);
        }
        return filled.toString();
    }

    private static String value(String name, Map<String, String> paths, Rule rule, Event event, boolean inText) {
        Object value = name.startsWith("aws.events.")
                ? ownVariable(name, rule, event)
                : Json.at(event.tree(), Objects.requireNonNull(paths.get(name)));
        if (value == null) return "";
        String json = Json.write(value);
        if (!inText) return json;
        if (value instanceof String) return json.substring(1, json.length() - 1);
        String escaped = Json.write(json);
        return escaped.substring(1, escaped.length() - 1);
    }

    private static @Nullable Object ownVariable(String name, Rule rule, Event event) {
        return switch (name) {
            case "aws.events.rule-arn" -> rule.arn();
            case "aws.events.rule-name" -> rule.row().name();
            case "aws.events.event.ingestion-time" ->
                event.ingested().truncatedTo(ChronoUnit.MILLIS).toString();
            case "aws.events.event", "aws.events.event.json" -> event.tree();
            default -> null;
        };
    }
}
