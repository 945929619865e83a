package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All state at about one moment, in a file of framed changes with a last word that says it is whole.
/// It is named after the first log segment that must be replayed over it; a row that changed while it
/// was written is put right by that.
final class Snapshot {
    /// What was read or written.
    ///
    /// @param firstSegment the segment from which to replay
    record Written(int firstSegment, long bytes) {}

    private static final String PREFIX = "snapshot-";
    private static final int BUFFER_BYTES = 1 << 20;

    /// How much is written between two syncs, in bytes: a long queue before the device would make the
    /// log wait.
    private static final long SYNC_EVERY_BYTES = 8 << 20;

    private final FileChannel channel;
    private final StoreNames names;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long sequence;
    private long bytes;
    private long synced;
    private int named;

    private Snapshot(FileChannel channel, StoreNames names) {
        this.channel = channel;
        this.names = names;
    }

    /// Gives `replay` every change of the newest snapshot; tells of an empty one when there is none.
    static Written load(Disk disk, Path directory, Consumer<Change> replay) throws IOException {
        Optional<Path> newest;
        try (var files = Files.list(directory)) {
            newest = files.filter(file -> file.getFileName().toString().matches(PREFIX + "\\d+"))
                    .max(Comparator.naturalOrder());
        }
        if (newest.isEmpty()) return new Written(1, 0);
        Path file = newest.get();
        if (!read(disk, file, replay)) throw new StorageException(file + " is damaged");
        int first = Integer.parseInt(file.getFileName().toString().substring(PREFIX.length()));
        return new Written(first, Files.size(file));
    }

    private static boolean read(Disk disk, Path file, Consumer<Change> replay) throws IOException {
        try (FrameReader reader = new FrameReader(disk, file, 0)) {
            @Nullable Change change = reader.next();
            while (change != null && !(change instanceof Change.End)) {
                replay.accept(change);
                change = reader.next();
            }
            return change != null;
        }
    }

    /// Writes a snapshot and deletes older ones. `state` calls the consumer it is given with every
    /// change.
    static Written write(
            Disk disk, Path directory, int firstSegment, StoreNames names, Consumer<Consumer<Change>> state)
            throws IOException {
        Path part = directory.resolve("snapshot.part");
        Path file = directory.resolve(PREFIX + "%08d".formatted(firstSegment));
        long bytes;
        try (FileChannel channel = disk.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            Snapshot snapshot = new Snapshot(channel, names);
            state.accept(snapshot::add);
            snapshot.add(new Change.End());
            snapshot.flush();
            channel.force(true);
            bytes = snapshot.bytes;
        } catch (UncheckedIOException e) {
            Files.deleteIfExists(part);
            throw e.getCause();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        DirectorySync.sync(directory);
        try (var old = Files.newDirectoryStream(directory, PREFIX + "*[0-9]")) {
            for (Path each : old) if (!each.equals(file)) Files.delete(each);
        }
        return new Written(firstSegment, bytes);
    }

    private void add(Change change) {
        if (named < names.count()) {
            Change.Names told = names.from(named);
            named = told.first() + told.names().size();
            write(told);
        }
        write(change);
    }

    private void write(Change change) {
        int frameBytes = Framing.bytes(change);
        if (buffer.remaining() < frameBytes) {
            flush();
            if (buffer.capacity() < frameBytes) buffer = ByteBuffer.allocateDirect(frameBytes);
        }
        Framing.write(buffer, ++sequence, change, frameBytes);
    }

    private void flush() {
        try {
            buffer.flip();
            while (buffer.hasRemaining()) bytes += channel.write(buffer);
            buffer.clear();
            if (bytes - synced < SYNC_EVERY_BYTES) return;
            channel.force(false);
            synced = bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
