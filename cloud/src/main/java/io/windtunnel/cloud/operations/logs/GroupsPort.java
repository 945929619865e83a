package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.ports.LogGroups;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How data planes write lines, and a rehearsal reads them.
final class GroupsPort implements LogGroups {
    /// What a line may have of UTF-8, so that an event fits.
    private static final int LONGEST_MESSAGE_BYTES = Limits.EVENT_BYTES - Limits.EVENT_OVERHEAD_BYTES;

    private final Groups groups;
    private final Ingestion ingestion;

    GroupsPort(Groups groups, Ingestion ingestion) {
        this.groups = groups;
        this.ingestion = ingestion;
    }

    @Override
    public void write(Scope scope, String group, String stream, List<Event> events) {
        LogGroup known = groups.find(scope, group).orElseGet(() -> made(scope, group));
        LogStream line = groups.findStream(scope, group, stream).orElseGet(() -> made(scope, group, stream));
        List<InputEvent> all = new ArrayList<>();
        for (Event event : events)
            if (!event.message().isEmpty()) all.add(new InputEvent(event.at().toEpochMilli(), cut(event.message())));
        all.sort(Comparator.comparingLong(InputEvent::timestamp));
        List<InputEvent> batch = new ArrayList<>();
        long bytes = 0;
        for (InputEvent event : all) {
            int one = Acceptance.bytes(event.message()) + Limits.EVENT_OVERHEAD_BYTES;
            boolean far =
                    !batch.isEmpty() && event.timestamp() - batch.getFirst().timestamp() > Limits.BATCH_SPAN.toMillis();
            if (bytes + one > Limits.BATCH_BYTES || batch.size() == Limits.BATCH_EVENTS || far) {
                take(scope, known, line, batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(event);
            bytes += one;
        }
        take(scope, known, line, batch);
    }

    private void take(Scope scope, LogGroup group, LogStream stream, List<InputEvent> batch) {
        if (batch.isEmpty()) return;
        Acceptance acceptance = Acceptance.of(batch, groups.now(), group.retentionInDays());
        ingestion.take(scope, group, stream, acceptance.taken());
    }

    private LogGroup made(Scope scope, String name) {
        try {
            return groups.create(scope, name, LogGroup.STANDARD, Map.of());
        } catch (AwsException madeMeanwhile) {
            return groups.require(scope, name);
        }
    }

    private LogStream made(Scope scope, String group, String name) {
        try {
            return groups.createStream(scope, group, name);
        } catch (AwsException madeMeanwhile) {
            return groups.requireStream(scope, group, name);
        }
    }

    /// A message that an event can hold.
    private static String cut(String message) {
        if (message.length() * 3L <= LONGEST_MESSAGE_BYTES) return message;
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_MESSAGE_BYTES) return message;
        int end = LONGEST_MESSAGE_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) end--;
        return StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end)).toString();
    }

    @Override
    public List<Line> read(Scope scope, String group, Instant from, Instant until, int atMost) {
        List<Line> lines = new ArrayList<>();
        groups.find(scope, group).ifPresent(known -> {
            Map<Long, String> names = new HashMap<>();
            for (LogStream stream : groups.streams(scope, group)) names.put(stream.id(), stream.name());
            long start = Math.max(from.toEpochMilli(), groups.expiredBefore(known));
            long end = until.toEpochMilli();
            Merge merge = Merge.forward(
                    groups.events(scope, known).between(start, end, names::containsKey), start, end, null);
            while (lines.size() < atMost && merge.next()) {
                Batch batch = merge.batch();
                lines.add(new Line(
                        names.getOrDefault(batch.streamId(), ""),
                        Instant.ofEpochMilli(batch.timestamp(merge.index())),
                        Instant.ofEpochMilli(batch.ingestedMillis()),
                        batch.message(merge.index())));
            }
        });
        return lines;
    }
}
