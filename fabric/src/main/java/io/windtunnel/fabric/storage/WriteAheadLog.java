package io.windtunnel.fabric.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The log that makes a change durable before it is acknowledged.
///
/// Many writers share one sync: a writer appends to the batch in memory, and the first one that waits writes and syncs
/// the whole batch for all of them, while the next batch fills (group commit). Segments are preallocated, because a
/// sync
/// inside a file costs a fraction of one that makes it grow.
///
/// What a crash can leave is a torn batch at the end of the last segment; none of it was acknowledged. Recovery stops
/// at
/// the first record that is not whole and sound, and cuts the segment there.
///
/// A segment that cannot be made (a full disk) refuses the changes of that batch and leaves the log as it was. A failed
/// write or sync leaves it unknown what is on the device: from then on every change is refused.
///
/// Thread safety: every method may be called from any thread.
final class WriteAheadLog implements AutoCloseable {
    /// Sizes in bytes: of a segment, and of log since the last snapshot that calls for a new one.
    record Sizes(int segmentBytes, long snapshotEveryBytes) {
        static final Sizes USUAL = new Sizes(16 << 20, 64L << 20);
    }

    /// The changes that share one sync.
    static final class Batch {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean durable;
        private @Nullable StorageException refused;
    }

    private static final String PREFIX = "log-";

    private final Path directory;
    private final Sizes sizes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition committed = lock.newCondition();

    private Batch filling = new Batch();
    private long appended;
    private boolean committing;
    private @Nullable StorageException failure;

    // The open segment. Only the committer touches these, and `committing` admits one at a time.
    private @Nullable FileChannel segment;
    private int segmentNumber;
    private long segmentPosition;
    private long segmentBytes;
    private long bytesSinceSnapshot;

    private WriteAheadLog(Path directory, Sizes sizes, int lastSegment, long lastSequence) {
        this.directory = directory;
        this.sizes = sizes;
        this.segmentNumber = lastSegment;
        this.appended = lastSequence;
    }

    /// Opens the log in `directory`, giving `replay` every change from segment `first` on, in order.
    static WriteAheadLog open(Path directory, Sizes sizes, int first, Consumer<byte[]> replay) throws IOException {
        List<Integer> numbers = segments(directory);
        long sequence = 0;
        int last = first - 1;
        for (int number : numbers) {
            if (number < first) {
                Files.delete(file(directory, number));
                continue;
            }
            sequence = recover(file(directory, number), sequence, number == numbers.getLast(), replay);
            last = number;
        }
        return new WriteAheadLog(directory, sizes, last, sequence);
    }

    private static long recover(Path file, long last, boolean lastFile, Consumer<byte[]> replay) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        long sequence = last;
        for (var record = Framing.next(bytes, sequence); record != null; record = Framing.next(bytes, sequence)) {
            replay.accept(record.payload());
            sequence = record.sequence();
        }
        boolean torn = bytes.remaining() >= 4 && bytes.getInt(bytes.position()) != 0;
        if (torn && !lastFile) throw new StorageException(file + " is damaged at byte " + bytes.position());
        if (torn) cut(file, bytes.position());
        return sequence;
    }

    private static void cut(Path file, int position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(position);
            channel.force(true);
        }
    }

    private static List<Integer> segments(Path directory) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (var files = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : files)
                numbers.add(Integer.parseInt(file.getFileName().toString().substring(PREFIX.length())));
        }
        numbers.sort(null);
        return numbers;
    }

    private static Path file(Path directory, int number) {
        return directory.resolve(PREFIX + "%08d".formatted(number));
    }

    /// Puts a change at the end of the log; returns the batch it is in, to be waited for with [#await].
    Batch append(byte[] payload) {
        lock.lock();
        try {
            if (failure != null) throw failure;
            filling.bytes.writeBytes(Framing.frame(appended + 1, payload));
            appended++;
            return filling;
        } finally {
            lock.unlock();
        }
    }

    /// Returns once the batch is durable.
    ///
    /// @throws StorageException when it was refused
    void await(Batch batch) {
        lock.lock();
        try {
            while (!batch.durable) {
                if (batch.refused != null) throw batch.refused;
                if (failure != null) throw failure;
                if (committing) committed.awaitUninterruptibly();
                else commit();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes and syncs the batch that was filling; called with the lock, which is released meanwhile.
    private void commit() {
        committing = true;
        Batch batch = filling;
        filling = new Batch();
        StorageException refused = null;
        StorageException failed = null;
        lock.unlock();
        try {
            refused = makeRoom(batch.bytes.size());
            if (refused == null) write(batch.bytes.toByteArray());
        } catch (IOException e) {
            failed = new StorageException(file(directory, segmentNumber) + " cannot be written: " + e.getMessage(), e);
        } finally {
            lock.lock();
            committing = false;
            failure = failed;
            batch.refused = refused;
            batch.durable = refused == null && failed == null;
            committed.signalAll();
        }
    }

    /// Opens a new segment when the open one cannot take `bytes`; a refusal when the disk has no room for it.
    private @Nullable StorageException makeRoom(int bytes) {
        if (segment != null && segmentPosition + bytes <= segmentBytes) return null;
        try {
            openSegment(Math.max(sizes.segmentBytes, bytes));
            return null;
        } catch (IOException e) {
            return new StorageException("no room for the log in " + directory + ": " + e.getMessage(), e);
        }
    }

    private void openSegment(int bytes) throws IOException {
        Path part = directory.resolve("preallocated.part");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
            for (long left = bytes; left > 0; left -= zeros.capacity()) {
                channel.write(zeros.clear().limit((int) Math.min(left, zeros.capacity())));
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Path file = file(directory, segmentNumber + 1);
        Files.move(part, file);
        DirectorySync.sync(directory);
        FileChannel next = FileChannel.open(file, StandardOpenOption.WRITE);
        if (segment != null) segment.close();
        segment = next;
        segmentNumber++;
        segmentPosition = 0;
        segmentBytes = bytes;
    }

    private void write(byte[] bytes) throws IOException {
        FileChannel open = segment;
        if (open == null) throw new IOException("no segment is open");
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) open.write(left, segmentPosition + left.position());
        open.force(false);
        segmentPosition += bytes.length;
        bytesSinceSnapshot += bytes.length;
    }

    /// Whether so much has been logged since the last snapshot that a new one is due.
    boolean snapshotDue() {
        lock.lock();
        try {
            return !committing && failure == null && bytesSinceSnapshot >= sizes.snapshotEveryBytes;
        } finally {
            lock.unlock();
        }
    }

    /// Begins a new segment and returns its number: a snapshot of all that was logged before it makes the older
    /// segments
    /// superfluous.
    int turn() throws IOException {
        lock.lock();
        try {
            while (committing) committed.awaitUninterruptibly();
            if (failure != null) throw failure;
            openSegment(sizes.segmentBytes);
            bytesSinceSnapshot = 0;
            return segmentNumber;
        } finally {
            lock.unlock();
        }
    }

    /// Deletes the segments before `number`.
    void forgetBefore(int number) throws IOException {
        for (int old : segments(directory)) if (old < number) Files.delete(file(directory, old));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            while (committing) committed.awaitUninterruptibly();
            if (failure == null) failure = new StorageException("the storage in " + directory + " is closed");
            if (segment != null) segment.close();
        } catch (IOException e) {
            throw new StorageException(directory + " cannot be closed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }
}
