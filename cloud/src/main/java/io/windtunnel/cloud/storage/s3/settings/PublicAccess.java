package io.windtunnel.cloud.storage.s3.settings;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What of a bucket may be made public. New buckets block all of it.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
public record PublicAccess(
        @Nullable Boolean blockPublicAcls,
        @Nullable Boolean ignorePublicAcls,
        @Nullable Boolean blockPublicPolicy,
        @Nullable Boolean restrictPublicBuckets) {
    public static final PublicAccess BLOCKED = new PublicAccess(true, true, true, true);

    /// With false for what was not said, as it is told.
    public PublicAccess whole() {
        return new PublicAccess(
                Objects.requireNonNullElse(blockPublicAcls, false),
                Objects.requireNonNullElse(ignorePublicAcls, false),
                Objects.requireNonNullElse(blockPublicPolicy, false),
                Objects.requireNonNullElse(restrictPublicBuckets, false));
    }
}
