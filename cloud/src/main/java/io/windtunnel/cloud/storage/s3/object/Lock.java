package io.windtunnel.cloud.storage.s3.object;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What keeps a version from being deleted.
///
/// @param mode `GOVERNANCE`, `COMPLIANCE` or null
/// @param until when the mode ends; null without a mode
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
public record Lock(@Nullable String mode, @Nullable Instant until, boolean legalHold) {
    public static final Lock NONE = new Lock(null, null, false);

    /// Whether the version may not be deleted now.
    ///
    /// @param bypass whether the caller asks to pass over governance
    public boolean holds(Instant now, boolean bypass) {
        if (legalHold) return true;
        if (mode == null || until == null || !until.isAfter(now)) return false;
        return mode.equals("COMPLIANCE") || !bypass;
    }

    /// Whether `next` may replace this retention now: longer always, else only past governance.
    public boolean mayBecome(@Nullable String nextMode, @Nullable Instant nextUntil, Instant now, boolean bypass) {
        if (mode == null || until == null || !until.isAfter(now)) return true;
        boolean weaker = nextMode == null
                || nextUntil == null
                || nextUntil.isBefore(until)
                || mode.equals("COMPLIANCE") && !nextMode.equals("COMPLIANCE")
                || mode.equals("GOVERNANCE") && !nextMode.equals("GOVERNANCE") && !nextMode.equals("COMPLIANCE");
        return !weaker || mode.equals("GOVERNANCE") && bypass;
    }

    public Lock withRetention(@Nullable String nextMode, @Nullable Instant nextUntil) {
        return new Lock(nextMode, nextUntil, legalHold);
    }

    public Lock withLegalHold(boolean hold) {
        return new Lock(mode, until, hold);
    }
}
