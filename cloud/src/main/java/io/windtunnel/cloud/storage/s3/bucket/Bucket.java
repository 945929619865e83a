package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.prefix.PrefixPartitions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A bucket: whose and where it is, what it was told, and what is in it.
///
/// Thread safety: every method may be called from any thread.
public final class Bucket {
    /// A bucket as it is kept.
    public record Row(String name, Instant created) {}

    private final Scope scope;
    private final Row row;
    private final Settings settings;
    private final BucketContents contents;
    private final Uploads uploads;
    private @Nullable PrefixPartitions partitions;

    Bucket(Ground ground, Scope scope, Row row) {
        this.scope = scope;
        this.row = row;
        this.settings = Settings.of(ground.storage(), scope, row.name());
        this.contents = new BucketContents(ground, scope, row.name(), settings.versioning());
        this.uploads = new Uploads(ground, scope, row.name(), contents);
    }

    public String name() {
        return row.name();
    }

    public Instant created() {
        return row.created();
    }

    /// The owner's account and the bucket's Region.
    public Scope scope() {
        return scope;
    }

    /// The owner's account.
    public String owner() {
        return scope.account().digits();
    }

    public String region() {
        return scope.region().code();
    }

    public Arn arn() {
        return new Arn("aws", "s3", "", "", name());
    }

    public Settings settings() {
        return settings;
    }

    public BucketContents contents() {
        return contents;
    }

    /// Whether its keys take one more request, where the bucket was told to have AWS's limits.
    public synchronized boolean admits(String key, boolean write, long nowNanos) {
        if (partitions == null) partitions = new PrefixPartitions(nowNanos);
        return partitions.admit(key, write, nowNanos);
    }

    public Uploads uploads() {
        return uploads;
    }
}
