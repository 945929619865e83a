package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.BucketContents;
import io.windtunnel.cloud.storage.s3.bucket.BucketContents.DeleteConditions;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent.Kind;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Deletes.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjects.html
public class DeleteFace extends ObjectFace {
    /// The most keys of one request.
    private static final int MOST_KEYS = 1_000;

    DeleteFace(Domain domain) {
        super(domain);
    }

    public DeleteShapes.DeleteObjectAnswer deleteObject(Call call, DeleteShapes.DeleteObject request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        DeleteConditions conditions =
                new DeleteConditions(request.ifMatch(), request.ifMatchLastModifiedTime(), request.ifMatchSize());
        boolean bypass = Boolean.TRUE.equals(request.bypassGovernanceRetention());
        BucketContents.Deleted deleted = delete(call, bucket, request.key(), request.versionId(), bypass, conditions);
        StoredObject marker = deleted.after();
        if (marker != null) return new DeleteShapes.DeleteObjectAnswer(true, marker.versionId());
        if (request.versionId() == null) return new DeleteShapes.DeleteObjectAnswer(null, null);
        boolean wasMarker = deleted.before() != null && deleted.before().marker();
        return new DeleteShapes.DeleteObjectAnswer(wasMarker ? true : null, request.versionId());
    }

    private BucketContents.Deleted delete(
            Call call,
            Bucket bucket,
            String key,
            @Nullable String versionId,
            boolean bypass,
            DeleteConditions conditions) {
        domain.admit(bucket, key, true);
        ObjectEvent.Cause cause = ObjectEvent.Cause.of(call);
        if (versionId != null) {
            BucketContents.Deleted deleted = bucket.contents().deleteVersion(key, versionId, version -> {
                conditions.check(version);
                if (version.lock().holds(domain.now(), bypass))
                    throw Refused.denied("Access Denied because object protected by object lock.");
            });
            if (deleted.before() != null)
                domain.tell(new ObjectEvent(bucket, key, deleted.before(), Kind.DELETED, cause));
            return deleted;
        }
        String owner = call.scope().account().digits();
        BucketContents.Deleted deleted =
                bucket.contents().delete(key, owner, conditions, Requests.replication(bucket, key, Map.of(), true));
        if (deleted.after() != null) domain.tell(new ObjectEvent(bucket, key, deleted.after(), Kind.MARKED, cause));
        else if (deleted.before() != null)
            domain.tell(new ObjectEvent(bucket, key, deleted.before(), Kind.DELETED, cause));
        return deleted;
    }

    public DeleteShapes.DeleteObjectsAnswer deleteObjects(Call call, DeleteShapes.DeleteObjects request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        List<DeleteShapes.Identifier> all = request.delete().objects();
        if (all.isEmpty() || all.size() > MOST_KEYS) throw Refused.malformed();
        boolean bypass = Boolean.TRUE.equals(request.bypassGovernanceRetention());
        boolean quiet = Boolean.TRUE.equals(request.delete().quiet());
        List<DeleteShapes.DeletedObject> done = new ArrayList<>();
        List<DeleteShapes.Refusal> refused = new ArrayList<>();
        for (DeleteShapes.Identifier each : all) {
            try {
                DeleteConditions conditions = new DeleteConditions(each.etag(), each.lastModifiedTime(), each.size());
                BucketContents.Deleted deleted = delete(call, bucket, each.key(), each.versionId(), bypass, conditions);
                if (!quiet) done.add(told(each, deleted));
            } catch (AwsException refusal) {
                refused.add(new DeleteShapes.Refusal(each.key(), each.versionId(), refusal.code(), refusal.message()));
            }
        }
        return new DeleteShapes.DeleteObjectsAnswer(done, refused);
    }

    private static DeleteShapes.DeletedObject told(DeleteShapes.Identifier asked, BucketContents.Deleted deleted) {
        StoredObject marker = deleted.after();
        if (marker != null) return new DeleteShapes.DeletedObject(asked.key(), null, true, marker.versionId());
        boolean wasMarker = deleted.before() != null && deleted.before().marker() && asked.versionId() != null;
        return new DeleteShapes.DeletedObject(
                asked.key(), asked.versionId(), wasMarker ? true : null, wasMarker ? asked.versionId() : null);
    }
}
