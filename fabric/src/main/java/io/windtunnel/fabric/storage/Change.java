package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One change as the write-ahead log and the snapshot hold it: a byte for its kind, then its members.
/// Replaying a change twice is the same as once: each states what then stands, not a difference. A
/// store is called by its number among the [StoreNames]; what gives a number its name stands before the
/// first change that uses it.
@SuppressWarnings("ArrayRecordComponent") // written and replayed, never compared
sealed interface Change {
    /// These are the names of the stores from number `first` on.
    record Names(int first, List<String> names) implements Change {}

    /// In table `store`, `key` (UTF-8) now has this value.
    record Put(int store, byte[] key, byte[] value) implements Change {}

    /// In table `store`, `key` has no value.
    record Remove(int store, byte[] key) implements Change {}

    /// In log `store`, this entry stands at `position`.
    record Append(int store, long position, byte[] entry) implements Change {}

    /// In log `store`, nothing stands before `position`, and the next entry has at least that position.
    record Trim(int store, long position) implements Change {}

    /// In rows `store`, this stands at `key`; null for nothing.
    record Row(int store, byte[] key, byte @Nullable [] value) implements Change {}

    /// In rows `store`, nothing stands.
    record Clear(int store) implements Change {}

    /// Several changes, all or none.
    record Several(List<Row> rows) implements Change {}

    /// Nothing: the last word of a snapshot.
    record End() implements Change {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /// How many bytes [#write] writes.
    default int bytes() {
        long bytes = switch (this) {
            case Names names -> namesBytes(names);
            case Put put -> 13L + put.key.length + put.value.length;
            case Remove remove -> 9L + remove.key.length;
            case Append append -> 17L + append.entry.length;
            case Trim _ -> 13;
            case Row row -> 1 + rowBytes(row);
            case Clear _ -> 5;
            case Several several -> severalBytes(several);
            case End _ -> 1;
        };
        if (bytes > Framing.MAX_PAYLOAD_BYTES)
            throw new IllegalArgumentException("a change of " + bytes + " bytes is over " + Framing.MAX_PAYLOAD_BYTES);
        return (int) bytes;
    }

    private static long namesBytes(Names names) {
        long bytes = 9;
        for (String name : names.names) bytes += 4L + utf8(name).length;
        return bytes;
    }

    private static long rowBytes(Row row) {
        return 12L + row.key.length + (row.value == null ? 0 : row.value.length);
    }

    private static long severalBytes(Several several) {
        long bytes = 5;
        for (Row row : several.rows) bytes += rowBytes(row);
        return bytes;
    }

    default void write(ByteBuffer out) {
        switch (this) {
            case Names(int first, List<String> names) -> {
                out.put((byte) 1).putInt(first).putInt(names.size());
                for (String name : names) writeBytes(out, utf8(name));
            }
            case Put(int store, byte[] key, byte[] value) -> {
                out.put((byte) 2).putInt(store);
                writeBytes(out, key);
                writeBytes(out, value);
            }
            case Remove(int store, byte[] key) -> writeBytes(out.put((byte) 3).putInt(store), key);
            case Append(int store, long position, byte[] entry) ->
                writeBytes(out.put((byte) 4).putInt(store).putLong(position), entry);
            case Trim(int store, long position) ->
                out.put((byte) 5).putInt(store).putLong(position);
            case Row row -> writeRow(out.put((byte) 6), row);
            case Clear(int store) -> out.put((byte) 7).putInt(store);
            case Several(List<Row> rows) -> {
                out.put((byte) 8).putInt(rows.size());
                for (Row row : rows) writeRow(out, row);
            }
            case End _ -> out.put((byte) 9);
        }
    }

    private static void writeRow(ByteBuffer out, Row row) {
        writeBytes(out.putInt(row.store), row.key);
        if (row.value == null) out.putInt(-1);
        else writeBytes(out, row.value);
    }

    private static void writeBytes(ByteBuffer out, byte[] bytes) {
        out.putInt(bytes.length).put(bytes);
    }

    /// @throws IOException when the bytes are no change
    static Change read(ByteBuffer in) throws IOException {
        try {
            int kind = in.get();
            return switch (kind) {
                case 1 -> new Names(in.getInt(), readNames(in));
                case 2 -> new Put(in.getInt(), readBytes(in), readBytes(in));
                case 3 -> new Remove(in.getInt(), readBytes(in));
                case 4 -> new Append(in.getInt(), in.getLong(), readBytes(in));
                case 5 -> new Trim(in.getInt(), in.getLong());
                case 6 -> readRow(in);
                case 7 -> new Clear(in.getInt());
                case 8 -> readSeveral(in);
                case 9 -> new End();
                default -> throw new IOException("no change is of kind " + kind + ": another version wrote it");
            };
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IOException("a change that ends too early", e);
        }
    }

    private static List<String> readNames(ByteBuffer in) {
        int count = in.getInt();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) names.add(text(readBytes(in)));
        return names;
    }

    private static Several readSeveral(ByteBuffer in) {
        int count = in.getInt();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) rows.add(readRow(in));
        return new Several(rows);
    }

    private static Row readRow(ByteBuffer in) {
        int store = in.getInt();
        byte[] key = readBytes(in);
        int length = in.getInt();
        return new Row(store, key, length < 0 ? null : readBytes(in, length));
    }

    private static byte[] readBytes(ByteBuffer in) {
        return readBytes(in, in.getInt());
    }

    private static byte[] readBytes(ByteBuffer in, int length) {
        if (length > in.remaining()) throw new BufferUnderflowException();
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
