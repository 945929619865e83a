package io.windtunnel.fabric.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Loopback addresses for hosts, from 127.64.0.0/10, taken in blocks of 254. A block belongs to the process that
/// has its port [#CLAIM_PORT] bound, so that two clouds on one computer never share an address, and a process that
/// dies gives its blocks back without a trace. Where the operating system has only 127.0.0.1, every host shares
/// that.
///
/// Thread safety: every method may be called from any thread.
final class LoopbackAddresses implements AutoCloseable {
    /// Bound on a block's first address by the process that owns the block.
    static final int CLAIM_PORT = 45_660;

    /// Blocks in 127.64.0.0/10: 64 second numbers by 256 third numbers.
    static final int BLOCKS = 64 * 256;

    /// Blocks that are tried before it is concluded that none can be had.
    private static final int MOST_TRIES = 64;

    static final InetAddress SHARED = address(127, 0, 0, 1);

    private final List<ServerSocket> claims = new ArrayList<>();
    private final Deque<InetAddress> free = new ArrayDeque<>();
    private int nextBlock;
    private boolean exhausted;

    /// @param firstBlock where to begin looking for a free block; any number
    LoopbackAddresses(int firstBlock) {
        nextBlock = Math.floorMod(firstBlock, BLOCKS);
    }

    /// An address that nobody has; [#SHARED] when there is none to be had. The one given back longest ago comes first.
    synchronized InetAddress take() {
        if (free.isEmpty() && !exhausted) claimBlock();
        InetAddress address = free.poll();
        return address == null ? SHARED : address;
    }

    synchronized void giveBack(InetAddress address) {
        if (!address.equals(SHARED)) free.add(address);
    }

    private void claimBlock() {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            int block = nextBlock;
            nextBlock = (nextBlock + 1) % BLOCKS;
            ServerSocket claim = claim(address(block, 1));
            if (claim == null) continue;
            claims.add(claim);
            for (int last = 1; last <= 254; last++) free.add(address(block, last));
            return;
        }
        exhausted = true;
    }

    private static @Nullable ServerSocket claim(InetAddress address) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(false);
                socket.bind(new InetSocketAddress(address, CLAIM_PORT), 1);
                return socket;
            } catch (IOException _) {
                socket.close();
                return null;
            }
        } catch (IOException _) {
            return null;
        }
    }

    private static InetAddress address(int block, int last) {
        return address(127, 64 + block / 256, block % 256, last);
    }

    private static InetAddress address(int a, int b, int c, int d) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
        } catch (UnknownHostException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public synchronized void close() {
        exhausted = true;
        free.clear();
        for (ServerSocket claim : claims) {
            try {
                claim.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        claims.clear();
    }
}
