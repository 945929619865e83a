package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Upload;
import io.windtunnel.cloud.storage.s3.bucket.Uploads;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent.Kind;
import io.windtunnel.cloud.storage.s3.object.Acl;
import io.windtunnel.cloud.storage.s3.object.ByteRange;
import io.windtunnel.cloud.storage.s3.object.Checksum;
import io.windtunnel.cloud.storage.s3.object.Claims;
import io.windtunnel.cloud.storage.s3.object.Content;
import io.windtunnel.cloud.storage.s3.object.Encryption;
import io.windtunnel.cloud.storage.s3.object.Etag;
import io.windtunnel.cloud.storage.s3.object.Intake;
import io.windtunnel.cloud.storage.s3.object.Lock;
import io.windtunnel.cloud.storage.s3.object.Preconditions;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.StoredObject.ReplicationStatus;
import io.windtunnel.cloud.storage.s3.object.Traits;
import io.windtunnel.cloud.storage.s3.settings.Lifecycle;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Multipart uploads.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
public class MultipartFace extends CopyFace {
    private static final int MOST_LISTED = 1_000;

    public MultipartFace(Domain domain) {
        super(domain);
    }

    public MultipartShapes.CreateUploadAnswer createMultipartUpload(Call call, MultipartShapes.CreateUpload request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Traits traits = Requests.traits(bucket, request);
        Map<String, String> tags = Tagging.ofHeader(request.tagging());
        Lock lock = Requests.lock(bucket, request, domain.now());
        String owner = call.scope().account().digits();
        Acl acl = Grants.ofObject(bucket, request, owner);
        StoredObject draft = new StoredObject(
                domain.ground().sequence().next(),
                false,
                false,
                domain.now(),
                owner,
                0,
                Etag.NONE,
                null,
                traits,
                tags,
                lock,
                acl,
                ReplicationStatus.NONE,
                null,
                Content.NOTHING);
        String named = request.checksumAlgorithm();
        ChecksumAlgorithm algorithm = named == null ? Claims.USUAL : Claims.named(named);
        boolean composite = isComposite(named, algorithm, request.checksumType());
        Upload upload = bucket.uploads().begin(new Upload(request.key(), draft, algorithm, named != null, composite));
        Encryption encryption = traits.encryption();
        Abortion abortion = Abortion.of(bucket, upload);
        return new MultipartShapes.CreateUploadAnswer(
                abortion == null ? null : abortion.at(),
                abortion == null ? null : abortion.ruleId(),
                bucket.name(),
                request.key(),
                upload.id(),
                encryption.serverSide(),
                encryption.kmsKey(),
                encryption.bucketKey() ? true : null,
                encryption.customerAlgorithm(),
                encryption.customerKeyMd5(),
                named == null ? null : algorithm.name(),
                named == null ? null : upload.checksumType());
    }

    private static boolean isComposite(@Nullable String named, ChecksumAlgorithm algorithm, @Nullable String type) {
        if (type == null) return named != null && algorithm != ChecksumAlgorithm.CRC64NVME;
        if (named == null)
            throw Refused.request(
                    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm " + "header.");
        boolean composite = switch (type) {
            case "COMPOSITE" -> true;
            case "FULL_OBJECT" -> false;
            default -> throw Refused.request("Value for x-amz-checksum-type header is invalid.");
        };
        if (composite ? algorithm == ChecksumAlgorithm.CRC64NVME : !algorithm.isJoinable())
            throw Refused.request("The " + type + " checksum type cannot be used with the "
                    + algorithm.name().toLowerCase(Locale.ROOT) + " checksum algorithm.");
        return composite;
    }

    /// When a rule of the bucket would abort an upload.
    private record Abortion(Instant at, @Nullable String ruleId) {
        static @Nullable Abortion of(Bucket bucket, Upload upload) {
            Lifecycle.Kept kept = bucket.settings().lifecycle().set();
            if (kept == null) return null;
            for (Lifecycle.Rule rule : kept.configuration().rules()) {
                Lifecycle.AbortUploads abort = rule.abortIncompleteMultipartUpload();
                if (abort == null || abort.daysAfterInitiation() == null || !rule.isEnabled()) continue;
                if (upload.key().startsWith(rule.keyPrefix()))
                    return new Abortion(
                            Lifecycle.due(upload.draft().modified(), abort.daysAfterInitiation()), rule.id());
            }
            return null;
        }
    }

    public MultipartShapes.UploadPartAnswer uploadPart(Call call, MultipartShapes.UploadPart request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Upload upload = bucket.uploads().require(request.key(), request.uploadId());
        domain.admit(bucket, request.key(), true);
        checkNumber(request.partNumber());
        Requests.checkCustomerKey(
                upload.draft(), request.sseCustomerAlgorithm(), request.sseCustomerKey(), request.sseCustomerKeyMd5());
        Claims claims = Requests.claims(call, request);
        if (upload.named() && claims.algorithm() != null && claims.algorithm() != upload.algorithm())
            throw Refused.request("Checksum Type mismatch occurred, expected checksum Type: "
                    + upload.algorithm().name().toLowerCase(Locale.ROOT)
                    + ", actual checksum Type: "
                    + claims.algorithm().name().toLowerCase(Locale.ROOT));
        Upload.Part part = take(bucket, upload, request.partNumber(), request.body(), claims);
        boolean other = claims.algorithm() != null && claims.algorithm() != upload.algorithm();
        Sums sums = upload.named() || claims.algorithm() == upload.algorithm()
                ? new Sums(new Checksum(upload.algorithm(), part.checksum(), 0))
                : Sums.NONE;
        if (other) sums = Requests.said(claims, request.body());
        Encryption encryption = upload.draft().traits().encryption();
        return new MultipartShapes.UploadPartAnswer(
                part.etag().quoted(),
                sums.crc32(),
                sums.crc32c(),
                sums.crc64nvme(),
                sums.sha1(),
                sums.sha256(),
                encryption.serverSide(),
                encryption.kmsKey(),
                encryption.bucketKey() ? true : null,
                encryption.customerAlgorithm(),
                encryption.customerKeyMd5());
    }

    private Upload.Part take(Bucket bucket, Upload upload, int number, Payload body, Claims claims) {
        Intake.Taken taken = domain.ground().intake().take(body, claims, upload.algorithm(), false);
        Upload.Part part = new Upload.Part(
                number,
                taken.size(),
                taken.md5(),
                domain.now(),
                taken.checksum().value(),
                taken.content().blobs().getFirst().blob());
        bucket.uploads().put(upload, part);
        return part;
    }

    private static void checkNumber(int number) {
        if (number < 1 || number > Uploads.MOST_PARTS)
            throw Refused.argument(
                    "Part number must be an integer between 1 and 10000, inclusive", "partNumber", number);
    }

    public CopyShapes.UploadPartCopyAnswer uploadPartCopy(Call call, CopyShapes.UploadPartCopy request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Upload upload = bucket.uploads().require(request.key(), request.uploadId());
        checkNumber(request.partNumber());
        Source source = Source.find(domain, request);
        long size = source.object().size();
        ByteRange range =
                request.copySourceRange() == null ? new ByteRange(0, size) : copyRange(request.copySourceRange(), size);
        Payload body = domain.ground().bodies().payload(source.object().content(), range);
        Upload.Part part = take(bucket, upload, request.partNumber(), body, Claims.NONE);
        Sums sums = upload.named() ? new Sums(new Checksum(upload.algorithm(), part.checksum(), 0)) : Sums.NONE;
        Encryption encryption = upload.draft().traits().encryption();
        return new CopyShapes.UploadPartCopyAnswer(
                source.told(),
                new CopyShapes.CopyPartResult(
                        part.etag().quoted(),
                        part.modified(),
                        sums.crc32(),
                        sums.crc32c(),
                        sums.crc64nvme(),
                        sums.sha1(),
                        sums.sha256()),
                encryption.serverSide(),
                encryption.kmsKey(),
                encryption.bucketKey() ? true : null,
                encryption.customerAlgorithm(),
                encryption.customerKeyMd5());
    }

    /// Both ends must be said, and lie within the source.
    private static ByteRange copyRange(String text, long size) {
        ByteRange range;
        boolean whole = text.startsWith("bytes=") && !text.endsWith("-") && !text.startsWith("bytes=-");
        try {
            range = whole ? ByteRange.of(text, Long.MAX_VALUE) : null;
        } catch (AwsException outside) {
            range = null;
        }
        if (range == null)
            throw Refused.argument(
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are "
                            + "the zero-based offsets of the first and last bytes to copy",
                    "x-amz-copy-source-range",
                    text);
        if (range.from() + range.length() > size)
            throw Refused.argument(
                    "Range specified is not valid for source object of size: " + size, "x-amz-copy-source-range", text);
        return range;
    }

    public MultipartShapes.CompleteUploadAnswer completeMultipartUpload(
            Call call, MultipartShapes.CompleteUpload request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        StoredObject stored = bucket.uploads().completed(request.uploadId());
        if (stored == null) {
            Upload upload = bucket.uploads().require(request.key(), request.uploadId());
            Preconditions conditions = new Preconditions(request.ifMatch(), request.ifNoneMatch(), null, null);
            ReplicationStatus replication =
                    Requests.replication(bucket, upload.key(), upload.draft().tags(), false);
            stored = bucket.uploads()
                    .complete(upload, new Assembly(bucket.uploads(), upload, request).draft(replication), conditions);
            domain.tell(new ObjectEvent(bucket, request.key(), stored, Kind.UPLOADED, ObjectEvent.Cause.of(call)));
        }
        Sums sums = new Sums(stored.checksum());
        Encryption encryption = stored.traits().encryption();
        return new MultipartShapes.CompleteUploadAnswer(
                "http://" + bucket.name() + ".s3." + bucket.region() + ".amazonaws.com/" + request.key(),
                bucket.name(),
                request.key(),
                stored.etag().quoted(),
                sums.crc32(),
                sums.crc32c(),
                sums.crc64nvme(),
                sums.sha1(),
                sums.sha256(),
                sums.type(),
                Answers.expiration(bucket, request.key(), stored),
                told(bucket, stored),
                encryption.serverSide(),
                encryption.kmsKey(),
                encryption.bucketKey() ? true : null);
    }

    public void abortMultipartUpload(Call call, MultipartShapes.AbortUpload request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Upload upload = bucket.uploads().require(request.key(), request.uploadId());
        Instant begun = request.ifMatchInitiatedTime();
        if (begun != null && begun.getEpochSecond() != upload.draft().modified().getEpochSecond())
            throw Preconditions.failed("x-amz-if-match-initiated-time");
        bucket.uploads().abort(upload);
    }

    static MultipartShapes.Owner owner(String account) {
        return new MultipartShapes.Owner(Grants.canonicalId(account));
    }

    public MultipartShapes.ListPartsAnswer listParts(Call call, MultipartShapes.ListParts request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Upload upload = bucket.uploads().require(request.key(), request.uploadId());
        int most = Math.min(MOST_LISTED, atMost(request.maxParts(), "max-parts"));
        int after = Objects.requireNonNullElse(request.partNumberMarker(), 0);
        List<Upload.Part> found = bucket.uploads().parts(upload, after, most + 1);
        boolean more = found.size() > most;
        List<Upload.Part> page = more ? found.subList(0, most) : found;
        Abortion abortion = Abortion.of(bucket, upload);
        return new MultipartShapes.ListPartsAnswer(
                abortion == null ? null : abortion.at(),
                abortion == null ? null : abortion.ruleId(),
                bucket.name(),
                request.key(),
                upload.id(),
                owner(upload.draft().owner()),
                owner(upload.draft().owner()),
                upload.draft().traits().storageClass().name(),
                after,
                page.isEmpty() ? 0 : page.getLast().number(),
                most,
                more,
                upload.named() ? upload.algorithm().name() : null,
                upload.named() ? upload.checksumType() : null,
                page.stream().map(each -> listed(upload, each)).toList());
    }

    private static MultipartShapes.Part listed(Upload upload, Upload.Part part) {
        Sums sums = upload.named() ? new Sums(new Checksum(upload.algorithm(), part.checksum(), 0)) : Sums.NONE;
        return new MultipartShapes.Part(
                part.number(),
                part.modified(),
                part.etag().quoted(),
                part.size(),
                sums.crc32(),
                sums.crc32c(),
                sums.crc64nvme(),
                sums.sha1(),
                sums.sha256());
    }

    public MultipartShapes.ListUploadsAnswer listMultipartUploads(Call call, MultipartShapes.ListUploads request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        int most = Math.min(MOST_LISTED, atMost(request.maxUploads(), "max-uploads"));
        return new UploadPage(bucket, request, most).answer();
    }
}
