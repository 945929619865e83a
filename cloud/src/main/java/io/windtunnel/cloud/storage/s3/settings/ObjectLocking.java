package io.windtunnel.cloud.storage.s3.settings;

import io.windtunnel.cloud.storage.s3.object.Lock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Whether a bucket's versions can be locked, and for how long new ones are.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
public record ObjectLocking(
        @Nullable String objectLockEnabled, @Nullable Rule rule) {
    public record DefaultRetention(
            @Nullable String mode,
            @Nullable Integer days,
            @Nullable Integer years) {}

    public record Rule(@Nullable DefaultRetention defaultRetention) {}

    public static final ObjectLocking BARE = new ObjectLocking("Enabled", null);

    public void check() {
        if (!"Enabled".equals(objectLockEnabled)) throw Refused.malformed();
        DefaultRetention retention = rule == null ? null : rule.defaultRetention();
        if (rule == null) return;
        if (retention == null || !isMode(retention.mode())) throw Refused.malformed();
        if ((retention.days() == null) == (retention.years() == null)) throw Refused.malformed();
        Integer length = retention.days() == null ? retention.years() : retention.days();
        if (length == null || length <= 0)
            throw Refused.argument("Default retention period must be a positive integer value.");
    }

    public static boolean isMode(@Nullable String mode) {
        return "GOVERNANCE".equals(mode) || "COMPLIANCE".equals(mode);
    }

    /// The lock of a new version that asks for none.
    public Lock usual(Instant now) {
        DefaultRetention retention = rule == null ? null : rule.defaultRetention();
        if (retention == null || retention.mode() == null) return Lock.NONE;
        Instant until = retention.days() != null
                ? now.plus(retention.days(), ChronoUnit.DAYS)
                : now.atOffset(ZoneOffset.UTC)
                        .plusYears(retention.years() == null ? 0 : retention.years())
                        .toInstant();
        return new Lock(retention.mode(), until, false);
    }
}
