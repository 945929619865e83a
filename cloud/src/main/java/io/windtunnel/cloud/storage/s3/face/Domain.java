package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Buckets;
import io.windtunnel.cloud.storage.s3.bucket.Ground;
import io.windtunnel.cloud.storage.s3.events.ObjectEvent;
import io.windtunnel.cloud.storage.s3.settings.Notifications;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What S3's operations work on.
///
/// Thread safety: every method may be called from any thread.
public final class Domain {
    /// Who checks and is told that a bucket's notifications were set.
    @FunctionalInterface
    public interface NotificationsSet {
        void set(Bucket bucket, Notifications next, boolean skipValidation, Call call);
    }

    /// The tag of a bucket whose keys take no more requests than AWS's partitions do.
    private static final String LIMITED = "windtunnel:slow-down";

    private final Buckets buckets;
    private final List<Consumer<ObjectEvent>> listeners = new CopyOnWriteArrayList<>();
    private final NotificationsSet notificationsSet;

    public Domain(Buckets buckets, NotificationsSet notificationsSet) {
        this.buckets = buckets;
        this.notificationsSet = notificationsSet;
    }

    public Buckets buckets() {
        return buckets;
    }

    public Ground ground() {
        return buckets.ground();
    }

    Instant now() {
        return ground().time().now();
    }

    NotificationsSet notificationsSet() {
        return notificationsSet;
    }

    /// Calls `listener` with everything that happens to objects. It must not block.
    public void listen(Consumer<ObjectEvent> listener) {
        listeners.add(listener);
    }

    public void tell(ObjectEvent event) {
        for (Consumer<ObjectEvent> listener : listeners) listener.accept(event);
    }

    /// The bucket a request is about.
    ///
    /// @param expectedOwner the account the caller takes for its owner, or null
    /// @throws AwsException `NoSuchBucket`, `PermanentRedirect`, `AccessDenied`
    Bucket bucket(Call call, String name, @Nullable String expectedOwner) {
        Bucket bucket = buckets.require(name);
        if (call.request() != null
                && !call.accessKeyId().isEmpty()
                && !bucket.scope().region().equals(call.scope().region())) throw elsewhere(bucket);
        checkOwner(bucket, expectedOwner);
        return bucket;
    }

    /// Refuses a request that is one too many for the partition of its key, in buckets that are tagged to have
    /// AWS's limits.
    void admit(Bucket bucket, String key, boolean write) {
        if (!"on".equals(bucket.settings().tags().get().tags().get(LIMITED))) return;
        if (!bucket.admits(key, write, ground().time().nanos()))
            throw new AwsException("SlowDown", "Please reduce your request rate.").status(503);
    }

    static void checkOwner(Bucket bucket, @Nullable String expectedOwner) {
        if (expectedOwner == null || bucket.owner().equals(expectedOwner)) return;
        if (expectedOwner.length() != 12 || !expectedOwner.chars().allMatch(Character::isDigit))
            throw new AwsException(
                            "InvalidBucketOwnerAWSAccountID",
                            "The value of the expected bucket owner parameter must be an AWS account ID")
                    .status(400);
        throw Refused.denied("Access Denied");
    }

    private static AwsException elsewhere(Bucket bucket) {
        String endpoint = bucket.name() + ".s3." + bucket.region() + ".amazonaws.com";
        return new AwsException(
                        "PermanentRedirect",
                        "The bucket you are attempting to access must be addressed using the specified endpoint. "
                                + "Please send all future requests to this endpoint.")
                .status(301)
                .with("Endpoint", endpoint)
                .with("Bucket", bucket.name())
                .header("x-amz-bucket-region", bucket.region());
    }
}
