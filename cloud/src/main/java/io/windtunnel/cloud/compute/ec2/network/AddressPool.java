package io.windtunnel.cloud.compute.ec2.network;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The addresses of a subnet. The first four and the last belong to AWS: network, router, DNS, one for later,
/// broadcast.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
///
/// Thread safety: none; its owner guards it.
final class AddressPool {
    private static final int RESERVED_FIRST = 4;
    private static final int RESERVED = RESERVED_FIRST + 1;

    private final Cidr block;
    private final int last;
    private final BitSet taken = new BitSet();
    private int held;
    private int cursor = RESERVED_FIRST;

    AddressPool(Cidr block) {
        this.block = block;
        this.last = Math.toIntExact(block.size()) - 2;
    }

    /// How many addresses nothing holds.
    int free() {
        return Math.toIntExact(block.size()) - RESERVED - held;
    }

    /// Takes the next free address, or gives null when none is left. An address given back is not taken again until
    /// the others have been: a late packet for its last owner finds nobody.
    @Nullable
    String take() {
        if (free() <= 0) return null;
        int next = taken.nextClearBit(cursor);
        if (next > last) next = taken.nextClearBit(RESERVED_FIRST);
        cursor = next + 1;
        return hold(next);
    }

    /// Takes this address; false when it is held, reserved or not of this subnet.
    boolean take(String address) {
        Integer number = Cidr.address(address);
        if (number == null || !block.contains(number)) return false;
        int index = number - block.base();
        if (index < RESERVED_FIRST || index > last || taken.get(index)) return false;
        hold(index);
        return true;
    }

    private String hold(int index) {
        taken.set(index);
        held++;
        return Cidr.text(block.base() + index);
    }

    void giveBack(String address) {
        Integer number = Cidr.address(address);
        if (number == null || !block.contains(number)) return;
        int index = number - block.base();
        if (!taken.get(index)) return;
        taken.clear(index);
        held--;
    }
}
