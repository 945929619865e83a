package io.windtunnel.cloud.storage.s3.settings;

import io.windtunnel.cloud.storage.s3.object.Acl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a bucket's access log goes.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
public record Logging(@Nullable Target loggingEnabled) {
    public record Grant(Acl.Grantee grantee, String permission) {}

    public record Simple() {}

    public record Partitioned(@Nullable String partitionDateSource) {}

    public record KeyFormat(
            @Nullable Simple simplePrefix, @Nullable Partitioned partitionedPrefix) {}

    public record Target(
            String targetBucket,
            String targetPrefix,
            List<Grant> targetGrants,
            @Nullable KeyFormat targetObjectKeyFormat) {}
}
