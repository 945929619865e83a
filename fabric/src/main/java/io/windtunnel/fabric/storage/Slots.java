package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;

/// Byte strings outside the heap, by address: in plain memory up to a limit, beyond it in a file that
/// is mapped, so that the system pages out what is not used.
///
/// A string stands in a slot of its size class ([SizeClass]); slots of one size share a [Slab]. One
/// longer than [#CHUNK_BYTES] is a list of such slots. One of up to seven bytes is its own address and
/// takes no slot.
///
/// Thread safety: every method may be called from any thread. An address must not be read once it is
/// free, which is its owner's care: what frees it excludes the readers of it.
final class Slots implements AutoCloseable {
    /// No address.
    static final long NONE = -1;

    /// The longest string in one slot, in bytes.
    static final int CHUNK_BYTES = SizeClass.LARGEST_BYTES - 4;

    /// Longer strings than this, in bytes, are refused: 64 MiB, the longest change the log takes.
    static final int MAX_BYTES = 64 << 20;

    private static final long INLINE = Long.MIN_VALUE;
    private static final int INLINE_BYTES = 7;

    private final SizeClass[] classes = new SizeClass[SizeClass.COUNT];
    private final SpillFile file;
    private final long memoryLimitBytes;
    private final ArrayDeque<Slab> unused = new ArrayDeque<>();
    private volatile Slab[] slabs = new Slab[16];
    private int slabCount;
    private long memoryBytes;
    private volatile boolean closed;

    /// @param memoryLimitBytes how much may stand in plain memory
    Slots(long memoryLimitBytes, Disk disk, Path directory) {
        this.memoryLimitBytes = memoryLimitBytes;
        this.file = new SpillFile(disk, directory);
        for (int i = 0; i < classes.length; i++) classes[i] = new SizeClass(SizeClass.slotBytes(i));
    }

    /// Slots that spill to `directory` once a quarter of the heap's size stands in plain memory.
    static Slots usual(Disk disk, Path directory) {
        return new Slots(Runtime.getRuntime().maxMemory() / 4, disk, directory);
    }

    /// Keeps a copy of the string.
    ///
    /// @throws StorageException when the disk has no room for it
    long write(byte[] bytes) {
        return write(bytes, 0, bytes.length);
    }

    /// Keeps a copy of the `length` bytes from `from` on.
    long write(byte[] bytes, int from, int length) {
        if (length <= INLINE_BYTES) return inline(bytes, from, length);
        if (length > CHUNK_BYTES) return writeChunks(bytes, from, length);
        return fill(take(4 + length), length, bytes, from, length);
    }

    private long fill(long address, int head, byte[] bytes, int from, int length) {
        Slab slab = slabs[Slab.index(address)];
        int offset = Slab.offset(address);
        try {
            slab.write(offset, head, bytes, from, length);
            return address;
        } catch (IOException e) {
            freeSlot(slab, offset);
            throw full(e);
        }
    }

    private StorageException full(IOException e) {
        return new StorageException(
                "no room to spill to in " + file.directory() + ", where " + spilledBytes() + " bytes are: "
                        + e.getMessage(),
                e);
    }

    private static long inline(byte[] bytes, int from, int length) {
        long address = INLINE | (long) length << 56;
        for (int i = 0; i < length; i++) address |= (bytes[from + i] & 0xffL) << 8 * i;
        return address;
    }

    private long writeChunks(byte[] bytes, int from, int length) {
        if (length > MAX_BYTES)
            throw new IllegalArgumentException("a value of " + length + " bytes is over " + MAX_BYTES);
        long[] chunks = new long[chunks(length)];
        Arrays.fill(chunks, NONE);
        try {
            for (int i = 0; i < chunks.length; i++) {
                int done = i * CHUNK_BYTES;
                chunks[i] = write(bytes, from + done, Math.min(length - done, CHUNK_BYTES));
            }
            ByteBuffer list = ByteBuffer.allocate(8 * chunks.length);
            for (long chunk : chunks) list.putLong(chunk);
            return fill(take(4 + list.capacity()), -length, list.array(), 0, list.capacity());
        } catch (StorageException full) {
            for (long chunk : chunks) free(chunk);
            throw full;
        }
    }

    private static int chunks(int length) {
        return (length + CHUNK_BYTES - 1) / CHUNK_BYTES;
    }

    private long[] chunks(Slab slab, int offset, int length) {
        byte[] list = new byte[8 * chunks(length)];
        slab.read(offset, list, 0, list.length);
        long[] chunks = new long[chunks(length)];
        ByteBuffer.wrap(list).asLongBuffer().get(chunks);
        return chunks;
    }

    /// A copy of the string.
    byte[] read(long address) {
        if (address < 0) return readInline(address);
        Slab slab = slabs[Slab.index(address)];
        int offset = Slab.offset(address);
        int head = slab.head(offset);
        byte[] bytes = new byte[Math.abs(head)];
        if (head >= 0) {
            slab.read(offset, bytes, 0, head);
            return bytes;
        }
        int done = 0;
        for (long chunk : chunks(slab, offset, -head)) {
            byte[] piece = read(chunk);
            System.arraycopy(piece, 0, bytes, done, piece.length);
            done += piece.length;
        }
        return bytes;
    }

    private static byte[] readInline(long address) {
        byte[] bytes = new byte[(int) (address >>> 56) & INLINE_BYTES];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (address >>> 8 * i);
        return bytes;
    }

    /// Gives the slot back; nothing for [#NONE].
    void free(long address) {
        if (address < 0 || closed) return;
        Slab slab = slabs[Slab.index(address)];
        int offset = Slab.offset(address);
        int head = slab.head(offset);
        if (head < 0) for (long chunk : chunks(slab, offset, -head)) free(chunk);
        freeSlot(slab, offset);
    }

    private void freeSlot(Slab slab, int offset) {
        if (slab.owner().free(slab, offset)) giveBack(slab);
    }

    private long take(int bytes) {
        SizeClass sizeClass = classes[SizeClass.of(bytes)];
        while (true) {
            long address = sizeClass.take();
            if (address != NONE) return address;
            sizeClass.add(slab(sizeClass.nextSlabBytes()));
        }
    }

    private synchronized Slab slab(int bytes) {
        if (bytes == Slab.BYTES && !unused.isEmpty()) return unused.pop();
        Slab slab;
        if (memoryBytes + bytes <= memoryLimitBytes) {
            slab = new Slab(slabCount, Arena.ofAuto().allocate(bytes, 16));
            memoryBytes += bytes;
        } else {
            slab = spilled();
        }
        if (slabCount == slabs.length) slabs = Arrays.copyOf(slabs, 2 * slabCount);
        slabs[slabCount++] = slab;
        return slab;
    }

    private Slab spilled() {
        try {
            return file.next(slabCount);
        } catch (IOException e) {
            throw full(e);
        }
    }

    private synchronized void giveBack(Slab slab) {
        unused.push(slab);
    }

    /// How many bytes are outside of the heap: in plain memory and in the file.
    synchronized long bytes() {
        return memoryBytes + file.bytes();
    }

    /// How many bytes are in the file.
    synchronized long spilledBytes() {
        return file.bytes();
    }

    /// Gives the file's room back to the disk. What is read afterwards may fail.
    @Override
    public synchronized void close() {
        closed = true;
        file.close();
    }
}
