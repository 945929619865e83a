package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent.Kind;
import io.windtunnel.cloud.storage.s3.object.Acl;
import io.windtunnel.cloud.storage.s3.object.Content;
import io.windtunnel.cloud.storage.s3.object.Lock;
import io.windtunnel.cloud.storage.s3.object.StorageClass;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.StoredObject.Restoration;
import io.windtunnel.cloud.storage.s3.settings.Lifecycle;
import io.windtunnel.cloud.storage.s3.settings.ObjectLocking;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What hangs on a version: tags, locks, lists of grants; and what can be asked of it.
public class VersionFace extends ListFace {
    private static final int MOST_PARTS = 1_000;
    private static final Set<String> ATTRIBUTES =
            Set.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");

    VersionFace(Domain domain) {
        super(domain);
    }

    static @Nullable String told(Bucket bucket, StoredObject object) {
        return bucket.settings().versioning().get().isTold() ? object.versionId() : null;
    }

    // ---- tags

    public VersionShapes.GetTaggingAnswer getObjectTagging(Call call, VersionShapes.GetTagging request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        StoredObject object = Requests.version(bucket, request.key(), request.versionId());
        return new VersionShapes.GetTaggingAnswer(
                told(bucket, object), Tagging.of(object.tags()).tagSet());
    }

    public VersionShapes.TaggingAnswer putObjectTagging(Call call, VersionShapes.PutTagging request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        Map<String, String> tags = Tagging.checked(request.tagging().tagSet(), Tagging.MOST_OF_OBJECT);
        StoredObject object = tag(call, bucket, request.key(), request.versionId(), tags, Kind.TAGGED);
        return new VersionShapes.TaggingAnswer(told(bucket, object));
    }

    public VersionShapes.TaggingAnswer deleteObjectTagging(Call call, VersionShapes.Version request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        StoredObject object = tag(call, bucket, request.key(), request.versionId(), Map.of(), Kind.UNTAGGED);
        return new VersionShapes.TaggingAnswer(told(bucket, object));
    }

    private StoredObject tag(
            Call call, Bucket bucket, String key, @Nullable String versionId, Map<String, String> tags, Kind kind) {
        StoredObject tagged = bucket.contents()
                .update(
                        key,
                        versionId,
                        old -> Requests.readable(key, versionId, old).with(tags));
        domain.tell(new ObjectEvent(bucket, key, tagged, kind, ObjectEvent.Cause.of(call)));
        return tagged;
    }

    // ---- grants

    public VersionShapes.AclAnswer getObjectAcl(Call call, VersionShapes.Version request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        StoredObject object = Requests.version(bucket, request.key(), request.versionId());
        String owner = bucket.settings().ownership().get().isEnforced() ? bucket.owner() : object.owner();
        return new VersionShapes.AclAnswer(Grants.owner(owner), Grants.told(object.acl(), owner));
    }

    public void putObjectAcl(Call call, VersionShapes.PutAcl request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        String key = request.key();
        StoredObject object = Requests.version(bucket, key, request.versionId());
        Acl acl = given(request, request.accessControlPolicy(), object.owner(), bucket.owner());
        if (bucket.settings().ownership().get().isEnforced()) {
            if (!"bucket-owner-full-control".equals(request.acl())) throw Grants.notSupported();
            return;
        }
        Acl allowed = Grants.allowed(bucket, acl);
        StoredObject listed = bucket.contents()
                .update(
                        key,
                        request.versionId(),
                        old -> Requests.readable(key, request.versionId(), old).with(allowed));
        domain.tell(new ObjectEvent(bucket, key, listed, Kind.LISTED, ObjectEvent.Cause.of(call)));
    }

    // ---- locks

    private static Bucket lockable(Bucket bucket) {
        if (bucket.settings().locking().set() == null)
            throw Refused.request("Bucket is missing Object Lock Configuration");
        return bucket;
    }

    public VersionShapes.RetentionAnswer getObjectRetention(Call call, VersionShapes.Version request) {
        Bucket bucket = lockable(domain.bucket(call, request.bucket(), request.expectedBucketOwner()));
        Lock lock = Requests.version(bucket, request.key(), request.versionId()).lock();
        if (lock.mode() == null) throw notLocked();
        return new VersionShapes.RetentionAnswer(new VersionShapes.Retention(lock.mode(), lock.until()));
    }

    private static AwsException notLocked() {
        return new AwsException(
                        "NoSuchObjectLockConfiguration",
                        "The specified object does not have a ObjectLock configuration")
                .status(404);
    }

    public void putObjectRetention(Call call, VersionShapes.PutRetention request) {
        Bucket bucket = lockable(domain.bucket(call, request.bucket(), request.expectedBucketOwner()));
        VersionShapes.Retention retention = request.retention();
        String mode = retention == null ? null : retention.mode();
        Instant until = retention == null ? null : retention.retainUntilDate();
        if ((mode == null) != (until == null) || mode != null && !ObjectLocking.isMode(mode)) throw Refused.malformed();
        Instant now = domain.now();
        if (until != null && !until.isAfter(now))
            throw Refused.argument("The retain until date must be in the future!");
        boolean bypass = Boolean.TRUE.equals(request.bypassGovernanceRetention());
        bucket.contents().update(request.key(), request.versionId(), found -> {
            StoredObject old = Requests.readable(request.key(), request.versionId(), found);
            if (!old.lock().mayBecome(mode, until, now, bypass))
                throw Refused.denied("Access Denied because object protected by object lock.");
            return old.with(old.lock().withRetention(mode, until));
        });
    }

    public VersionShapes.LegalHoldAnswer getObjectLegalHold(Call call, VersionShapes.Version request) {
        Bucket bucket = lockable(domain.bucket(call, request.bucket(), request.expectedBucketOwner()));
        Lock lock = Requests.version(bucket, request.key(), request.versionId()).lock();
        if (lock.equals(Lock.NONE)) throw notLocked();
        return new VersionShapes.LegalHoldAnswer(new VersionShapes.LegalHold(lock.legalHold() ? "ON" : "OFF"));
    }

    public void putObjectLegalHold(Call call, VersionShapes.PutLegalHold request) {
        Bucket bucket = lockable(domain.bucket(call, request.bucket(), request.expectedBucketOwner()));
        VersionShapes.LegalHold hold = request.legalHold();
        if (hold == null || hold.status() == null) throw Refused.malformed();
        boolean on = Requests.legalHold(hold.status());
        bucket.contents().update(request.key(), request.versionId(), found -> {
            StoredObject old = Requests.readable(request.key(), request.versionId(), found);
            return old.with(old.lock().withLegalHold(on));
        });
    }

    // ---- attributes

    public VersionShapes.AttributesAnswer getObjectAttributes(Call call, VersionShapes.GetAttributes request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        StoredObject object = Requests.version(bucket, request.key(), request.versionId());
        Requests.checkCustomerKey(object, request);
        List<String> asked = request.objectAttributes();
        for (String each : asked)
            if (!ATTRIBUTES.contains(each)) throw Refused.argument("Invalid attribute name specified.");
        Sums sums = new Sums(object.checksum());
        boolean parts = asked.contains("ObjectParts") && object.etag().parts() > 0;
        return new VersionShapes.AttributesAnswer(
                null,
                object.modified(),
                told(bucket, object),
                asked.contains("ETag") ? object.etag().bare() : null,
                asked.contains("Checksum") && object.checksum() != null
                        ? new VersionShapes.Checksums(
                                sums.crc32(), sums.crc32c(), sums.crc64nvme(), sums.sha1(), sums.sha256(), sums.type())
                        : null,
                parts ? parts(object, request) : null,
                asked.contains("StorageClass") ? object.traits().storageClass().name() : null,
                asked.contains("ObjectSize") ? object.size() : null);
    }

    private static VersionShapes.Parts parts(StoredObject object, VersionShapes.GetAttributes request) {
        List<Content.Segment> all = object.content().blobs();
        int after = Objects.requireNonNullElse(request.partNumberMarker(), 0);
        int most = Math.min(MOST_PARTS, Objects.requireNonNullElse(request.maxParts(), MOST_PARTS));
        List<VersionShapes.ListedPart> page = new ArrayList<>();
        boolean more = false;
        for (Content.Segment each : all) {
            if (each.number() <= after || each.checksum() == null) continue;
            more = page.size() == most;
            if (more) break;
            Sums sums = Answers.sums(object, each);
            page.add(new VersionShapes.ListedPart(
                    each.number(),
                    each.bytes(),
                    sums.crc32(),
                    sums.crc32c(),
                    sums.crc64nvme(),
                    sums.sha1(),
                    sums.sha256()));
        }
        int next =
                page.isEmpty() ? 0 : Objects.requireNonNullElse(page.getLast().partNumber(), 0);
        return new VersionShapes.Parts(all.size(), after, next, most, more, page);
    }

    // ---- restoring

    public VersionShapes.RestoreAnswer restoreObject(Call call, VersionShapes.Restore request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        VersionShapes.RestoreRequest asked = request.restoreRequest();
        if (asked == null || asked.days() == null || asked.days() < 1) throw Refused.malformed();
        int days = asked.days();
        Instant now = domain.now();
        boolean[] again = {false};
        VersionShapes.JobParameters parameters = asked.glacierJobParameters();
        String tier = parameters == null ? asked.tier() : parameters.tier();
        StoredObject restored = bucket.contents().update(request.key(), request.versionId(), found -> {
            StoredObject old = Requests.readable(request.key(), request.versionId(), found);
            if (!old.traits().storageClass().isArchive())
                throw new AwsException(
                                "InvalidObjectState", "Restore is not allowed for the object's current storage class")
                        .status(403)
                        .with("StorageClass", old.traits().storageClass().name());
            Restoration going = old.restoration();
            if (going != null && going.ready().isAfter(now))
                throw new AwsException("RestoreAlreadyInProgress", "Object restore is already in progress").status(409);
            again[0] = going != null && going.expires().isAfter(now);
            Instant ready = again[0] ? Objects.requireNonNull(going).ready() : now.plus(takes(old, tier));
            Instant from = again[0] ? now : ready;
            return old.with(new Restoration(ready, Lifecycle.due(from, days)));
        });
        ObjectEvent.Cause cause = ObjectEvent.Cause.of(call);
        domain.tell(new ObjectEvent(bucket, request.key(), restored, Kind.RESTORE_ASKED, cause));
        if (!again[0]) tellWhenRestored(bucket, request.key(), restored, cause);
        return new VersionShapes.RestoreAnswer(again[0] ? 200 : 202);
    }

    private void tellWhenRestored(Bucket bucket, String key, StoredObject object, ObjectEvent.Cause cause) {
        Restoration restoration = Objects.requireNonNull(object.restoration());
        domain.ground()
                .time()
                .after(
                        Duration.between(domain.now(), restoration.ready()),
                        () -> domain.tell(new ObjectEvent(bucket, key, object, Kind.RESTORED, cause)));
    }

    /// How long a restore takes, at the upper end of what AWS says.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
    private static Duration takes(StoredObject object, @Nullable String tier) {
        boolean deep = object.traits().storageClass() == StorageClass.DEEP_ARCHIVE;
        return switch (Objects.requireNonNullElse(tier, "Standard")) {
            case "Expedited" -> {
                if (deep)
                    throw Refused.argument(
                            "Retrieval option is not supported by this storage class", "Tier", "Expedited");
                yield Duration.ofMinutes(5);
            }
            case "Standard" -> Duration.ofHours(deep ? 12 : 5);
            case "Bulk" -> Duration.ofHours(deep ? 48 : 12);
            default -> throw Refused.malformed();
        };
    }
}
