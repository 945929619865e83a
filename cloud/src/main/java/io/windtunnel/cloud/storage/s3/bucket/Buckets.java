package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The buckets of every account and Region, which share one space of names.
///
/// Thread safety: every method may be called from any thread.
public final class Buckets {
    private static final String TABLE = "s3.buckets";

    /// How many buckets an account may have. Source: Service Quotas, `General purpose buckets`.
    private static final int MOST_OF_ACCOUNT = 10_000;

    private final Ground ground;
    private final ConcurrentMap<String, Bucket> byName = new ConcurrentHashMap<>();

    public Buckets(Ground ground) {
        this.ground = ground;
        for (Scope scope : ground.storage().scopes(TABLE))
            for (Bucket.Row row : table(scope).values()) byName.put(row.name(), new Bucket(ground, scope, row));
        ground.bodies().sweep(this::blobs);
    }

    /// The blobs that anything here is made of.
    private Set<Long> blobs() {
        Set<Long> all = new HashSet<>();
        for (Bucket bucket : byName.values()) {
            bucket.contents().addBlobs(all);
            bucket.uploads().addBlobs(all);
        }
        return all;
    }

    public Ground ground() {
        return ground;
    }

    private Table<Bucket.Row> table(Scope scope) {
        return ground.storage().table(scope, TABLE, Bucket.Row.class);
    }

    public @Nullable Bucket find(String name) {
        return byName.get(name);
    }

    public Optional<Bucket> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// @throws AwsException `NoSuchBucket`
    public Bucket require(String name) {
        Bucket found = byName.get(name);
        if (found == null) throw noSuchBucket(name);
        return found;
    }

    static AwsException noSuchBucket(String name) {
        return new AwsException("NoSuchBucket", "The specified bucket does not exist").with("BucketName", name);
    }

    /// Every bucket, in no order.
    public Collection<Bucket> all() {
        return byName.values();
    }

    /// The buckets of an account, by name.
    public List<Bucket> of(Scope caller) {
        return byName.values().stream()
                .filter(each -> each.scope().account().equals(caller.account()))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /// Makes a bucket. In the default Region one that the caller has already is given again.
    ///
    /// @throws AwsException `InvalidBucketName`, `BucketAlreadyExists`, `BucketAlreadyOwnedByYou`, `TooManyBuckets`
    public synchronized Bucket create(Scope scope, String name) {
        BucketNames.check(name);
        Bucket there = byName.get(name);
        if (there != null) {
            if (!there.scope().account().equals(scope.account()))
                throw new AwsException(
                                "BucketAlreadyExists",
                                "The requested bucket name is not available. The bucket namespace is shared by all "
                                        + "users of the system. Please select a different name and try again.")
                        .status(409)
                        .with("BucketName", name);
            if (there.scope().equals(scope) && scope.region().equals(Region.US_EAST_1)) return there;
            throw new AwsException(
                            "BucketAlreadyOwnedByYou",
                            "Your previous request to create the named bucket succeeded and you already own it.")
                    .status(409)
                    .with("BucketName", name);
        }
        if (of(scope).size() >= MOST_OF_ACCOUNT)
            throw new AwsException("TooManyBuckets", "You have attempted to create more buckets than allowed")
                    .status(400);
        Bucket.Row row = new Bucket.Row(name, ground.time().now());
        table(scope).put(name, row);
        Bucket made = new Bucket(ground, scope, row);
        byName.put(name, made);
        return made;
    }

    /// @throws AwsException `BucketNotEmpty`
    public synchronized void delete(Bucket bucket) {
        if (byName.get(bucket.name()) != bucket) throw noSuchBucket(bucket.name());
        if (!bucket.contents().close())
            throw new AwsException("BucketNotEmpty", notEmpty(bucket))
                    .status(409)
                    .with("BucketName", bucket.name());
        bucket.uploads().forEach("", upload -> {
            bucket.uploads().abort(upload);
            return true;
        });
        bucket.settings().clear();
        table(bucket.scope()).remove(bucket.name());
        byName.remove(bucket.name());
    }

    private static String notEmpty(Bucket bucket) {
        return bucket.settings().versioning().get().isTold()
                ? "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
                : "The bucket you tried to delete is not empty";
    }
}
