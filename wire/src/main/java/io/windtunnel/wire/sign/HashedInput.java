package io.windtunnel.wire.sign;

import io.windtunnel.wire.AwsException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// A body whose hash is compared with the signed one when its end is read.
public final class HashedInput extends FilterInputStream {
    private final MessageDigest digest = SignatureV4.sha256();
    private final String expected;
    private boolean ended;

    public HashedInput(InputStream body, Proof.Hash proof) {
        super(body);
        expected = proof.sha256();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = in.read(into, offset, length);
        if (got > 0) digest.update(into, offset, got);
        if (got >= 0 || ended) return got;
        ended = true;
        String actual = SignatureV4.hex(digest.digest());
        if (!SignatureV4.isSame(actual, expected)) throw mismatch(expected, actual);
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8_192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    static AwsException mismatch(String said, String actual) {
        return new AwsException(
                        "XAmzContentSHA256Mismatch",
                        "The provided 'x-amz-content-sha256' header does not match what was computed.")
                .with("ClientComputedContentSHA256", said)
                .with("S3ComputedContentSHA256", actual)
                .status(400);
    }
}
