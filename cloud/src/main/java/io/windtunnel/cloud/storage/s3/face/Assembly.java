package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Draft;
import io.windtunnel.cloud.storage.s3.bucket.Upload;
import io.windtunnel.cloud.storage.s3.bucket.Uploads;
import io.windtunnel.cloud.storage.s3.object.Checksum;
import io.windtunnel.cloud.storage.s3.object.Claims;
import io.windtunnel.cloud.storage.s3.object.Content;
import io.windtunnel.cloud.storage.s3.object.Etag;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.StoredObject.ReplicationStatus;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import io.windtunnel.wire.AwsException;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Parts becoming an object: which, in what order, and what they sum up to.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
final class Assembly {
    /// The fewest bytes of a part that is not the last.
    private static final long FEWEST_BYTES = 5L << 20;

    private final Uploads uploads;
    private final Upload upload;
    private final MultipartShapes.CompleteUpload request;

    Assembly(Uploads uploads, Upload upload, MultipartShapes.CompleteUpload request) {
        this.uploads = uploads;
        this.upload = upload;
        this.request = request;
    }

    /// The object, once everything has been held against what the client says.
    Draft draft(ReplicationStatus replication) {
        if (request.multipartUpload() == null
                || request.multipartUpload().parts().isEmpty()) throw Refused.malformed();
        List<Upload.Part> parts = parts(request.multipartUpload().parts());
        long size = parts.stream().mapToLong(Upload.Part::size).sum();
        Long expected = request.mpuObjectSize();
        if (expected != null && expected != size)
            throw Refused.request("The provided 'x-amz-mp-object-size' header value " + expected
                    + " does not match what was computed: " + size);
        Checksum checksum = checksum(parts);
        check(checksum);
        StoredObject draft = upload.draft();
        return new Draft(
                draft.owner(),
                size,
                etag(parts),
                checksum,
                draft.traits(),
                draft.tags(),
                draft.lock(),
                draft.acl(),
                replication,
                new Content.InBlobs(parts.stream()
                        .map(each -> new Content.Segment(
                                each.number(), each.blob(), each.size(), upload.named() ? each.checksum() : null))
                        .toList()));
    }

    private List<Upload.Part> parts(List<MultipartShapes.CompletedPart> listed) {
        List<Upload.Part> parts = new ArrayList<>(listed.size());
        int before = 0;
        for (MultipartShapes.CompletedPart each : listed) {
            int number = Objects.requireNonNullElse(each.partNumber(), 0);
            if (number <= before)
                throw new AwsException(
                                "InvalidPartOrder",
                                "The list of parts was not in ascending order. Parts must be ordered by part number.")
                        .with("UploadId", upload.id());
            before = number;
            parts.add(part(each, number));
        }
        for (Upload.Part each : parts.subList(0, parts.size() - 1))
            if (each.size() < FEWEST_BYTES)
                throw new AwsException(
                                "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
                        .with("ProposedSize", each.size())
                        .with("MinSizeAllowed", FEWEST_BYTES)
                        .with("PartNumber", each.number())
                        .with("ETag", each.etag().bare());
        return parts;
    }

    private Upload.Part part(MultipartShapes.CompletedPart listed, int number) {
        Upload.Part part = uploads.part(upload, number);
        byte[] md5 = listed.etag() == null ? null : Etag.md5Of(listed.etag());
        if (part == null || md5 == null || !Arrays.equals(md5, part.md5())) throw invalid(number, listed.etag());
        String said = said(listed);
        if (said == null && upload.composite())
            throw Refused.request("The upload was created using a " + word() + " checksum. The complete request must "
                    + "include the checksum for each part. It was missing for part " + number + " in the request.");
        if (said != null && !said.equals(ChecksumAlgorithm.base64(part.checksum())))
            throw invalid(number, listed.etag());
        return part;
    }

    private AwsException invalid(int number, @Nullable String etag) {
        return new AwsException(
                        "InvalidPart",
                        "One or more of the specified parts could not be found.  The part may not have been uploaded, "
                                + "or the specified entity tag may not match the part's entity tag.")
                .with("UploadId", upload.id())
                .with("PartNumber", number)
                .with("ETag", etag == null ? "" : etag.replace("\"", ""));
    }

    private String word() {
        return upload.algorithm().name().toLowerCase(Locale.ROOT);
    }

    private @Nullable String said(MultipartShapes.CompletedPart part) {
        return switch (upload.algorithm()) {
            case CRC32 -> part.crc32();
            case CRC32C -> part.crc32c();
            case CRC64NVME -> part.crc64nvme();
            case SHA1 -> part.sha1();
            case SHA256 -> part.sha256();
        };
    }

    private @Nullable String said() {
        return switch (upload.algorithm()) {
            case CRC32 -> request.crc32();
            case CRC32C -> request.crc32c();
            case CRC64NVME -> request.crc64nvme();
            case SHA1 -> request.sha1();
            case SHA256 -> request.sha256();
        };
    }

    /// Holds what the client says of the whole against what it sums up to.
    private void check(Checksum checksum) {
        String type = request.checksumType();
        if (type != null && !type.equals(upload.checksumType()))
            throw Refused.request("The upload was created using the " + upload.checksumType()
                    + " checksum mode. The complete request must use the same checksum mode.");
        String said = said();
        if (said == null) return;
        String bare = said.indexOf('-') < 0 ? said : said.substring(0, said.indexOf('-'));
        if (!bare.equals(ChecksumAlgorithm.base64(checksum.value()))) throw Claims.mismatch(upload.algorithm());
    }

    private Checksum checksum(List<Upload.Part> parts) {
        if (upload.composite()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            parts.forEach(each -> all.writeBytes(each.checksum()));
            return new Checksum(upload.algorithm(), upload.algorithm().of(all.toByteArray()), parts.size());
        }
        byte[] joined = parts.getFirst().checksum();
        for (Upload.Part each : parts.subList(1, parts.size()))
            joined = upload.algorithm().join(joined, each.checksum(), each.size());
        return new Checksum(upload.algorithm(), joined, 0);
    }

    private static Etag etag(List<Upload.Part> parts) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            parts.forEach(each -> md5.update(each.md5()));
            return new Etag(md5.digest(), parts.size());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
