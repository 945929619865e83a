package io.windtunnel.fabric.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One change as the write-ahead log and the snapshot hold it. Replaying a change twice is the same as once: each
/// states
/// what then stands, not a difference.
sealed interface Change {
    /// `store` is scope and name of the table or log.
    String store();

    /// In table `store`, `key` now has this value.
    record Put(String store, String key, byte[] value) implements Change {}

    /// In table `store`, `key` has no value.
    record Remove(String store, String key) implements Change {}

    /// In log `store`, this entry stands at `position`.
    record Append(String store, long position, byte[] entry) implements Change {}

    /// In log `store`, nothing stands before `position`, and the next entry has at least that position.
    record Trim(String store, long position) implements Change {}

    /// In rows `store`, this stands at `key`; null for nothing.
    @SuppressWarnings("ArrayRecordComponent") // written and replayed, never compared
    record Row(String store, byte[] key, byte @Nullable [] value) implements Change {}

    /// In rows `store`, nothing stands.
    record Clear(String store) implements Change {}

    /// Several changes, all or none.
    record Several(List<Row> rows) implements Change {
        @Override
        public String store() {
            return rows.getFirst().store();
        }
    }

    default byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (this) {
                case Put put -> {
                    out.writeByte('P');
                    out.writeUTF(put.store);
                    writeString(out, put.key);
                    out.write(put.value);
                }
                case Remove remove -> {
                    out.writeByte('R');
                    out.writeUTF(remove.store);
                    writeString(out, remove.key);
                }
                case Append append -> {
                    out.writeByte('A');
                    out.writeUTF(append.store);
                    out.writeLong(append.position);
                    out.write(append.entry);
                }
                case Trim trim -> {
                    out.writeByte('T');
                    out.writeUTF(trim.store);
                    out.writeLong(trim.position);
                }
                case Row row -> {
                    out.writeByte('r');
                    writeRow(out, row);
                }
                case Clear clear -> {
                    out.writeByte('C');
                    out.writeUTF(clear.store);
                }
                case Several several -> {
                    out.writeByte('S');
                    out.writeUTF("");
                    out.writeInt(several.rows.size());
                    for (Row row : several.rows) writeRow(out, row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// @throws IOException when the bytes are no change
    static Change decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int kind = in.readByte();
        String store = in.readUTF();
        return switch (kind) {
            case 'P' -> new Put(store, readString(in), in.readAllBytes());
            case 'R' -> new Remove(store, readString(in));
            case 'A' -> new Append(store, in.readLong(), in.readAllBytes());
            case 'T' -> new Trim(store, in.readLong());
            case 'r' -> readRow(store, in);
            case 'C' -> new Clear(store);
            case 'S' -> readSeveral(in);
            default -> throw new IOException("not a change of kind " + kind);
        };
    }

    private static void writeRow(DataOutputStream out, Row row) throws IOException {
        out.writeUTF(row.store);
        out.writeInt(row.key.length);
        out.write(row.key);
        out.writeInt(row.value == null ? -1 : row.value.length);
        if (row.value != null) out.write(row.value);
    }

    private static Row readRow(String store, DataInputStream in) throws IOException {
        byte[] key = in.readNBytes(in.readInt());
        int length = in.readInt();
        return new Row(store, key, length < 0 ? null : in.readNBytes(length));
    }

    private static Several readSeveral(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) rows.add(readRow(in.readUTF(), in));
        return new Several(rows);
    }

    private static void writeString(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String readString(DataInputStream in) throws IOException {
        byte[] utf8 = in.readNBytes(in.readInt());
        return new String(utf8, java.nio.charset.StandardCharsets.UTF_8);
    }
}
