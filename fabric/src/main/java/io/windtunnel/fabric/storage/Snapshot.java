package io.windtunnel.fabric.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;

/// All state at about one moment, in a file of framed changes with a last word that says it is whole. It is named after
/// the first log segment that must be replayed over it; a row that changed while it was written is put right by that.
final class Snapshot {
    private static final String PREFIX = "snapshot-";
    private static final byte[] LAST_WORD = "whole".getBytes(StandardCharsets.US_ASCII);

    private Snapshot() {}

    /// The segment from which to replay, having given `replay` every change of the newest snapshot; 1 without one.
    static int load(Path directory, Consumer<byte[]> replay) throws IOException {
        Optional<Path> newest;
        try (var files = Files.list(directory)) {
            newest = files.filter(file -> file.getFileName().toString().matches(PREFIX + "\\d+"))
                    .max(Comparator.naturalOrder());
        }
        if (newest.isEmpty()) return 1;
        Path file = newest.get();
        if (!read(file, replay)) throw new StorageException(file + " is damaged");
        return Integer.parseInt(file.getFileName().toString().substring(PREFIX.length()));
    }

    private static boolean read(Path file, Consumer<byte[]> replay) throws IOException {
        // read through a window: a snapshot may be larger than one buffer can hold
        long size = Files.size(file);
        long sequence = 0;
        long at = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (at < size) {
                int window = (int) Math.min(size - at, Framing.MAX_PAYLOAD_BYTES + (1L << 20));
                ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, at, window);
                int start = bytes.position();
                for (var record = Framing.next(bytes, sequence);
                        record != null;
                        record = Framing.next(bytes, sequence)) {
                    sequence = record.sequence();
                    if (java.util.Arrays.equals(record.payload(), LAST_WORD)) return true;
                    replay.accept(record.payload());
                }
                if (bytes.position() == start) return false;
                at += bytes.position();
            }
        }
        return false;
    }

    /// Writes a snapshot and deletes older ones. `state` calls the consumer it is given with every change.
    static void write(Path directory, int firstSegment, Consumer<Consumer<byte[]>> state) throws IOException {
        Path part = directory.resolve("snapshot.part");
        Path file = directory.resolve(PREFIX + "%08d".formatted(firstSegment));
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 20);
            long[] sequence = {0};
            state.accept(change -> writeFrame(out, ++sequence[0], change));
            writeFrame(out, ++sequence[0], LAST_WORD);
            out.flush();
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        DirectorySync.sync(directory);
        try (var old = Files.newDirectoryStream(directory, PREFIX + "*[0-9]")) {
            for (Path each : old) if (!each.equals(file)) Files.delete(each);
        }
    }

    private static void writeFrame(OutputStream out, long sequence, byte[] change) {
        try {
            out.write(Framing.frame(sequence, change));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
