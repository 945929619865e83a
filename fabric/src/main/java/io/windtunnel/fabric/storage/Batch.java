package io.windtunnel.fabric.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The changes that share one sync.
///
/// Thread safety: the log's lock, but for the frames, which belong to who commits it, and what it came
/// to, which anybody may ask for.
final class Batch {
    /// A buffer that grew beyond this, in bytes, is not kept for another batch.
    static final int POOLED_BYTES = 4 << 20;

    private static final int FIRST_BYTES = 256 << 10;

    private final Condition done;
    private final long first;
    private final List<Consumer<@Nullable StorageException>> told = new ArrayList<>();
    private ByteBuffer buffer;
    private volatile boolean isDone;
    private @Nullable StorageException refusal;

    /// @param first a sequence before those of its changes
    Batch(Condition done, long first, ByteBuffer buffer) {
        this.done = done;
        this.first = first;
        this.buffer = buffer;
    }

    static ByteBuffer newBuffer() {
        try {
            return ByteBuffer.allocateDirect(FIRST_BYTES);
        } catch (OutOfMemoryError none) {
            return ByteBuffer.allocate(FIRST_BYTES); // the log must go on
        }
    }

    int bytes() {
        return buffer.position();
    }

    ByteBuffer buffer() {
        return buffer;
    }

    void add(long sequence, Change change, int frameBytes) {
        room(frameBytes);
        Framing.write(buffer, sequence, change, frameBytes);
    }

    private void room(int more) {
        if (buffer.remaining() >= more) return;
        int bytes = Math.max(2 * buffer.capacity(), buffer.position() + more);
        buffer = ByteBuffer.allocateDirect(bytes).put(buffer.flip());
    }

    /// Puts `change` before all others.
    void lead(Change change, int frameBytes) {
        ByteBuffer all = ByteBuffer.allocateDirect(frameBytes + buffer.position());
        Framing.write(all, first, change, frameBytes);
        buffer = all.put(buffer.flip());
    }

    /// What is to be written.
    ByteBuffer frames() {
        return buffer.duplicate().flip();
    }

    boolean isDone() {
        return isDone;
    }

    void await() {
        done.awaitUninterruptibly();
    }

    void tell(Consumer<@Nullable StorageException> whenDone) {
        told.add(whenDone);
    }

    /// Whether somebody wants to be told of it.
    boolean isAwaited() {
        return !told.isEmpty();
    }

    void done(@Nullable StorageException why) {
        refusal = why;
        isDone = true;
        done.signalAll();
    }

    /// Tells those who want to be told; without the lock.
    void tellAll() {
        for (Consumer<@Nullable StorageException> each : told) {
            try {
                each.accept(refusal);
            } catch (RuntimeException | Error bug) { // loudly, but not the end of the log for everyone
                Thread self = Thread.currentThread();
                self.getUncaughtExceptionHandler().uncaughtException(self, bug);
            }
        }
    }

    /// Why it was refused; null when it is durable.
    @Nullable
    StorageException refusal() {
        return refusal;
    }

    void requireDurable() {
        if (refusal != null) throw refusal;
    }
}
