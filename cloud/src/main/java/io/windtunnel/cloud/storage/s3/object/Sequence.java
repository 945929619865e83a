package io.windtunnel.cloud.storage.s3.object;

import io.windtunnel.kernel.time.Time;
import java.util.concurrent.atomic.AtomicLong;

/// Numbers that only rise, over restarts too: of versions, uploads and blobs. They follow the time, of which a
/// millisecond has room for a million.
///
/// Thread safety: every method may be called from any thread.
public final class Sequence {
    private static final int MILLISECOND_BITS = 20;

    private final Time time;
    private final AtomicLong last = new AtomicLong();

    public Sequence(Time time) {
        this.time = time;
    }

    public long next() {
        long now = time.now().toEpochMilli() << MILLISECOND_BITS;
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }
}
