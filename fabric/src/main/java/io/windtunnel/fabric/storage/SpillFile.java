package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A temporary file, cut into slabs, and mapped for those who read them. It is written to by ordinary
/// writes: a full disk is found there, as an exception, and not when a page of the map cannot be had.
/// The file is nameless from its opening on where the system allows it, so nothing remains of it after
/// a crash.
///
/// Thread safety: its owner's lock.
final class SpillFile implements AutoCloseable {
    /// How much is mapped at a time, in bytes.
    private static final int WINDOW_BYTES = 64 << 20;

    private final Disk disk;
    private final Path directory;
    private final Arena maps = Arena.ofShared();
    private @Nullable FileChannel channel;
    private @Nullable MemorySegment window;
    private long windowStart;
    private long used;

    SpillFile(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /// How many bytes were handed out.
    long bytes() {
        return used;
    }

    /// The next slab.
    Slab next(int number) throws IOException {
        FileChannel open = opened();
        if (window == null || used == windowStart + WINDOW_BYTES) {
            window = open.map(FileChannel.MapMode.READ_WRITE, used, WINDOW_BYTES, maps);
            windowStart = used;
        }
        Slab slab = new Slab(number, window.asSlice(used - windowStart, Slab.BYTES), open, used);
        used += Slab.BYTES;
        return slab;
    }

    private FileChannel opened() throws IOException {
        if (channel != null) return channel;
        Path file = Files.createTempFile(directory, "windtunnel-", ".spill");
        FileChannel open =
                disk.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        channel = open;
        return open;
    }

    @Override
    public void close() {
        if (maps.scope().isAlive()) maps.close();
        try {
            if (channel != null) channel.close();
        } catch (IOException e) {
            throw new StorageException("the spill file in " + directory + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
