package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A long byte string outside the heap, in pieces of [Slots#CHUNK_BYTES] (the last one shorter), or
/// several such together. Its room is given back when nobody holds it any more.
///
/// Thread safety: every method may be called from any thread.
final class Pieces {
    private final @Nullable Slots slots;
    private final long[] addresses;
    private final List<Pieces> parts;
    private final long[] ends;
    private final long bytes;
    private int holders = 1;

    private Pieces(@Nullable Slots slots, long[] addresses, long bytes, List<Pieces> parts) {
        this.slots = slots;
        this.addresses = addresses;
        this.bytes = bytes;
        this.parts = parts;
        this.ends = new long[parts.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) ends[i] = end += parts.get(i).bytes;
    }

    /// Everything `content` gives.
    static Pieces of(Slots slots, InputStream content) throws IOException {
        long[] addresses = new long[1];
        int count = 0;
        long bytes = 0;
        byte[] piece = new byte[Slots.CHUNK_BYTES];
        boolean whole = false;
        try {
            int length;
            do {
                length = content.readNBytes(piece, 0, piece.length);
                if (count == addresses.length) addresses = Arrays.copyOf(addresses, 2 * count);
                if (length == 0) break;
                addresses[count] = slots.write(piece, 0, length);
                count++; // not before: what was not written must not be freed
                bytes += length;
            } while (length == piece.length);
            whole = true;
        } finally {
            if (!whole) for (int i = 0; i < count; i++) slots.free(addresses[i]);
        }
        return new Pieces(slots, Arrays.copyOf(addresses, count), bytes, List.of());
    }

    /// Several, one after another, which it holds. The caller holds them too.
    static Pieces joined(List<Pieces> all) {
        for (Pieces each : all) {
            boolean _ = each.hold();
        }
        long bytes = 0;
        for (Pieces each : all) bytes += each.bytes;
        return new Pieces(null, new long[0], bytes, List.copyOf(all));
    }

    long bytes() {
        return bytes;
    }

    /// Adds a holder; false when its room was given back already.
    synchronized boolean hold() {
        if (holders > 0) holders++;
        return holders > 0;
    }

    void release() {
        synchronized (this) {
            if (--holders > 0) return;
        }
        if (slots != null) for (long address : addresses) slots.free(address);
        parts.forEach(Pieces::release);
    }

    /// What the piece has in which the byte at `offset` is, from there on; nothing at the end.
    private byte[] read(long offset) {
        if (offset >= bytes) return new byte[0];
        if (slots == null) {
            int found = Arrays.binarySearch(ends, offset);
            int part = found < 0 ? -1 - found : found + 1;
            while (parts.get(part).bytes == 0) part++;
            return parts.get(part).read(offset - (part == 0 ? 0 : ends[part - 1]));
        }
        byte[] piece = slots.read(addresses[(int) (offset / Slots.CHUNK_BYTES)]);
        return Arrays.copyOfRange(piece, (int) (offset % Slots.CHUNK_BYTES), piece.length);
    }

    /// Reads from `offset` on; closing the stream releases what the caller holds.
    InputStream open(long offset) {
        return new Reader(offset);
    }

    /// Thread safety: one thread.
    private final class Reader extends InputStream {
        private long position;
        private byte[] piece = {};
        private int at;
        private boolean closed;

        Reader(long offset) {
            position = offset;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (closed) throw new IOException("the blob's stream is closed");
            if (at == piece.length) {
                piece = Pieces.this.read(position);
                position += piece.length;
                at = 0;
                if (piece.length == 0) return -1;
            }
            int count = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, offset, count);
            at += count;
            return count;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.clamp(bytes - (position - (piece.length - at)), 0, count);
            position = position - (piece.length - at) + skipped;
            piece = new byte[0];
            at = 0;
            return skipped;
        }

        @Override
        public int available() {
            return piece.length - at;
        }

        @Override
        public void close() {
            if (closed) return;
            closed = true;
            release();
        }
    }
}
