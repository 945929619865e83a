package io.windtunnel.cloud.compute.autoscaling;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An instance refresh: replaces `targets`, the instances that were there when it began.
///
/// @param desired what new instances are launched from; the group takes it over when the refresh has succeeded
/// @param previous what the group launched from before, for a rollback
/// @param passed how many checkpoints are behind it
/// @param heldUntil the end of its stand at a checkpoint; null when it stands at none
record Refresh(
        long number,
        String id,
        String group,
        String status,
        @Nullable String reason,
        Instant start,
        @Nullable Instant end,
        Preferences preferences,
        @Nullable LaunchSource desired,
        LaunchSource previous,
        Set<String> targets,
        int passed,
        @Nullable Instant heldUntil,
        int percent,
        @Nullable Instant rollbackStart) {
    static final String PENDING = "Pending";
    static final String IN_PROGRESS = "InProgress";
    static final String SUCCESSFUL = "Successful";
    static final String CANCELLED = "Cancelled";
    static final String ROLLING_BACK = "RollbackInProgress";
    static final String ROLLED_BACK = "RollbackSuccessful";

    record Preferences(
            int minimumHealthyPercent,
            int maximumHealthyPercent,
            int warmupSeconds,
            List<Integer> checkpoints,
            int checkpointDelaySeconds,
            boolean skipMatching) {}

    boolean active() {
        return end == null;
    }

    Refresh progress(String next, int done) {
        return new Refresh(
                number,
                id,
                group,
                next,
                reason,
                start,
                end,
                preferences,
                desired,
                previous,
                targets,
                passed,
                heldUntil,
                done,
                rollbackStart);
    }

    Refresh ended(String how, @Nullable String why, Instant at) {
        return new Refresh(
                number,
                id,
                group,
                how,
                why,
                start,
                at,
                preferences,
                desired,
                previous,
                targets,
                passed,
                null,
                percent,
                rollbackStart);
    }

    Refresh hold(int checkpointsPassed, @Nullable Instant until) {
        return new Refresh(
                number,
                id,
                group,
                status,
                reason,
                start,
                end,
                preferences,
                desired,
                previous,
                targets,
                checkpointsPassed,
                until,
                percent,
                rollbackStart);
    }

    Refresh rollback(Set<String> launched, Instant now) {
        return new Refresh(
                number,
                id,
                group,
                ROLLING_BACK,
                "The instance refresh was rolled back at the request of a user.",
                start,
                null,
                preferences,
                previous,
                previous,
                launched,
                0,
                null,
                0,
                now);
    }
}
