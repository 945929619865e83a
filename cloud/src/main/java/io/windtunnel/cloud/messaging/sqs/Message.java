package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.ports.Sink.Attribute;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A message as its queue's rows hold it.
///
/// @param sentMillis epoch milliseconds
/// @param visibleMillis when its delay is over, epoch milliseconds
/// @param sender who sent it: an account or a principal's unique id
/// @param traceHeader the system attribute `AWSTraceHeader`
/// @param deadLetterSource the ARN of the queue it was moved from
/// @param receiveCount how often it had been received before it came here
/// @param attributes by name, in order
record Message(
        String id,
        long sentMillis,
        long visibleMillis,
        String sender,
        @Nullable String group,
        @Nullable String deduplicationId,
        @Nullable String traceHeader,
        @Nullable String deadLetterSource,
        int receiveCount,
        Map<String, Attribute> attributes,
        String body) {
    /// Raised when the form changes.
    private static final byte FORM = 1;

    private static final int FIXED_BYTES = 1 + 16 + 8 + 8 + 4;

    /// The message, moved from a dead-letter source or back.
    Message moved(long atMillis, boolean keepsAge, @Nullable String source, int received) {
        return new Message(
                id,
                keepsAge ? sentMillis : atMillis,
                atMillis,
                sender,
                group,
                deduplicationId,
                traceHeader,
                source,
                received,
                attributes,
                body);
    }

    byte[] encode() {
        byte[] text = body.getBytes(StandardCharsets.UTF_8);
        byte[][] parts = {
            bytes(sender), bytes(group), bytes(deduplicationId), bytes(traceHeader), bytes(deadLetterSource)
        };
        byte[] said = encodeAttributes();
        int size = FIXED_BYTES + said.length + 4 + text.length;
        for (byte[] part : parts) size += 4 + (part == null ? 0 : part.length);
        ByteBuffer out = ByteBuffer.allocate(size);
        long[] uuid = MessageIds.halves(id);
        out.put(FORM).putLong(uuid[0]).putLong(uuid[1]).putLong(sentMillis).putLong(visibleMillis);
        out.putInt(receiveCount);
        for (byte[] part : parts) put(out, part);
        out.put(said);
        put(out, text);
        return out.array();
    }

    private byte[] encodeAttributes() {
        if (attributes.isEmpty()) return new byte[4];
        int size = 4;
        for (Map.Entry<String, Attribute> each : attributes.entrySet())
            size += 12
                    + 1
                    + 3 * (each.getKey().length() + each.getValue().dataType().length())
                    + value(each.getValue()).length;
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(attributes.size());
        for (Map.Entry<String, Attribute> each : attributes.entrySet()) {
            put(out, bytes(each.getKey()));
            put(out, bytes(each.getValue().dataType()));
            out.put((byte) (each.getValue().bytes() == null ? 1 : 2));
            put(out, value(each.getValue()));
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] value(Attribute attribute) {
        if (attribute.bytes() != null) return attribute.bytes();
        String text = attribute.text();
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer out, byte @Nullable [] part) {
        out.putInt(part == null ? -1 : part.length);
        if (part != null) out.put(part);
    }

    static Message decode(byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row);
        if (in.get() != FORM) throw new IllegalStateException("a message of an unknown form");
        String id = MessageIds.text(in.getLong(), in.getLong());
        long sent = in.getLong();
        long visible = in.getLong();
        int received = in.getInt();
        String sender = text(in);
        return new Message(
                id,
                sent,
                visible,
                sender == null ? "" : sender,
                text(in),
                text(in),
                text(in),
                text(in),
                received,
                decodeAttributes(in),
                String.valueOf(text(in)));
    }

    /// When the message in `row` was sent, in epoch milliseconds.
    static long sentMillis(byte[] row) {
        return ByteBuffer.wrap(row).getLong(1 + 16);
    }

    private static Map<String, Attribute> decodeAttributes(ByteBuffer in) {
        int count = in.getInt();
        if (count == 0) return Map.of();
        Map<String, Attribute> attributes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String name = String.valueOf(text(in));
            String type = String.valueOf(text(in));
            boolean binary = in.get() == 2;
            byte[] value = new byte[in.getInt()];
            in.get(value);
            attributes.put(
                    name,
                    binary
                            ? new Attribute(type, null, value)
                            : new Attribute(type, new String(value, StandardCharsets.UTF_8), null));
        }
        return attributes;
    }

    private static @Nullable String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) return null;
        String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }
}
