package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.cloud.storage.s3.object.Content;
import io.windtunnel.cloud.storage.s3.object.Etag;
import io.windtunnel.cloud.storage.s3.object.RowCodec;
import io.windtunnel.cloud.storage.s3.object.RowReader;
import io.windtunnel.cloud.storage.s3.object.RowWriter;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.VersionIds;
import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A multipart upload that is under way.
///
/// @param draft what the object will be, without its bytes; its time is that of the upload's beginning
/// @param algorithm what the parts are summed by
/// @param named whether the client named the algorithm
/// @param composite whether the object's checksum is one of the parts' checksums
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
public record Upload(String key, StoredObject draft, ChecksumAlgorithm algorithm, boolean named, boolean composite) {
    /// A part that has come in.
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Part(int number, long size, byte[] md5, Instant modified, byte[] checksum, long blob) {
        public Etag etag() {
            return new Etag(md5, 0);
        }

        Content.Segment segment(boolean told) {
            return new Content.Segment(number, blob, size, told ? checksum : null);
        }

        Content content() {
            return new Content.InBlobs(List.of(segment(false)));
        }

        byte[] row() {
            return new RowWriter(64)
                    .number(number)
                    .number(size)
                    .raw(md5, 0, 16)
                    .number(modified.toEpochMilli())
                    .block(checksum)
                    .number(blob)
                    .bytes();
        }

        static Part of(byte[] row) {
            RowReader in = new RowReader(row);
            return new Part(
                    (int) in.number(),
                    in.number(),
                    in.raw(16),
                    Instant.ofEpochMilli(in.number()),
                    Objects.requireNonNull(in.block()),
                    in.number());
        }
    }

    /// As requests name it.
    public String id() {
        return VersionIds.text(draft.sequence()) + VersionIds.text(~draft.sequence());
    }

    /// The number behind an id; empty where it is none of this cloud.
    static OptionalLong sequence(String id) {
        if (id.length() != 64) return OptionalLong.empty();
        OptionalLong sequence = VersionIds.sequence(id.substring(0, 32));
        return sequence.isPresent() && id.endsWith(VersionIds.text(~sequence.getAsLong()))
                ? sequence
                : OptionalLong.empty();
    }

    /// The checksum's type as the API calls it.
    public String checksumType() {
        return composite ? "COMPOSITE" : "FULL_OBJECT";
    }

    byte[] row() {
        byte[] object = RowCodec.encode(draft);
        return new RowWriter(object.length + 8)
                .one(algorithm.ordinal())
                .one((named ? 1 : 0) | (composite ? 2 : 0))
                .block(object)
                .bytes();
    }

    static Upload of(String key, byte[] row) {
        RowReader in = new RowReader(row);
        ChecksumAlgorithm algorithm = ChecksumAlgorithm.values()[in.one()];
        int flags = in.one();
        byte @Nullable [] object = in.block();
        return new Upload(
                key, RowCodec.decode(Objects.requireNonNull(object)), algorithm, (flags & 1) != 0, (flags & 2) != 0);
    }
}
