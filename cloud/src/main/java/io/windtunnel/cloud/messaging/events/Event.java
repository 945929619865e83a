package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An event on a bus.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
///
/// @param json as targets get it
/// @param tree the same, read
record Event(String json, Map<?, ?> tree, Instant ingested) {
    /// @param detail a JSON object, read
    static Event of(
            String id,
            Scope scope,
            String source,
            String detailType,
            Instant time,
            List<String> resources,
            Map<?, ?> detail,
            Instant now) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", "0");
        tree.put("id", id);
        tree.put("detail-type", detailType);
        tree.put("source", source);
        tree.put("account", scope.account().digits());
        tree.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
        tree.put("region", scope.region().code());
        tree.put("resources", resources);
        tree.put("detail", detail);
        return new Event(Json.write(tree), tree, now);
    }

    /// The event `json` spells, from another bus.
    ///
    /// @throws IllegalArgumentException when it spells none
    static Event read(String json, Instant now) {
        Map<?, ?> tree = Json.object(json);
        if (tree == null || !(tree.get("detail") instanceof Map))
            throw new IllegalArgumentException("not an event: " + json);
        return new Event(json, tree, now);
    }

    /// The event as a replay sends it.
    Event replayed(String replay, Instant now) {
        Map<Object, Object> changed = new LinkedHashMap<>(tree);
        changed.put("replay-name", replay);
        return new Event(Json.write(changed), changed, now);
    }

    String id() {
        return String.valueOf(tree.get("id"));
    }

    Instant time() {
        return Instant.parse(Objects.requireNonNull(tree.get("time")).toString());
    }
}
