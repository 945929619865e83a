package io.windtunnel.wire.s3;

import io.windtunnel.wire.AwsException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A posted file whose length the form's policy bounds.
final class BoundedFile extends FilterInputStream {
    private final PostPolicy policy;
    private long read;

    BoundedFile(InputStream file, PostPolicy policy) {
        super(file);
        this.policy = policy;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = in.read(into, offset, length);
        if (got > 0) read += got;
        if (read > policy.most())
            throw refusal("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
                    .with("MaxSizeAllowed", policy.most());
        if (got < 0 && read < policy.least())
            throw refusal("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
                    .with("MinSizeAllowed", policy.least());
        return got;
    }

    private AwsException refusal(String code, String message) {
        return new AwsException(code, message).with("ProposedSize", read).status(400);
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8_192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
