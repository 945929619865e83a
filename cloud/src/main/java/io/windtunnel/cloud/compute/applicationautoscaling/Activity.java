package io.windtunnel.cloud.compute.applicationautoscaling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that was done to a target's capacity or bounds, or tried.
///
/// @param number counts the scope's activities
/// @param desired the capacity that is set; null when none is
/// @param notScaled why nothing was done; null when something was
record Activity(
        long number,
        String id,
        Target.Key target,
        @Nullable Integer desired,
        String description,
        String cause,
        Instant start,
        @Nullable Instant end,
        Status status,
        @Nullable String message,
        Shapes.@Nullable NotScaledReason notScaled) {
    /// How far it has come, as the API names it.
    enum Status {
        PENDING("Pending"),
        IN_PROGRESS("InProgress"),
        SUCCESSFUL("Successful"),
        OVERRIDDEN("Overridden"),
        UNFULFILLED("Unfulfilled"),
        FAILED("Failed");

        private final String apiName;

        Status(String apiName) {
            this.apiName = apiName;
        }

        String apiName() {
            return apiName;
        }

        boolean ended() {
            return this != PENDING && this != IN_PROGRESS;
        }
    }

    Activity become(Status next, String words, Instant now) {
        return new Activity(
                number,
                id,
                target,
                desired,
                description,
                cause,
                start,
                next.ended() ? now : null,
                next,
                words,
                notScaled);
    }
}
