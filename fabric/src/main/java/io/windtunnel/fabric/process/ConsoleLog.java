package io.windtunnel.fabric.process;

import io.windtunnel.kernel.time.Time;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The last bytes that went to a console, as much as its capacity holds; older ones are forgotten.
///
/// Thread safety: every method may be called from any thread.
public final class ConsoleLog {
    /// What EC2 keeps of a console, in bytes.
    /// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-console.html
    public static final int EC2_BYTES = 64 * 1024;

    private final Time time;
    private final byte[] ring;
    private long written;
    private Instant changed;

    public ConsoleLog(Time time, int capacityBytes) {
        if (capacityBytes <= 0) throw new IllegalArgumentException("capacity must be positive");
        this.time = time;
        this.ring = new byte[capacityBytes];
        this.changed = time.now();
    }

    public synchronized void append(byte[] bytes, int offset, int length) {
        int kept = Math.min(length, ring.length);
        int from = offset + length - kept;
        written += length - kept;
        int at = (int) (written % ring.length);
        int first = Math.min(kept, ring.length - at);
        System.arraycopy(bytes, from, ring, at, first);
        System.arraycopy(bytes, from + first, ring, 0, kept - first);
        written += kept;
        changed = time.now();
    }

    /// Appends a line of Windtunnel's own.
    public void line(String words) {
        byte[] bytes = (words + "\n").getBytes(StandardCharsets.UTF_8);
        append(bytes, 0, bytes.length);
    }

    /// What is kept, oldest byte first.
    public synchronized byte[] tail() {
        int kept = (int) Math.min(written, ring.length);
        byte[] tail = new byte[kept];
        int at = (int) ((written - kept) % ring.length);
        int first = Math.min(kept, ring.length - at);
        System.arraycopy(ring, at, tail, 0, first);
        System.arraycopy(ring, 0, tail, first, kept - first);
        return tail;
    }

    /// When it was last written to.
    public synchronized Instant changed() {
        return changed;
    }

    /// What is kept, as text.
    public String text() {
        return new String(tail(), StandardCharsets.UTF_8);
    }
}
