package io.windtunnel.cloud.storage.s3.lifecycle;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.BucketContents.Deleted;
import io.windtunnel.cloud.storage.s3.bucket.Buckets;
import io.windtunnel.cloud.storage.s3.bucket.Upload;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent.Kind;
import io.windtunnel.cloud.storage.s3.object.StoredObject;
import io.windtunnel.cloud.storage.s3.object.StoredObject.ReplicationStatus;
import io.windtunnel.cloud.storage.s3.settings.Lifecycle;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Does what buckets' lifecycle rules say is due. AWS begins at midnight UTC and takes its time; here everything that
/// is
/// due at midnight is done then.
///
/// Thread safety: [#run] is to be called by one thread at a time.
public final class LifecycleRun {
    private final Buckets buckets;
    private final Consumer<ObjectEvent> events;

    /// @param events who is told of what is done
    public LifecycleRun(Buckets buckets, Consumer<ObjectEvent> events) {
        this.buckets = buckets;
        this.events = events;
    }

    /// Does what is due now in every bucket.
    public void run() {
        for (Bucket bucket : buckets.all()) {
            Lifecycle.Kept kept = bucket.settings().lifecycle().set();
            if (kept != null) run(bucket, kept, buckets.ground().time().now());
        }
    }

    private void run(Bucket bucket, Lifecycle.Kept kept, Instant now) {
        bucket.contents().forEach((key, newest) -> {
            List<StoredObject> versions = new ArrayList<>();
            versions.add(newest);
            versions.addAll(bucket.contents().older(key));
            for (Decision.Action action : Decision.of(kept, key, versions, now)) apply(bucket, key, action, now);
        });
        abortUploads(bucket, kept, now);
    }

    private void apply(Bucket bucket, String key, Decision.Action action, Instant now) {
        try {
            switch (action) {
                case Decision.Expire expire -> expire(bucket, key, expire.version());
                case Decision.Remove remove -> remove(bucket, key, remove.version(), now);
                case Decision.Move move -> move(bucket, key, move);
            }
        } catch (AwsException changed) {
            // It was changed or deleted meanwhile: the next run judges it anew.
        }
    }

    private static AwsException changed() {
        return new AwsException("OperationAborted", "The object has changed.");
    }

    private void tell(Bucket bucket, String key, StoredObject object, Kind kind) {
        ObjectEvent.Cause cause = ObjectEvent.Cause.own(buckets.ground().ids().upper(16));
        events.accept(new ObjectEvent(bucket, key, object, kind, cause));
    }

    private void expire(Bucket bucket, String key, StoredObject version) {
        Deleted deleted = bucket.contents().delete(key, bucket.owner(), ReplicationStatus.NONE, newest -> {
            if (newest == null || newest.sequence() != version.sequence()) throw changed();
        });
        if (deleted.after() != null) tell(bucket, key, deleted.after(), Kind.EXPIRED_MARKED);
        else if (deleted.before() != null) tell(bucket, key, deleted.before(), Kind.EXPIRED);
    }

    private void remove(Bucket bucket, String key, StoredObject version, Instant now) {
        Deleted deleted = bucket.contents().deleteVersion(key, version.versionId(), found -> {
            if (found.sequence() != version.sequence() || found.lock().holds(now, false)) throw changed();
        });
        if (deleted.before() != null) tell(bucket, key, deleted.before(), Kind.EXPIRED);
    }

    private void move(Bucket bucket, String key, Decision.Move move) {
        StoredObject moved = bucket.contents().update(key, move.version().versionId(), found -> {
            if (found == null || found.sequence() != move.version().sequence()) throw changed();
            return found.with(found.traits().in(move.target()));
        });
        tell(bucket, key, moved, Kind.TRANSITIONED);
    }

    private static void abortUploads(Bucket bucket, Lifecycle.Kept kept, Instant now) {
        List<Upload> due = new ArrayList<>();
        bucket.uploads().forEach("", upload -> {
            if (isDue(kept, upload, now)) due.add(upload);
            return true;
        });
        for (Upload upload : due) {
            try {
                bucket.uploads().abort(upload);
            } catch (AwsException gone) {
                // It was completed or aborted meanwhile.
            }
        }
    }

    private static boolean isDue(Lifecycle.Kept kept, Upload upload, Instant now) {
        for (Lifecycle.Rule rule : kept.configuration().rules()) {
            Lifecycle.AbortUploads abort = rule.abortIncompleteMultipartUpload();
            if (abort == null || abort.daysAfterInitiation() == null || !rule.isEnabled()) continue;
            if (!upload.key().startsWith(rule.keyPrefix())) continue;
            if (!Lifecycle.due(upload.draft().modified(), abort.daysAfterInitiation())
                    .isAfter(now)) return true;
        }
        return false;
    }
}
