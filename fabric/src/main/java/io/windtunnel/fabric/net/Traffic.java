package io.windtunnel.fabric.net;

import java.util.concurrent.atomic.LongAdder;

/// The bytes of a host's connections, both ways, as they pass its links: without packets' own headers, and what the
/// network drops and sends again counted once.
///
/// Thread safety: every method may be called from any thread; counting takes no lock.
public final class Traffic {
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder sentToInternet = new LongAdder();

    /// Bytes that came in.
    public long received() {
        return received.sum();
    }

    /// Bytes that went out, wherever to.
    public long sent() {
        return sent.sum();
    }

    /// Bytes that went out to the internet: what AWS calls data transfer out.
    public long sentToInternet() {
        return sentToInternet.sum();
    }

    /// Counts bytes that came in.
    public void receive(long bytes) {
        received.add(bytes);
    }

    /// Counts bytes that went out.
    public void send(long bytes, boolean toInternet) {
        sent.add(bytes);
        if (toInternet) sentToInternet.add(bytes);
    }
}
