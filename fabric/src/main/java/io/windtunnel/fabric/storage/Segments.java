package io.windtunnel.fabric.storage;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The files of the write-ahead log. Each is full of zeros before it is used, because a sync inside a
/// file costs less than one that makes it grow; the next one is made ready in the background while one
/// fills.
///
/// Thread safety: one committer at a time; deleting old segments may happen beside it.
final class Segments {
    private static final String PREFIX = "log-";
    private static final int ZEROS_BYTES = 1 << 20;

    private final Disk disk;
    private final Path directory;
    private final int usualBytes;
    private final Object spareLock = new Object();
    private final AtomicBoolean sparing = new AtomicBoolean();
    private boolean spareReady;
    private boolean closed;

    private @Nullable FileChannel open;
    private int number;
    private long position;
    private long bytes;

    Segments(Disk disk, Path directory, int usualBytes, int last) {
        this.disk = disk;
        this.directory = directory;
        this.usualBytes = usualBytes;
        this.number = last;
    }

    /// The numbers of the segments in `directory`, in order.
    static List<Integer> in(Path directory) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (var files = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : files)
                numbers.add(Integer.parseInt(file.getFileName().toString().substring(PREFIX.length())));
        }
        numbers.sort(null);
        return numbers;
    }

    static Path file(Path directory, int number) {
        return directory.resolve(PREFIX + "%08d".formatted(number));
    }

    private Path spare() {
        return directory.resolve("preallocated.part");
    }

    /// The file that is written to.
    Path file() {
        return file(directory, number);
    }

    int number() {
        return number;
    }

    boolean hasRoom(int more) {
        return open != null && position + more <= bytes;
    }

    /// Whether nothing stands in the open segment yet.
    boolean isFresh() {
        return position == 0;
    }

    /// Lets nothing more into the open segment.
    void fill() {
        position = bytes;
    }

    /// Begins the next segment, which has room for `least` bytes.
    void next(int least) throws IOException {
        Path file = file(directory, number + 1);
        int size = Math.max(least, usualBytes);
        synchronized (spareLock) {
            if (size > usualBytes) {
                Path large = directory.resolve("large.part");
                preallocate(large, size);
                Files.move(large, file, REPLACE_EXISTING); // what a failed attempt left
            } else {
                if (!spareReady) preallocate(spare(), size);
                spareReady = false;
                Files.move(spare(), file, REPLACE_EXISTING);
            }
        }
        DirectorySync.sync(directory);
        FileChannel next = disk.open(file, StandardOpenOption.WRITE);
        if (open != null) open.close();
        open = next;
        number++;
        position = 0;
        bytes = size;
    }

    private void preallocate(Path part, int size) throws IOException {
        try (FileChannel channel = disk.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(size, ZEROS_BYTES));
            for (long left = size; left > 0; left -= zeros.position())
                channel.write(zeros.clear().limit((int) Math.min(left, zeros.capacity())));
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    /// Writes and syncs; there must be room.
    void write(ByteBuffer frames) throws IOException {
        FileChannel to = open;
        if (to == null) throw new IOException("no segment is open");
        long start = position;
        while (frames.hasRemaining()) position += to.write(frames, position);
        to.force(false);
        if (start <= bytes / 2 && position > bytes / 2) makeSpare();
    }

    /// Makes the next segment ready in the background. Where it cannot be made, the one who needs it
    /// will be told.
    private void makeSpare() {
        if (!sparing.compareAndSet(false, true)) return;
        Thread.ofVirtual().name("windtunnel-log-spare").start(() -> {
            try {
                synchronized (spareLock) {
                    if (spareReady || closed) return;
                    preallocate(spare(), usualBytes);
                    spareReady = true;
                }
            } catch (IOException full) {
                // no spare
            } finally {
                sparing.set(false);
            }
        });
    }

    /// Deletes the segments before `first`.
    void forgetBefore(int first) throws IOException {
        for (int old : in(directory)) if (old < first) Files.delete(file(directory, old));
    }

    void close() throws IOException {
        synchronized (spareLock) {
            closed = true;
            Files.deleteIfExists(spare());
        }
        if (open != null) open.close();
    }
}
