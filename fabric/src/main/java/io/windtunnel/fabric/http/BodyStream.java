package io.windtunnel.fabric.http;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A request's body on its way from the connection's event loop, which offers its pieces, to the thread that reads it.
/// What lies between them is bounded: above [#MUCH] the loop reads no more of the connection, until less than
/// [#LITTLE] is left.
///
/// Thread safety: one thread offers, one reads.
final class BodyStream extends InputStream {
    /// Bytes that may wait for the reader before the connection is no longer read.
    static final int MUCH = 256 * 1024;

    /// Bytes left at which it is read again.
    static final int LITTLE = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
    private final Runnable wanted;
    private final Runnable caughtUp;
    private int queued;
    private boolean asked;
    private boolean full;
    private boolean ended;
    private boolean abandoned;
    private @Nullable IOException failure;

    /// @param wanted called once, when the body is first read
    /// @param caughtUp called when the reader has caught up after [#offer] had said it lags
    BodyStream(Runnable wanted, Runnable caughtUp) {
        this.wanted = wanted;
        this.caughtUp = caughtUp;
    }

    // ---- the event loop's side

    /// Takes a piece over. Returns whether the reader lags: then the loop is to pause.
    boolean offer(ByteBuf piece) {
        lock.lock();
        try {
            if (abandoned || !piece.isReadable()) {
                piece.release();
                return false;
            }
            pieces.add(piece);
            queued += piece.readableBytes();
            changed.signal();
            full = full || queued > MUCH;
            return full;
        } finally {
            lock.unlock();
        }
    }

    /// All pieces have been offered.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// There will be no more pieces: the client broke off.
    void fail(IOException cause) {
        lock.lock();
        try {
            if (!ended && failure == null) failure = cause;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// No one is to read any more: what waits is released. A reader that still reads is told so.
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            pieces.forEach(ByteBuf::release);
            pieces.clear();
            queued = 0;
            if (!ended && failure == null) failure = new IOException("the request has been answered");
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    // ---- the reader's side

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (!asked) {
            asked = true;
            wanted.run();
        }
        boolean resume;
        int got;
        lock.lock();
        try {
            while (pieces.isEmpty()) {
                if (failure != null) throw new IOException(failure.getMessage(), failure);
                if (ended) return -1;
                changed.await();
            }
            got = take(into, offset, length);
            resume = full && queued < LITTLE;
            if (resume) full = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a body was awaited", e);
        } finally {
            lock.unlock();
        }
        if (resume) caughtUp.run();
        return got;
    }

    /// As much of the waiting pieces as fits.
    private int take(byte[] into, int offset, int length) {
        int got = 0;
        while (got < length && !pieces.isEmpty()) {
            ByteBuf piece = pieces.getFirst();
            int part = Math.min(length - got, piece.readableBytes());
            piece.readBytes(into, offset + got, part);
            got += part;
            if (!piece.isReadable()) pieces.removeFirst().release();
        }
        queued -= got;
        return got;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return queued;
        } finally {
            lock.unlock();
        }
    }
}
