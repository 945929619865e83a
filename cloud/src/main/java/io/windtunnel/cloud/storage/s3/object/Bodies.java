package io.windtunnel.cloud.storage.s3.object;

import io.windtunnel.fabric.run.Threads;
import io.windtunnel.fabric.storage.Blobs;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// The bytes of objects, for readers; and the end of blobs that no version needs any more. A blob that is being read
/// lives on until its last reader has closed it.
///
/// Thread safety: every method may be called from any thread.
public final class Bodies {
    private static final System.Logger LOG = System.getLogger(Bodies.class.getName());

    /// How long one who has found an object may take to open it: guessed.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Blobs blobs;
    private final Time time;
    private final Threads threads;
    private final Map<Long, Integer> readers = new HashMap<>();
    private final Set<Long> unwanted = new HashSet<>();

    /// @param time by which clients read: the wall's
    public Bodies(Blobs blobs, Time time, Threads threads) {
        this.blobs = blobs;
        this.time = time;
        this.threads = threads;
    }

    /// The bytes of `content` in `range`.
    public Payload payload(Content content, ByteRange range) {
        return switch (content) {
            case Content.Inline inline -> gathered(inline, range);
            case Content.InBlobs stored -> Payload.of(() -> open(stored, range), range.length());
        };
    }

    private static Payload gathered(Content.Inline inline, ByteRange range) {
        int from = inline.offset() + (int) range.from();
        if (from == 0 && range.length() == inline.row().length) return Payload.of(inline.row());
        return Payload.of(Arrays.copyOfRange(inline.row(), from, from + (int) range.length()));
    }

    /// Opens `content` in `range`.
    public InputStream open(Content content, ByteRange range) throws IOException {
        return switch (content) {
            case Content.Inline inline ->
                new ByteArrayInputStream(inline.row(), inline.offset() + (int) range.from(), (int) range.length());
            case Content.InBlobs stored -> new SegmentsInput(this, stored.segments(), range);
        };
    }

    InputStream open(Content.Segment segment, long offset) throws IOException {
        return blobs.open(segment.name(), offset);
    }

    /// The same bytes once more, in blobs of their own.
    public Content copy(Content content, Sequence sequence) throws IOException {
        if (!(content instanceof Content.InBlobs stored)) return content;
        List<Content.Segment> copies = new ArrayList<>(stored.segments().size());
        for (Content.Segment each : stored.segments()) {
            long blob = sequence.next();
            blobs.join(Content.Segment.nameOf(blob), List.of(each.name()));
            copies.add(new Content.Segment(each.number(), blob, each.bytes(), each.checksum()));
        }
        return new Content.InBlobs(copies);
    }

    /// Deletes the blobs of S3's that `wanted` does not hold: what a crash has left between a blob and its row. Only
    /// before anybody writes.
    public void sweep(Supplier<Set<Long>> wanted) {
        try {
            List<Long> found = new ArrayList<>();
            blobs.names(name -> {
                if (name.startsWith(Content.Segment.PREFIX)) found.add(Content.Segment.number(name));
            });
            if (found.isEmpty()) return;
            Set<Long> kept = wanted.get();
            for (long each : found) if (!kept.contains(each)) blobs.delete(Content.Segment.nameOf(each));
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "blobs of S3 that nothing names could not be swept away", failed);
        }
    }

    /// Keeps blobs until they are let go of.
    synchronized void hold(List<Content.Segment> segments) {
        for (Content.Segment each : segments) readers.merge(each.blob(), 1, Integer::sum);
    }

    /// Ends what [#hold] began.
    synchronized void release(List<Content.Segment> segments) {
        for (Content.Segment each : segments) {
            boolean last = readers.computeIfPresent(each.blob(), (_, count) -> count == 1 ? null : count - 1) == null;
            if (last && unwanted.remove(each.blob())) threads.run(() -> delete(each));
        }
    }

    /// No version has these bytes any more: they go once those who have found them before have read them.
    public void drop(Content content) {
        List<Content.Segment> segments = content.blobs();
        if (!segments.isEmpty()) time.after(GRACE, () -> threads.run(() -> segments.forEach(this::end)));
    }

    private void end(Content.Segment segment) {
        synchronized (this) {
            if (readers.containsKey(segment.blob())) {
                unwanted.add(segment.blob());
                return;
            }
        }
        delete(segment);
    }

    /// What cannot be deleted stays on the disk.
    private void delete(Content.Segment segment) {
        try {
            blobs.delete(segment.name());
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "blob " + segment.name() + " could not be deleted", failed);
        }
    }
}
