package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.object.Checksum;
import io.windtunnel.cloud.storage.s3.object.Content;
import io.windtunnel.cloud.storage.s3.object.Encryption;
import io.windtunnel.cloud.storage.s3.object.HttpDates;
import io.windtunnel.cloud.storage.s3.object.Lock;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.StoredObject.ReplicationStatus;
import io.windtunnel.cloud.storage.s3.object.Traits;
import io.windtunnel.cloud.storage.s3.settings.Lifecycle;
import io.windtunnel.wire.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What many responses have in common.
final class Answers {
    private Answers() {}

    /// A part's checksum, by the algorithm of its object.
    static Sums sums(StoredObject object, Content.Segment segment) {
        Checksum whole = object.checksum();
        return whole == null || segment.checksum() == null
                ? Sums.NONE
                : new Sums(new Checksum(whole.algorithm(), segment.checksum(), 0));
    }

    /// The value of `x-amz-expiration`; null where the object stays.
    static @Nullable String expiration(Bucket bucket, String key, StoredObject object) {
        Lifecycle.Kept kept = bucket.settings().lifecycle().set();
        if (kept == null) return null;
        Lifecycle.Kept.Expiry expiry = kept.expiry(key, object.size(), object.tags(), object.modified());
        return expiry == null
                ? null
                : "expiry-date=\"" + HttpDates.text(expiry.at()) + "\", rule-id=\"" + expiry.ruleId() + "\"";
    }

    private static @Nullable String restore(StoredObject object, Instant now) {
        StoredObject.Restoration restoration = object.restoration();
        if (restoration == null) return null;
        if (restoration.ready().isAfter(now)) return "ongoing-request=\"true\"";
        if (!restoration.expires().isAfter(now)) return null;
        return "ongoing-request=\"false\", expiry-date=\"" + HttpDates.text(restoration.expires()) + "\"";
    }

    static ObjectShapes.PutObjectAnswer put(Bucket bucket, String key, StoredObject object) {
        Sums sums = new Sums(object.checksum());
        Encryption encryption = object.traits().encryption();
        return new ObjectShapes.PutObjectAnswer(
                expiration(bucket, key, object),
                object.etag().quoted(),
                sums.crc32(),
                sums.crc32c(),
                sums.crc64nvme(),
                sums.sha1(),
                sums.sha256(),
                sums.type(),
                encryption.serverSide(),
                encryption.kmsKey(),
                encryption.bucketKey() ? true : null,
                encryption.customerAlgorithm(),
                encryption.customerKeyMd5(),
                VersionFace.told(bucket, object));
    }

    /// @param view what is seen of it
    static ObjectShapes.GetObjectAnswer get(
            Bucket bucket, ObjectShapes.GetObject request, StoredObject object, View view, Payload body, Instant now) {
        Traits traits = object.traits();
        Encryption encryption = traits.encryption();
        Sums sums = "ENABLED".equalsIgnoreCase(request.checksumMode()) ? new Sums(view.checksum()) : Sums.NONE;
        Lock lock = object.lock();
        return new ObjectShapes.GetObjectAnswer(
                body,
                null,
                "bytes",
                expiration(bucket, request.key(), object),
                restore(object, now),
                object.modified(),
                view.range().length(),
                object.etag().quoted(),
                sums.crc32(),
                sums.crc32c(),
                sums.crc64nvme(),
                sums.sha1(),
                sums.sha256(),
                sums.type(),
                VersionFace.told(bucket, object),
                either(request.responseCacheControl(), traits.cacheControl()),
                either(request.responseContentDisposition(), traits.contentDisposition()),
                either(request.responseContentEncoding(), traits.contentEncoding()),
                either(request.responseContentLanguage(), traits.contentLanguage()),
                view.partial() ? view.range().header(object.size()) : null,
                either(request.responseContentType(), traits.type()),
                request.responseExpires() == null ? traits.expires() : HttpDates.text(request.responseExpires()),
                traits.redirect(),
                encryption.serverSide(),
                encryption.kmsKey(),
                encryption.bucketKey() ? true : null,
                traits.metadata(),
                encryption.customerAlgorithm(),
                encryption.customerKeyMd5(),
                traits.storageClass().header(),
                object.replication() == ReplicationStatus.NONE
                        ? null
                        : object.replication().name(),
                view.parts(),
                object.tags().isEmpty() ? null : object.tags().size(),
                lock.mode(),
                lock.until(),
                lock.equals(Lock.NONE) ? null : lock.legalHold() ? "ON" : "OFF",
                view.partial() ? 206 : 200);
    }

    private static @Nullable String either(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    /// The same without the bytes.
    static ObjectShapes.HeadObjectAnswer head(ObjectShapes.GetObjectAnswer got) {
        return new ObjectShapes.HeadObjectAnswer(
                got.deleteMarker(),
                got.acceptRanges(),
                got.expiration(),
                got.restore(),
                got.lastModified(),
                got.contentLength(),
                got.etag(),
                got.crc32(),
                got.crc32c(),
                got.crc64nvme(),
                got.sha1(),
                got.sha256(),
                got.checksumType(),
                got.versionId(),
                got.cacheControl(),
                got.contentDisposition(),
                got.contentEncoding(),
                got.contentLanguage(),
                got.contentRange(),
                got.contentType(),
                got.expires(),
                got.websiteRedirectLocation(),
                got.serverSideEncryption(),
                got.sseKmsKeyId(),
                got.bucketKeyEnabled(),
                got.metadata(),
                got.sseCustomerAlgorithm(),
                got.sseCustomerKeyMd5(),
                got.storageClass(),
                got.replicationStatus(),
                got.partsCount(),
                got.tagCount(),
                got.objectLockMode(),
                got.objectLockRetainUntilDate(),
                got.objectLockLegalHoldStatus(),
                got.statusCode());
    }
}
