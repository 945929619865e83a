package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Reads the changes of a file one after another, through a window.
///
/// Thread safety: one thread.
final class FrameReader implements AutoCloseable {
    private static final int WINDOW_BYTES = 1 << 20;

    private final FileChannel channel;
    private final long size;
    private ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private long position;
    private long sequence;

    /// @param last the sequence behind which the file's first record stands
    FrameReader(Disk disk, Path file, long last) throws IOException {
        channel = disk.open(file, StandardOpenOption.READ);
        size = channel.size();
        sequence = last;
    }

    /// The next change; null at the end or where no whole, sound record with a higher sequence stands.
    @Nullable
    Change next() throws IOException {
        if (!load(Framing.HEADER_BYTES)) return null;
        int start = window.position();
        int length = window.getInt(start);
        if (length <= 0 || length > Framing.MAX_PAYLOAD_BYTES) return null;
        int frameBytes = Framing.HEADER_BYTES + length;
        if (!load(frameBytes)) return null;
        start = window.position();
        if (Framing.checksum(window, start, frameBytes) != window.getInt(start + 4)) return null;
        long found = window.getLong(start + 8);
        if (found <= sequence) return null;
        Change change = Change.read(window.slice(start + Framing.HEADER_BYTES, length));
        sequence = found;
        position += frameBytes;
        window.position(start + frameBytes);
        return change;
    }

    /// Whether what stands here is neither a record nor the zeros of a file's unused end.
    boolean torn() throws IOException {
        return load(Integer.BYTES) && window.getInt(window.position()) != 0;
    }

    /// Behind the last record that was read, in bytes from the file's start.
    long position() {
        return position;
    }

    /// The sequence of the last record that was read.
    long sequence() {
        return sequence;
    }

    /// Sees to it that the window holds the next `bytes`; false when the file has not so many.
    private boolean load(int bytes) throws IOException {
        if (window.remaining() >= bytes) return true;
        if (size - position < bytes) return false;
        ByteBuffer next = window;
        if (window.capacity() < bytes) next = ByteBuffer.allocate(bytes).put(window);
        else next.compact();
        window = next;
        long end = position + next.position();
        while (next.hasRemaining() && end < size) {
            int read = channel.read(next, end);
            if (read < 0) break;
            end += read;
        }
        next.flip();
        return next.remaining() >= bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
