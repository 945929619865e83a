package io.windtunnel.fabric.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

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
            default -> throw new IOException("not a change of kind " + kind);
        };
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
