package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A piece of memory outside the heap, cut into slots of one size. A slot holds a number, the length of
/// what is in it (or less than 0, which is its user's to explain), and then the bytes.
///
/// Where the memory is a mapped file, it is read through the map and written through the file: writing
/// to a page of the map costs ten times as much once the system has written the page out.
///
/// Thread safety: its [SizeClass] is its owner and guards it; a slot belongs to who took it.
final class Slab {
    /// The usual size in bytes.
    static final int BYTES = 256 << 10;

    private static final int OFFSET_BITS = 18;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    /// Where it stands among its owner's slabs with room.
    int place;

    private final int number;
    private final MemorySegment memory;
    private final @Nullable RandomAccessFile file;
    private final long start;
    private volatile @Nullable SizeClass owner;
    private int slotBytes;
    private int slots;
    private int taken;
    private int used;
    private char[] free = {};
    private int freeCount;

    /// A slab in plain memory.
    Slab(int number, MemorySegment memory) {
        this(number, memory, null, 0);
    }

    /// A slab in a file, at `start` of it, where `memory` is mapped to.
    Slab(int number, MemorySegment memory, @Nullable RandomAccessFile file, long start) {
        this.number = number;
        this.memory = memory;
        this.file = file;
        this.start = start;
    }

    static int index(long address) {
        return (int) (address >>> OFFSET_BITS);
    }

    static int offset(long address) {
        return (int) address & (1 << OFFSET_BITS) - 1;
    }

    void carve(SizeClass into) {
        owner = into;
        slotBytes = into.slotBytes();
        slots = bytes() / slotBytes;
        taken = 0;
        used = 0;
        free = new char[0];
        freeCount = 0;
    }

    /// The size whose slots it holds.
    SizeClass owner() {
        SizeClass known = owner;
        if (known == null) throw new IllegalStateException("slab " + number + " is not in use");
        return known;
    }

    int bytes() {
        return (int) memory.byteSize();
    }

    boolean isFull() {
        return taken == slots;
    }

    boolean isEmpty() {
        return taken == 0;
    }

    /// A free slot's address; there must be one.
    long take() {
        int slot = freeCount > 0 ? free[--freeCount] : used++;
        taken++;
        return (long) number << OFFSET_BITS | slot * slotBytes;
    }

    void free(int offset) {
        if (freeCount == free.length) free = Arrays.copyOf(free, Math.min(slots, 8 + 2 * freeCount));
        free[freeCount++] = (char) (offset / slotBytes);
        taken--;
    }

    /// Fills a slot.
    void write(int offset, int head, byte[] bytes, int from, int length) throws IOException {
        if (file == null) {
            memory.set(INT, offset, head);
            MemorySegment.copy(bytes, from, memory, BYTE, offset + 4L, length);
            return;
        }
        // the map is in the machine's own order
        ByteBuffer all = ByteBuffer.allocate(4 + length).order(INT.order());
        all.putInt(head).put(bytes, from, length);
        synchronized (file) {
            file.seek(start + offset);
            file.write(all.array());
        }
    }

    /// The number a slot begins with.
    int head(int offset) {
        return memory.get(INT, offset);
    }

    /// Copies the first `length` bytes of a slot.
    void read(int offset, byte[] into, int at, int length) {
        MemorySegment.copy(memory, BYTE, offset + 4L, into, at, length);
    }
}
