package io.windtunnel.fabric.storage;

import java.util.ArrayList;
import java.util.List;

/// The slots of one size, and which are free. Sizes go in steps of 16 bytes up to 128, then by eighths
/// of a power of two, so that a string wastes an eighth of its slot at most.
///
/// Thread safety: every method may be called from any thread.
final class SizeClass {
    /// The largest slot, in bytes.
    static final int LARGEST_BYTES = 32 << 10;

    /// How many sizes there are.
    static final int COUNT = of(LARGEST_BYTES) + 1;

    /// The first slab of a size: small, because most sizes of a small cloud have few strings.
    private static final int FIRST_SLAB_BYTES = 16 << 10;

    private final int slotBytes;
    private final List<Slab> roomy = new ArrayList<>();
    private int slabsMade;

    SizeClass(int slotBytes) {
        this.slotBytes = slotBytes;
    }

    /// The number of the smallest size that holds `bytes`.
    static int of(int bytes) {
        int last = bytes - 1;
        if (last < 128) return last >> 4;
        int power = 31 - Integer.numberOfLeadingZeros(last);
        return 8 * (power - 6) + (last >> (power - 3)) - 8;
    }

    /// The size with this number.
    static int slotBytes(int number) {
        if (number < 8) return 16 * (number + 1);
        int power = number / 8 + 6;
        return (number % 8 + 9) << (power - 3);
    }

    int slotBytes() {
        return slotBytes;
    }

    /// A free slot's address, or [Slots#NONE] when a slab must be added first.
    synchronized long take() {
        if (roomy.isEmpty()) return Slots.NONE;
        Slab slab = roomy.getLast();
        long address = slab.take();
        if (slab.isFull()) roomy.removeLast();
        return address;
    }

    /// How large the next slab should be, in bytes: the more there are, the larger.
    synchronized int nextSlabBytes() {
        int bytes = slabsMade > 1 ? Slab.BYTES : FIRST_SLAB_BYTES << 2 * slabsMade;
        return bytes < 4 * slotBytes ? Slab.BYTES : bytes;
    }

    synchronized void add(Slab slab) {
        slabsMade++;
        slab.carve(this);
        put(slab);
    }

    /// Frees a slot; true when its slab is empty now and belongs to this size no more.
    synchronized boolean free(Slab slab, int offset) {
        boolean wasFull = slab.isFull();
        slab.free(offset);
        if (wasFull) put(slab);
        if (!slab.isEmpty() || slab.bytes() < Slab.BYTES || roomy.size() == 1) return false;
        Slab last = roomy.removeLast();
        if (last != slab) {
            roomy.set(slab.place, last);
            last.place = slab.place;
        }
        return true;
    }

    private void put(Slab slab) {
        slab.place = roomy.size();
        roomy.add(slab);
    }
}
