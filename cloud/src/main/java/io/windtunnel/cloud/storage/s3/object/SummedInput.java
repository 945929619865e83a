package io.windtunnel.cloud.storage.s3.object;

import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// A body that is counted and summed as it is read, and refused when it grows too long.
final class SummedInput extends InputStream {
    private final InputStream in;
    private final long most;
    private final MessageDigest md5 = md5();
    private final ChecksumAlgorithm.Running sum;
    private final ChecksumAlgorithm.@Nullable Running said;
    private long count;

    /// @param claimed what the client sums by, where that is another algorithm; else null
    SummedInput(InputStream in, ChecksumAlgorithm algorithm, @Nullable ChecksumAlgorithm claimed, long most) {
        this.in = in;
        this.most = most;
        this.sum = algorithm.start();
        this.said = claimed == null ? null : claimed.start();
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        try {
            int got = in.read(into, offset, length);
            if (got <= 0) return got;
            count += got;
            if (count > most) throw tooLarge(count, most);
            md5.update(into, offset, got);
            sum.update(into, offset, got);
            if (said != null) said.update(into, offset, got);
            return got;
        } catch (IOException broken) {
            throw Payload.incomplete();
        }
    }

    static AwsException tooLarge(long proposed, long most) {
        return new AwsException("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
                .with("ProposedSize", proposed)
                .with("MaxSizeAllowed", most);
    }

    long count() {
        return count;
    }

    byte[] md5Value() {
        return md5.digest();
    }

    byte[] sumValue() {
        return sum.value();
    }

    /// The sum by the client's algorithm; null where that is no other.
    byte @Nullable [] saidValue() {
        return said == null ? null : said.value();
    }
}
