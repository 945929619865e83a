package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Draft;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent.Kind;
import io.windtunnel.cloud.storage.s3.object.Acl;
import io.windtunnel.cloud.storage.s3.object.ByteRange;
import io.windtunnel.cloud.storage.s3.object.Checksum;
import io.windtunnel.cloud.storage.s3.object.Claims;
import io.windtunnel.cloud.storage.s3.object.Encryption;
import io.windtunnel.cloud.storage.s3.object.Etag;
import io.windtunnel.cloud.storage.s3.object.Intake;
import io.windtunnel.cloud.storage.s3.object.Lock;
import io.windtunnel.cloud.storage.s3.object.Preconditions;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.Traits;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Copies.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
public class CopyFace extends DeleteFace {
    CopyFace(Domain domain) {
        super(domain);
    }

    public CopyShapes.CopyObjectAnswer copyObject(Call call, CopyShapes.CopyObject request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        domain.admit(bucket, request.key(), true);
        boolean replaces = isReplace(request.metadataDirective(), "metadata");
        boolean retags = isReplace(request.taggingDirective(), "tagging");
        Source source = Source.find(domain, request);
        if (source.object().size() > Intake.MOST_BYTES)
            throw Refused.request("The specified copy source is larger than the maximum allowable size for a copy "
                    + "source: " + Intake.MOST_BYTES);
        boolean itself = source.bucket() == bucket && source.key().equals(request.key()) && source.versionId() == null;
        if (itself && !replaces && !changes(request))
            throw Refused.request("This copy request is illegal because it is trying to copy an object to itself "
                    + "without changing the object's metadata, storage class, website redirect location or "
                    + "encryption attributes.");
        Traits asked = Requests.traits(bucket, request);
        Traits traits = replaces ? asked : kept(source.object().traits(), asked);
        Map<String, String> tags =
                retags ? Tagging.ofHeader(request.tagging()) : source.object().tags();
        Lock lock = Requests.lock(bucket, request, domain.now());
        String owner = call.scope().account().digits();
        Acl acl = Grants.ofObject(bucket, request, owner);
        Intake.Taken taken = domain.ground()
                .intake()
                .take(whole(source.object()), Claims.NONE, algorithm(request.checksumAlgorithm(), source), true);
        Draft draft = new Draft(
                owner,
                taken.size(),
                new Etag(taken.md5(), 0),
                taken.checksum(),
                traits,
                tags,
                lock,
                acl,
                Requests.replication(bucket, request.key(), tags, false),
                taken.content());
        StoredObject stored = bucket.contents()
                .put(request.key(), draft, new Preconditions(request.ifMatch(), request.ifNoneMatch(), null, null));
        domain.tell(new ObjectEvent(bucket, request.key(), stored, Kind.COPY, ObjectEvent.Cause.of(call)));
        return answer(bucket, request.key(), source, stored);
    }

    private static CopyShapes.CopyObjectAnswer answer(Bucket bucket, String key, Source source, StoredObject stored) {
        Sums sums = new Sums(stored.checksum());
        Encryption encryption = stored.traits().encryption();
        return new CopyShapes.CopyObjectAnswer(
                new CopyShapes.CopyResult(
                        stored.etag().quoted(),
                        stored.modified(),
                        sums.type(),
                        sums.crc32(),
                        sums.crc32c(),
                        sums.crc64nvme(),
                        sums.sha1(),
                        sums.sha256()),
                Answers.expiration(bucket, key, stored),
                source.told(),
                told(bucket, stored),
                encryption.serverSide(),
                encryption.kmsKey(),
                encryption.bucketKey() ? true : null,
                encryption.customerAlgorithm(),
                encryption.customerKeyMd5());
    }

    private Payload whole(StoredObject object) {
        return domain.ground().bodies().payload(object.content(), new ByteRange(0, object.size()));
    }

    private static ChecksumAlgorithm algorithm(@Nullable String asked, Source source) {
        if (asked != null) return Claims.named(asked);
        Checksum checksum = source.object().checksum();
        return checksum == null ? Claims.USUAL : checksum.algorithm();
    }

    /// Whether a copy of an object onto itself would change it.
    private static boolean changes(CopyShapes.CopyObject request) {
        return request.storageClass() != null
                || request.serverSideEncryption() != null
                || request.sseCustomerAlgorithm() != null
                || request.websiteRedirectLocation() != null
                || request.copySourceSseCustomerAlgorithm() != null
                || request.checksumAlgorithm() != null;
    }

    private static boolean isReplace(@Nullable String directive, String what) {
        if (directive == null || directive.equals("COPY")) return false;
        if (directive.equals("REPLACE")) return true;
        throw Refused.argument("Unknown " + what + " directive.", "x-amz-" + what + "-directive", directive);
    }

    /// The source's traits, but where it is kept and how it is encrypted is the copy's own.
    private static Traits kept(Traits source, Traits asked) {
        return new Traits(
                source.contentType(),
                source.cacheControl(),
                source.contentDisposition(),
                source.contentEncoding(),
                source.contentLanguage(),
                source.expires(),
                asked.redirect(),
                source.metadata(),
                asked.storageClass(),
                asked.encryption());
    }
}
