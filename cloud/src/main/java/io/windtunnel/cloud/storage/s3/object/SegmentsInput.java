package io.windtunnel.cloud.storage.s3.object;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A range of bytes out of blobs that follow one another, of which one is open at a time.
final class SegmentsInput extends InputStream {
    private final Bodies bodies;
    private final List<Content.Segment> segments;
    private int next;
    private long skip;
    private long left;
    private @Nullable InputStream open;
    private boolean closed;

    SegmentsInput(Bodies bodies, List<Content.Segment> segments, ByteRange range) {
        this.bodies = bodies;
        this.segments = segments;
        this.skip = range.from();
        this.left = range.length();
        bodies.hold(segments);
    }

    private @Nullable InputStream current() throws IOException {
        while (open == null && next < segments.size()) {
            Content.Segment segment = segments.get(next++);
            if (skip >= segment.bytes()) {
                skip -= segment.bytes();
                continue;
            }
            open = bodies.open(segment, skip);
            skip = 0;
        }
        return open;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        while (left > 0) {
            InputStream in = current();
            if (in == null) return -1;
            int got = in.read(into, offset, (int) Math.min(length, left));
            if (got > 0) {
                left -= got;
                return got;
            }
            step();
        }
        return -1;
    }

    private void step() throws IOException {
        InputStream in = open;
        open = null;
        if (in != null) in.close();
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        step();
        bodies.release(segments);
    }
}
