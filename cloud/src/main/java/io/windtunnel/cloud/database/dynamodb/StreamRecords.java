package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.StreamShapes;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.ItemJson;
import io.windtunnel.cloud.database.dynamodb.stream.ChangeRecord;
import io.windtunnel.cloud.database.dynamodb.stream.Streams;
import io.windtunnel.cloud.database.dynamodb.stream.TableStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// A stream's records as clients read them.
final class StreamRecords {
    private StreamRecords() {}

    static StreamShapes.Record of(Streams.Known known, TableStream.Numbered numbered) {
        ChangeRecord record = numbered.record();
        Item keys = Item.decode(record.keys());
        Item before = image(record.before());
        Item after = image(record.after());
        long size = keys.size() + (before == null ? 0 : before.size()) + (after == null ? 0L : after.size());
        return new StreamShapes.Record(
                eventId(known.stored().arn(), numbered.number()),
                record.kind().name(),
                "1.1",
                "aws:dynamodb",
                known.scope().region().code(),
                new StreamShapes.StreamRecord(
                        Instant.ofEpochSecond(record.millis() / 1_000),
                        keys,
                        after,
                        before,
                        TableStream.text(numbered.number()),
                        size,
                        known.stored().view()),
                record.service() ? new StreamShapes.Identity("dynamodb.amazonaws.com", "Service") : null);
    }

    private static @Nullable Item image(byte @Nullable [] bytes) {
        return bytes == null ? null : Item.decode(bytes);
    }

    /// The same for the same record, whenever it is read.
    private static String eventId(String arn, long number) {
        return UUID.nameUUIDFromBytes((arn + number).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    /// A record as a function's event holds it.
    static String json(Streams.Known known, TableStream.Numbered numbered) {
        StreamShapes.Record record = of(known, numbered);
        StreamShapes.StreamRecord change = record.dynamodb();
        return ItemJson.text(out -> {
            out.writeStartObject();
            out.writeStringProperty("eventID", record.eventID());
            out.writeStringProperty("eventName", record.eventName());
            out.writeStringProperty("eventVersion", record.eventVersion());
            out.writeStringProperty("eventSource", record.eventSource());
            out.writeStringProperty("awsRegion", record.awsRegion());
            out.writeName("dynamodb");
            out.writeStartObject();
            out.writeNumberProperty(
                    "ApproximateCreationDateTime",
                    change.approximateCreationDateTime().getEpochSecond());
            image(out, "Keys", change.keys());
            image(out, "NewImage", change.newImage());
            image(out, "OldImage", change.oldImage());
            out.writeStringProperty("SequenceNumber", change.sequenceNumber());
            out.writeNumberProperty("SizeBytes", change.sizeBytes());
            out.writeStringProperty("StreamViewType", change.streamViewType());
            out.writeEndObject();
            identity(out, record.userIdentity());
            out.writeStringProperty("eventSourceARN", known.stored().arn());
            out.writeEndObject();
        });
    }

    private static void image(JsonGenerator out, String name, @Nullable Item item) {
        if (item == null) return;
        out.writeName(name);
        ItemJson.write(out, item);
    }

    private static void identity(JsonGenerator out, StreamShapes.@Nullable Identity identity) {
        if (identity == null) return;
        out.writeName("userIdentity");
        out.writeStartObject();
        out.writeStringProperty("principalId", identity.principalId());
        out.writeStringProperty("type", identity.type());
        out.writeEndObject();
    }
}
