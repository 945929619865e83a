package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The log that makes a change durable before it is acknowledged.
///
/// Many writers share one sync: a writer appends to the batch in memory; a thread of the log's own
/// writes and syncs the whole batch for all of them, while the next batch fills (group commit). It is
/// its own because a file that a thread is interrupted in closes, and a writer may be interrupted at
/// any time.
///
/// What a crash can leave is a torn batch at the end of the last segment; none of it was acknowledged.
/// Recovery stops at the first record that is not whole and sound, and cuts the segment there.
///
/// A segment that cannot be made (a full disk) refuses the changes of that batch and leaves the log as
/// it was. A failed write or sync leaves it unknown what is on the device: from then on every change is
/// refused.
///
/// Every segment begins with the names of all stores known by then, and a batch with those that are
/// new: so each change that is replayed finds the name of its store.
///
/// Thread safety: every method may be called from any thread.
final class WriteAheadLog implements AutoCloseable {
    /// Sizes in bytes: of a segment, and of log since the last snapshot that calls for a new one at
    /// least.
    record Sizes(int segmentBytes, long snapshotEveryBytes) {
        static final Sizes USUAL = new Sizes(16 << 20, 64L << 20);
    }

    /// While a batch is larger than this, in bytes, writers wait for the one before it.
    private static final int MAX_BATCH_BYTES = 32 << 20;

    private final Path directory;
    private final StoreNames names;
    private final Segments segments;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>();

    private long appended;
    private int named;
    private Batch filling;
    private boolean committing;
    private boolean closed;
    private @Nullable StorageException failure;
    private volatile long bytesSinceTurn;

    private WriteAheadLog(Path directory, StoreNames names, Segments segments, long lastSequence, long bytes) {
        this.directory = directory;
        this.names = names;
        this.segments = segments;
        this.appended = lastSequence;
        this.bytesSinceTurn = bytes;
        this.named = names.count();
        this.filling = batch();
    }

    /// Opens the log in `directory`, giving `replay` every change from segment `first` on, in order.
    static WriteAheadLog open(
            Disk disk, Path directory, Sizes sizes, int first, StoreNames names, Consumer<Change> replay)
            throws IOException {
        List<Integer> numbers = Segments.in(directory);
        long sequence = 0;
        long bytes = 0;
        int last = first - 1;
        for (int number : numbers) {
            if (number < first) {
                Files.delete(Segments.file(directory, number));
                continue;
            }
            try (FrameReader reader = new FrameReader(disk, Segments.file(directory, number), sequence)) {
                recover(disk, reader, Segments.file(directory, number), number == numbers.getLast(), replay);
                sequence = reader.sequence();
                bytes += reader.position();
            }
            last = number;
        }
        Segments segments = new Segments(disk, directory, sizes.segmentBytes, last);
        WriteAheadLog log = new WriteAheadLog(directory, names, segments, sequence, bytes);
        Thread.ofPlatform().daemon().name("windtunnel-log").start(log::run);
        return log;
    }

    private static void recover(Disk disk, FrameReader reader, Path file, boolean lastFile, Consumer<Change> replay)
            throws IOException {
        for (Change change = reader.next(); change != null; change = reader.next()) replay.accept(change);
        if (!reader.torn()) return;
        if (!lastFile) throw new StorageException(file + " is damaged at byte " + reader.position());
        try (FileChannel channel = disk.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(reader.position());
            channel.force(true);
        }
    }

    private Batch batch() {
        ByteBuffer buffer = buffers.poll();
        // the first sequence is kept free for the names, should the batch begin a segment
        return new Batch(lock.newCondition(), ++appended, buffer == null ? Batch.newBuffer() : buffer);
    }

    /// Puts a change at the end of the log; returns the batch it is in, to be waited for with [#await]
    /// or [#whenDone].
    Batch append(Change change) {
        int bytes = Framing.bytes(change);
        lock.lock();
        try {
            while (failure == null && filling.bytes() > MAX_BATCH_BYTES) filling.await();
            if (failure != null) throw failure;
            if (filling.bytes() == 0) work.signal();
            if (named < names.count()) {
                Change.Names told = names.from(named);
                filling.add(++appended, told, Framing.bytes(told));
                named = told.first() + told.names().size();
            }
            filling.add(++appended, change, bytes);
            return filling;
        } finally {
            lock.unlock();
        }
    }

    /// Returns once the batch is durable.
    ///
    /// @throws StorageException when it was refused
    void await(Batch batch) {
        if (!batch.isDone()) {
            lock.lock();
            try {
                while (!batch.isDone()) batch.await();
            } finally {
                lock.unlock();
            }
        }
        batch.requireDurable();
    }

    /// Calls `told` once the batch is durable, with null, or when it was refused, with why: from the
    /// log's thread, which is not to be kept waiting.
    void whenDone(Batch batch, Consumer<@Nullable StorageException> told) {
        lock.lock();
        try {
            if (!batch.isDone()) {
                batch.tell(told);
                return;
            }
        } finally {
            lock.unlock();
        }
        told.accept(batch.refusal());
    }

    /// The log's thread.
    private void run() {
        lock.lock();
        try {
            while (true) {
                while (committing || (filling.bytes() == 0 && !closed)) {
                    if (committing) idle.awaitUninterruptibly();
                    else work.awaitUninterruptibly();
                }
                if (filling.bytes() == 0) return;
                commit();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes and syncs the batch that was filling; called with the lock, which is released meanwhile.
    private void commit() {
        committing = true;
        Batch batch = filling;
        filling = batch();
        StorageException refused = null;
        StorageException failed = failure;
        lock.unlock();
        try {
            if (failed == null) refused = makeRoom(batch);
            if (failed == null && refused == null) segments.write(batch.frames());
        } catch (IOException | RuntimeException | Error e) {
            failed = new StorageException(segments.file() + " cannot be written: " + e.getMessage(), e);
        } finally {
            lock.lock();
            committing = false;
            failure = failed;
            bytesSinceTurn += batch.bytes();
            batch.done(failed == null ? refused : failed);
            if (batch.buffer().capacity() <= Batch.POOLED_BYTES)
                buffers.push(batch.buffer().clear());
            idle.signalAll();
        }
        if (!batch.isAwaited()) return;
        lock.unlock();
        try {
            batch.tellAll();
        } finally {
            lock.lock();
        }
    }

    /// Opens a new segment when the open one cannot take the batch; a refusal when the disk has no room
    /// for it.
    private @Nullable StorageException makeRoom(Batch batch) {
        if (segments.hasRoom(batch.bytes()) && !segments.isFresh()) return null;
        Change.Names told = names.from(0);
        int bytes = Framing.bytes(told);
        try {
            if (!segments.hasRoom(batch.bytes() + bytes)) segments.next(batch.bytes() + bytes);
            batch.lead(told, bytes);
            return null;
        } catch (IOException e) {
            // what follows must not rely on names this batch tells
            segments.fill();
            return new StorageException("no room for the log in " + directory + ": " + e.getMessage(), e);
        }
    }

    /// How many bytes have been logged since the last [#turn].
    long bytesSinceTurn() {
        return bytesSinceTurn;
    }

    /// Begins a new segment and returns its number: a snapshot of all that was logged before it makes
    /// the older segments superfluous.
    int turn() throws IOException {
        lock.lock();
        try {
            while (committing) idle.awaitUninterruptibly();
            if (failure != null) throw failure;
            committing = true;
        } finally {
            lock.unlock();
        }
        try {
            segments.next(0);
            return segments.number();
        } finally {
            lock.lock();
            committing = false;
            bytesSinceTurn = 0;
            idle.signalAll();
            lock.unlock();
        }
    }

    /// Deletes the segments before `number`.
    void forgetBefore(int number) throws IOException {
        segments.forgetBefore(number);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            while (committing) idle.awaitUninterruptibly();
            if (failure == null) failure = new StorageException("the storage in " + directory + " is closed");
            closed = true;
            work.signal(); // refuses what is still waiting
            segments.close();
        } catch (IOException e) {
            throw new StorageException(directory + " cannot be closed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }
}
