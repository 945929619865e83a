package io.windtunnel.cloud.compute.ec2.common;

import io.windtunnel.wire.AwsException;
import java.util.BitSet;

/// The public IPv4 addresses of this cloud: 198.18.0.0/15, which the real internet leaves to tests of networks
/// (RFC 2544), so that no address here is somebody else's.
///
/// Thread safety: every method may be called from any thread.
public final class PublicPool {
    private static final int BASE = 198 << 24 | 18 << 16;
    private static final int SIZE = 1 << 17;

    private final BitSet taken = new BitSet(SIZE);
    private int cursor = 1;

    /// Takes an address that nobody has.
    public synchronized String take() {
        int next = taken.nextClearBit(cursor);
        if (next >= SIZE - 1) next = taken.nextClearBit(1);
        if (next >= SIZE - 1)
            throw new AwsException("InsufficientAddressCapacity", "Not enough available address capacity.");
        taken.set(next);
        cursor = next + 1;
        int address = BASE + next;
        return "198." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    public synchronized void giveBack(String address) {
        taken.clear(index(address));
    }

    /// Marks an address as taken that was taken before a restart.
    public synchronized void recall(String address) {
        taken.set(index(address));
    }

    private static int index(String address) {
        int number = 0;
        for (String octet : address.split("\\.")) number = number << 8 | Integer.parseInt(octet);
        return number - BASE;
    }
}
