package io.windtunnel.cloud.compute.autoscaling;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An instance of a group.
///
/// @param unhealthy why it is unhealthy, in the words of an activity's cause; null while it is healthy
/// @param since when it was launched or attached
/// @param inService when it last entered service; null before
/// @param activityId the activity that brings it in or out
/// @param waits its lifecycle hooks that are not complete, by name
/// @param abandoned whether a launching hook gave it up
/// @param keep whether EC2 keeps it when it leaves (it is detached, not terminated)
record Instance(
        String instanceId,
        String group,
        String type,
        String zone,
        String subnet,
        State state,
        @Nullable String unhealthy,
        boolean protectedFromScaleIn,
        LaunchSource source,
        long version,
        Instant since,
        @Nullable Instant inService,
        String activityId,
        Map<String, Wait> waits,
        boolean abandoned,
        boolean keep) {
    /// Where it is in its life. Source:
    /// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
    enum State {
        PENDING("Pending"),
        PENDING_WAIT("Pending:Wait"),
        PENDING_PROCEED("Pending:Proceed"),
        IN_SERVICE("InService"),
        ENTERING_STANDBY("EnteringStandby"),
        STANDBY("Standby"),
        DETACHING("Detaching"),
        TERMINATING("Terminating"),
        TERMINATING_WAIT("Terminating:Wait"),
        TERMINATING_PROCEED("Terminating:Proceed");

        final String apiName;

        State(String apiName) {
            this.apiName = apiName;
        }

        boolean pending() {
            return this == PENDING || this == PENDING_WAIT || this == PENDING_PROCEED;
        }

        boolean terminating() {
            return this == TERMINATING || this == TERMINATING_WAIT || this == TERMINATING_PROCEED;
        }

        boolean standby() {
            return this == ENTERING_STANDBY || this == STANDBY;
        }

        boolean counts() {
            return pending() || this == IN_SERVICE;
        }
    }

    /// A lifecycle action that waits to be completed.
    record Wait(String token, Instant deadline, Instant last, boolean complete, boolean continues) {}

    Instance state(State next) {
        return new Instance(
                instanceId,
                group,
                type,
                zone,
                subnet,
                next,
                unhealthy,
                protectedFromScaleIn,
                source,
                version,
                since,
                inService,
                activityId,
                waits,
                abandoned,
                keep);
    }

    /// In service from `at` on, its health unquestioned.
    Instance enter(Instant at) {
        return new Instance(
                instanceId,
                group,
                type,
                zone,
                subnet,
                State.IN_SERVICE,
                null,
                protectedFromScaleIn,
                source,
                version,
                since,
                at,
                activityId,
                Map.of(),
                false,
                keep);
    }

    Instance unhealthy(@Nullable String why) {
        return new Instance(
                instanceId,
                group,
                type,
                zone,
                subnet,
                state,
                why,
                protectedFromScaleIn,
                source,
                version,
                since,
                inService,
                activityId,
                waits,
                abandoned,
                keep);
    }

    Instance protect(boolean fromScaleIn) {
        return new Instance(
                instanceId,
                group,
                type,
                zone,
                subnet,
                state,
                unhealthy,
                fromScaleIn,
                source,
                version,
                since,
                inService,
                activityId,
                waits,
                abandoned,
                keep);
    }

    Instance waits(Map<String, Wait> open) {
        return new Instance(
                instanceId,
                group,
                type,
                zone,
                subnet,
                state,
                unhealthy,
                protectedFromScaleIn,
                source,
                version,
                since,
                inService,
                activityId,
                Map.copyOf(open),
                abandoned,
                keep);
    }

    Instance wait(String hook, Wait changed) {
        Map<String, Wait> open = new LinkedHashMap<>(waits);
        open.put(hook, changed);
        return waits(open);
    }

    /// On its way out (or into standby), told by `activity`.
    Instance leave(State next, String activity, boolean abandon, boolean keepIt) {
        return new Instance(
                instanceId,
                group,
                type,
                zone,
                subnet,
                next,
                unhealthy,
                protectedFromScaleIn,
                source,
                version,
                since,
                inService,
                activity,
                Map.of(),
                abandon,
                keepIt);
    }
}
