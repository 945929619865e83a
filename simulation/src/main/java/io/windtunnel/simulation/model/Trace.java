package io.windtunnel.simulation.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// What happened, event by event: always as a fingerprint of 64 bits, and on demand as text, a line an event. The same
/// seed gives the same, byte for byte.
///
/// Thread safety: belongs to one thread.
public final class Trace {
    private final @Nullable Appendable lines;
    private long fingerprint = 0x9E3779B97F4A7C15L;

    /// @param lines where the lines go; null for nowhere
    public Trace(@Nullable Appendable lines) {
        this.lines = lines;
    }

    /// Whether lines are written.
    boolean told() {
        return lines != null;
    }

    /// Two runs with the same fingerprint had, as good as certainly, the same events.
    public long fingerprint() {
        return fingerprint;
    }

    /// Something happened to request `number`.
    void note(long nanos, long number, int what) {
        long mixed = (fingerprint ^ nanos) * 0x9E3779B97F4A7C15L;
        fingerprint = (mixed ^ (mixed >>> 29)) + number * 31 + what;
    }

    /// Writes a line, when lines are written.
    void tell(long nanos, long number, String event, String where) {
        if (lines == null) return;
        try {
            lines.append(Long.toString(nanos))
                    .append(' ')
                    .append(Long.toString(number))
                    .append(' ')
                    .append(event)
                    .append(' ')
                    .append(where)
                    .append('\n');
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Something happened in the cloud.
    public void happened(long nanos, String kind, String words) {
        note(nanos, kind.hashCode(), words.hashCode());
        tell(nanos, -1, kind, words);
    }
}
