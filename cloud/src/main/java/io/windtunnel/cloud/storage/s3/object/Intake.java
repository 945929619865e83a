package io.windtunnel.cloud.storage.s3.object;

import io.windtunnel.fabric.storage.Blobs;
import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;

/// Takes bodies in: small ones into memory, for their rows; larger ones as blobs, never as a whole in memory.
///
/// Thread safety: every method may be called from any thread.
public final class Intake {
    /// The most bytes that are kept in a row.
    public static final int INLINE_BYTES = 32 * 1024;

    /// The most bytes of one upload: 5 GiB.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html
    public static final long MOST_BYTES = 5L << 30;

    private final Blobs blobs;
    private final Sequence sequence;

    public Intake(Blobs blobs, Sequence sequence) {
        this.blobs = blobs;
        this.sequence = sequence;
    }

    /// A body that was taken in.
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Taken(long size, byte[] md5, Checksum checksum, Content content) {}

    /// Takes `body` in; refuses it, and keeps nothing, where it is not what `claims` say.
    ///
    /// @param algorithm what to sum by
    /// @param inline whether it may stay in memory
    public Taken take(Payload body, Claims claims, ChecksumAlgorithm algorithm, boolean inline) {
        if (body.length() > MOST_BYTES) throw SummedInput.tooLarge(body.length(), MOST_BYTES);
        boolean alike = claims.algorithm() == null || claims.algorithm() == algorithm;
        if (alike && inline && body.isGathered() && body.length() <= INLINE_BYTES)
            return small(body, claims, algorithm);
        return stream(body, claims, algorithm, inline);
    }

    private static Taken small(Payload body, Claims claims, ChecksumAlgorithm algorithm) {
        byte[] bytes = body.bytes();
        byte[] md5 = SummedInput.md5().digest(bytes);
        byte[] sum = algorithm.of(bytes);
        claims.check(body, md5, algorithm, sum);
        return new Taken(
                bytes.length, md5, new Checksum(algorithm, sum, 0), new Content.Inline(bytes, 0, bytes.length));
    }

    private Taken stream(Payload body, Claims claims, ChecksumAlgorithm algorithm, boolean inline) {
        long blob = 0;
        try (InputStream opened = body.open()) {
            ChecksumAlgorithm claimed = claims.algorithm() == algorithm ? null : claims.algorithm();
            SummedInput in = new SummedInput(opened, algorithm, claimed, MOST_BYTES);
            byte[] head = in.readNBytes(INLINE_BYTES + 1);
            boolean stays = inline && head.length <= INLINE_BYTES;
            Content content = new Content.Inline(head, 0, head.length);
            if (!stays) {
                blob = sequence.next();
                String name = Content.Segment.nameOf(blob);
                InputStream all = head.length == 0 ? in : new SequenceInputStream(new ByteArrayInputStream(head), in);
                blobs.put(name, all);
                content = new Content.InBlobs(List.of(new Content.Segment(1, blob, in.count(), null)));
            }
            byte[] md5 = in.md5Value();
            byte[] sum = in.sumValue();
            byte[] said = in.saidValue();
            if (claimed != null && said != null) claims.check(body, md5, claimed, said);
            else claims.check(body, md5, algorithm, sum);
            return new Taken(in.count(), md5, new Checksum(algorithm, sum, 0), content);
        } catch (IOException failed) {
            throw cannotStore(failed);
        } catch (RuntimeException refused) {
            if (blob != 0) drop(Content.Segment.nameOf(blob));
            throw refused;
        }
    }

    private void drop(String name) {
        try {
            blobs.delete(name);
        } catch (IOException failed) {
            throw cannotStore(failed);
        }
    }

    private static AwsException cannotStore(IOException failed) {
        return new AwsException("InternalError", "Windtunnel could not store the object: " + failed.getMessage())
                .status(500);
    }
}
