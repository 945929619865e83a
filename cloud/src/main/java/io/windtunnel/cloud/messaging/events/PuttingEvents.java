package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.cloud.messaging.events.Shapes.Entry;
import io.windtunnel.cloud.messaging.events.Shapes.EntryAnswer;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an event must be before its bus takes it.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
final class PuttingEvents {
    private static final int MOST_ENTRIES = 10;

    /// Bytes of all entries: 256 KiB (API reference).
    private static final int MOST_BYTES = 262_144;

    private static final int TIME_BYTES = 14;

    private final Fabric fabric;
    private final Buses buses;

    PuttingEvents(Fabric fabric, Buses buses) {
        this.fabric = fabric;
        this.buses = buses;
    }

    Shapes.PutEventsAnswer put(Scope scope, List<Entry> entries) {
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES)
            throw AwsException.validation(
                    "1 validation error detected: Value at 'entries' failed to satisfy constraint:"
                            + " Member must have length less than or equal to 10");
        long bytes = 0;
        for (Entry entry : entries) bytes += bytes(entry);
        if (bytes > MOST_BYTES)
            throw AwsException.validation("Total size of the entries in the request is over the limit.");
        List<EntryAnswer> answers = new ArrayList<>(entries.size());
        int failed = 0;
        for (Entry entry : entries) {
            EntryAnswer answer = put(scope, entry);
            if (answer.eventId() == null) failed++;
            answers.add(answer);
        }
        return new Shapes.PutEventsAnswer(failed, answers);
    }

    private static long bytes(Entry entry) {
        long bytes = entry.time() == null ? 0 : TIME_BYTES;
        bytes += bytes(entry.source()) + bytes(entry.detailType()) + bytes(entry.detail());
        for (String each : entry.resources()) bytes += bytes(each);
        return bytes;
    }

    private static long bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private EntryAnswer put(Scope scope, Entry entry) {
        String source = entry.source();
        String type = entry.detailType();
        String detail = entry.detail();
        if (source == null || source.isEmpty()) return missing("Source");
        if (type == null || type.isEmpty()) return missing("DetailType");
        if (detail == null || detail.isEmpty()) return missing("Detail");
        if (source.startsWith("aws."))
            return new EntryAnswer(null, "NotAuthorizedForSourceException", "Not authorized for the source.");
        Map<?, ?> tree = Json.object(detail);
        if (tree == null) return new EntryAnswer(null, "MalformedDetail", "Detail is malformed.");
        Bus bus = buses.find(scope, entry.eventBusName());
        if (bus == null)
            return new EntryAnswer(
                    null, "ResourceNotFoundException", "Event bus " + entry.eventBusName() + " does not exist.");
        Instant now = fabric.time().now();
        Instant at = entry.time() == null ? now : entry.time();
        Event event = Event.of(fabric.ids().uuid(), scope, source, type, at, entry.resources(), tree, now);
        buses.put(bus, event);
        return new EntryAnswer(event.id(), null, null);
    }

    private static EntryAnswer missing(String parameter) {
        return new EntryAnswer(
                null,
                "InvalidArgument",
                "Parameter " + parameter + " is not valid. Reason: " + parameter + " is a required argument.");
    }
}
