package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// A temporary file, cut into slabs, and mapped for those who read them. It is written to by ordinary writes:
/// a full disk is found there, as an exception, and not when a page of the map cannot be had. The file is
/// nameless from its opening on where the system allows it, so nothing remains of it after a crash.
///
/// Thread safety: its owner's lock; slabs write from any thread, interrupted or not.
final class SpillFile implements AutoCloseable {
    /// How much is mapped at a time, in bytes.
    private static final int WINDOW_BYTES = 64 << 20;

    /// The open file.
    private record Opened(FileChannel maps, RandomAccessFile writes) {}

    private final Disk disk;
    private final Path directory;
    private final Arena arena = Arena.ofShared();
    private @Nullable Opened opened;
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
        if (opened == null) opened = apart(this::open);
        Opened file = opened;
        if (window == null || used == windowStart + WINDOW_BYTES) {
            window = apart(() -> file.maps.map(FileChannel.MapMode.READ_WRITE, used, WINDOW_BYTES, arena));
            windowStart = used;
        }
        Slab slab = new Slab(number, window.asSlice(used - windowStart, Slab.BYTES), file.writes, used);
        used += Slab.BYTES;
        return slab;
    }

    private Opened open() throws IOException {
        Path file = Files.createTempFile(directory, "windtunnel-", ".spill");
        FileChannel maps = disk.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        RandomAccessFile writes = disk.openForMany(file);
        try {
            Files.delete(file);
        } catch (IOException inUse) {
            file.toFile().deleteOnExit(); // Windows keeps the names of open files
        }
        return new Opened(maps, writes);
    }

    /// Works on a thread of its own: were the caller's interrupted, the channel would close.
    private static <T> T apart(Callable<T> work) throws IOException {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread.ofVirtual().name("windtunnel-spill").start(() -> {
            try {
                done.complete(work.call());
            } catch (Exception | Error e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        }
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) arena.close();
        try {
            if (opened == null) return;
            opened.maps.close();
            opened.writes.close();
        } catch (IOException e) {
            throw new StorageException("the spill file in " + directory + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
