package io.windtunnel.fabric.process;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// Reads the tunnel devices of all sandboxes on one thread and hands each packet to its sandbox's street. Only the
/// first
/// packets of connections come here, so it has little to do.
///
/// Thread safety: every method may be called from any thread.
final class TunnelWatch implements AutoCloseable {
    /// The longest packet, in bytes; the devices have the usual limit of 1500.
    private static final int PACKET_BYTES = 2048;

    /// How often it looks whether it is to end, in milliseconds.
    private static final int ROUND_MILLIS = 500;

    private final int pollSet = Linux.pollSet();
    private final Map<Integer, Consumer<byte[]>> takers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    TunnelWatch(ThreadFactory threads) {
        threads.newThread(this::work).start();
    }

    /// Hands the packets of `descriptor`, which must be non-blocking, to `taker`, which must return soon.
    void add(int descriptor, Consumer<byte[]> taker) {
        takers.put(descriptor, taker);
        Linux.watch(pollSet, descriptor);
    }

    /// No packet of `descriptor` is taken any more. To be called before it is closed.
    void remove(int descriptor) {
        takers.remove(descriptor);
    }

    private void work() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ready = arena.allocate(64 * 16L, 8);
            MemorySegment packet = arena.allocate(PACKET_BYTES, 8);
            while (!closed) {
                int count = Linux.awaitReadable(pollSet, ready, ROUND_MILLIS);
                for (int i = 0; i < count; i++) drain(Linux.readyDescriptor(ready, i), packet);
            }
        } finally {
            Linux.close(pollSet);
        }
    }

    private void drain(int descriptor, MemorySegment packet) {
        Consumer<byte[]> taker = takers.get(descriptor);
        while (taker != null) {
            int length = Linux.read(descriptor, packet);
            if (length <= 0) return;
            taker.accept(packet.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
