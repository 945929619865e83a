package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.cloud.delivery.Placeholders;
import java.time.temporal.ChronoUnit;
import java.util.Map;
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

    /// Fills `<name>` by what the paths find; a path that finds nothing leaves nothing.
    static String fill(String template, Map<String, String> paths, Rule rule, Event event) {
        return Placeholders.fill(template, name -> {
            if (name.startsWith("aws.events.")) return ownVariable(name, rule, event);
            String path = paths.get(name);
            return path == null ? Placeholders.Variables.UNKNOWN : Json.at(event.tree(), path);
        });
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
