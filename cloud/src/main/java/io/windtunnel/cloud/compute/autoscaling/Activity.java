package io.windtunnel.cloud.compute.autoscaling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A scaling activity: something a group did, why, and how it went.
record Activity(
        long number,
        String id,
        String group,
        String groupArn,
        String description,
        String cause,
        Instant start,
        @Nullable Instant end,
        String status,
        @Nullable String message,
        int progress,
        String details) {
    static final String IN_PROGRESS = "InProgress";
    static final String PRE_IN_SERVICE = "PreInService";
    static final String DRAINING = "WaitingForELBConnectionDraining";
    static final String MID_LIFECYCLE = "MidLifecycleAction";
    static final String SUCCESSFUL = "Successful";
    static final String FAILED = "Failed";
    static final String CANCELLED = "Cancelled";

    Activity status(String next, int percent) {
        return new Activity(
                number, id, group, groupArn, description, cause, start, end, next, message, percent, details);
    }

    Activity ended(String how, @Nullable String why, Instant at) {
        String words = why == null ? description : description + ".  Status Reason: " + why;
        return new Activity(number, id, group, groupArn, words, cause, start, at, how, why, 100, details);
    }

    boolean open() {
        return end == null;
    }
}
