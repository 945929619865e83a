package io.windtunnel.cloud.compute.autoscaling;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An instance of a group. Its parts are changed each as a whole, as a [Group]'s are.
record Instance(Origin origin, State state, Standing standing, Passage passage) {
    /// What it is, for good.
    ///
    /// @param weight the units it counted for when it was launched
    /// @param since when it was launched or attached
    record Origin(
            String instanceId,
            String group,
            String type,
            boolean spot,
            int weight,
            String zone,
            String subnet,
            LaunchSource source,
            long version,
            Instant since) {}

    /// How it stands in its group.
    ///
    /// @param unhealthy why it is unhealthy, in the words of an activity's cause; null while it is healthy
    /// @param inService when it last entered service; null before
    record Standing(
            @Nullable String unhealthy,
            boolean protectedFromScaleIn,
            @Nullable Instant inService) {}

    /// Its way in or out.
    ///
    /// @param activityId the activity that brings it in or out
    /// @param waits its lifecycle hooks that are not complete, by name
    /// @param abandoned whether a launching hook gave it up
    record Passage(String activityId, Map<String, Wait> waits, boolean abandoned) {}

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
        TERMINATING_PROCEED("Terminating:Proceed"),
        WARMED_PENDING("Warmed:Pending"),
        WARMED_PENDING_WAIT("Warmed:Pending:Wait"),
        WARMED_PENDING_PROCEED("Warmed:Pending:Proceed"),
        WARMED_STOPPED("Warmed:Stopped"),
        WARMED_RUNNING("Warmed:Running"),
        WARMED_HIBERNATED("Warmed:Hibernated"),
        WARMED_TERMINATING("Warmed:Terminating"),
        WARMED_TERMINATING_WAIT("Warmed:Terminating:Wait"),
        WARMED_TERMINATING_PROCEED("Warmed:Terminating:Proceed");

        private static final Set<State> OUT = EnumSet.of(
                TERMINATING,
                TERMINATING_WAIT,
                TERMINATING_PROCEED,
                WARMED_TERMINATING,
                WARMED_TERMINATING_WAIT,
                WARMED_TERMINATING_PROCEED);

        final String apiName;

        State(String apiName) {
            this.apiName = apiName;
        }

        boolean pending() {
            return this == PENDING || this == PENDING_WAIT || this == PENDING_PROCEED;
        }

        /// On its way out, of the group or of its warm pool.
        boolean terminating() {
            return OUT.contains(this);
        }

        /// In the warm pool, on its way in or out of it included.
        boolean pooled() {
            return compareTo(WARMED_PENDING) >= 0;
        }

        boolean warming() {
            return this == WARMED_PENDING || this == WARMED_PENDING_WAIT || this == WARMED_PENDING_PROCEED;
        }

        /// In the warm pool, ready to enter the group.
        boolean warmed() {
            return this == WARMED_STOPPED || this == WARMED_RUNNING || this == WARMED_HIBERNATED;
        }

        /// Where one in this state goes when it must leave.
        State out() {
            return pooled() ? WARMED_TERMINATING : TERMINATING;
        }

        /// Neither on its way in nor out.
        boolean settled() {
            return this == IN_SERVICE || this == STANDBY || warmed();
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

    /// On its way in (to the group or its warm pool), told by `activity`.
    static Instance joining(Origin origin, State state, boolean protectedFromScaleIn, String activity) {
        return new Instance(
                origin, state, new Standing(null, protectedFromScaleIn, null), new Passage(activity, Map.of(), false));
    }

    String instanceId() {
        return origin.instanceId;
    }

    String group() {
        return origin.group;
    }

    String type() {
        return origin.type;
    }

    boolean spot() {
        return origin.spot;
    }

    String zone() {
        return origin.zone;
    }

    String subnet() {
        return origin.subnet;
    }

    LaunchSource source() {
        return origin.source;
    }

    long version() {
        return origin.version;
    }

    Instant since() {
        return origin.since;
    }

    @Nullable
    String unhealthy() {
        return standing.unhealthy;
    }

    boolean protectedFromScaleIn() {
        return standing.protectedFromScaleIn;
    }

    @Nullable
    Instant inService() {
        return standing.inService;
    }

    String activityId() {
        return passage.activityId;
    }

    Map<String, Wait> waits() {
        return passage.waits;
    }

    boolean abandoned() {
        return passage.abandoned;
    }

    Instance state(State next) {
        return new Instance(origin, next, standing, passage);
    }

    private Instance with(Standing changed) {
        return new Instance(origin, state, changed, passage);
    }

    private Instance with(Passage changed) {
        return new Instance(origin, state, standing, changed);
    }

    /// In service from `at` on, its health unquestioned.
    Instance enter(Instant at) {
        return state(State.IN_SERVICE)
                .with(new Standing(null, standing.protectedFromScaleIn, at))
                .with(new Passage(passage.activityId, Map.of(), false));
    }

    /// In the warm pool: as if it had never served.
    Instance rest(State warmed) {
        return state(warmed)
                .with(new Standing(null, standing.protectedFromScaleIn, null))
                .with(new Passage(passage.activityId, Map.of(), false));
    }

    Instance unhealthy(@Nullable String why) {
        return with(new Standing(why, standing.protectedFromScaleIn, standing.inService));
    }

    Instance protect(boolean fromScaleIn) {
        return with(new Standing(standing.unhealthy, fromScaleIn, standing.inService));
    }

    Instance waits(Map<String, Wait> open) {
        return with(new Passage(passage.activityId, Map.copyOf(open), passage.abandoned));
    }

    Instance wait(String hook, Wait changed) {
        Map<String, Wait> open = new LinkedHashMap<>(waits());
        open.put(hook, changed);
        return waits(open);
    }

    /// On its way out (or into standby), told by `activity`.
    Instance leave(State next, String activity, boolean abandon) {
        return state(next).with(new Passage(activity, Map.of(), abandon));
    }
}
