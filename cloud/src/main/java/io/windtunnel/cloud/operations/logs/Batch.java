package io.windtunnel.cloud.operations.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The events of one `PutLogEvents`, as they lie in the group's log: a header (stream, time of
/// ingestion, count), a table of each event's timestamp and end, and the messages in UTF-8 behind it.
/// Nothing is unpacked before it is asked for, so that a scan allocates only what a query looks at.
///
/// Thread safety: immutable; the bytes belong to the log.
final class Batch {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int HEADER_BYTES = 20;
    private static final int ENTRY_BYTES = 12;

    private final long position;
    private final byte[] bytes;

    /// @param position where it stands in the group's log
    Batch(long position, byte[] bytes) {
        this.position = position;
        this.bytes = bytes;
    }

    /// The form in which events are kept. They must be in the order of their time.
    static byte[] encode(long streamId, long ingestedMillis, List<InputEvent> events) {
        byte[][] messages = new byte[events.size()][];
        int size = HEADER_BYTES + ENTRY_BYTES * messages.length;
        for (int i = 0; i < messages.length; i++) {
            messages[i] = events.get(i).message().getBytes(StandardCharsets.UTF_8);
            size += messages[i].length;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putLong(streamId).putLong(ingestedMillis).putInt(messages.length);
        int end = 0;
        for (int i = 0; i < messages.length; i++) {
            end += messages[i].length;
            out.putLong(events.get(i).timestamp()).putInt(end);
        }
        for (byte[] message : messages) out.put(message);
        return out.array();
    }

    long position() {
        return position;
    }

    long streamId() {
        return (long) LONG.get(bytes, 0);
    }

    /// When CloudWatch Logs received it, in milliseconds since 1970.
    long ingestedMillis() {
        return (long) LONG.get(bytes, 8);
    }

    int count() {
        return (int) INT.get(bytes, 16);
    }

    long timestamp(int index) {
        return (long) LONG.get(bytes, HEADER_BYTES + ENTRY_BYTES * index);
    }

    long firstTimestamp() {
        return timestamp(0);
    }

    long lastTimestamp() {
        return timestamp(count() - 1);
    }

    String message(int index) {
        int start = start(index);
        return new String(bytes, messages() + start, end(index) - start, StandardCharsets.UTF_8);
    }

    /// The size of a message in bytes of UTF-8.
    int messageBytes(int index) {
        return end(index) - start(index);
    }

    /// What the batch counts for in size: its messages and 26 bytes for each event.
    long storedBytes() {
        return bytes.length - messages() + (long) Limits.EVENT_OVERHEAD_BYTES * count();
    }

    private int messages() {
        return HEADER_BYTES + ENTRY_BYTES * count();
    }

    private int start(int index) {
        return index == 0 ? 0 : end(index - 1);
    }

    private int end(int index) {
        return (int) INT.get(bytes, HEADER_BYTES + ENTRY_BYTES * index + 8);
    }
}
