package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.ActionKind.Parameter;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.EventBuses;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What can be done to EC2's instances.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
final class InstanceInjections {
    private static final String INSTANCE = "aws:ec2:instance";
    private static final String START_AFTER = "startInstancesAfterDuration";
    private static final String BEFORE = "durationBeforeInterruption";
    private static final Duration WARNING = Duration.ofMinutes(2);

    private final Directory directory;
    private final Time time;

    InstanceInjections(Directory directory, Time time) {
        this.directory = directory;
        this.time = time;
    }

    void addTo(ActionCatalog catalog) {
        Duration minute = Duration.ofMinutes(1);
        catalog.add(new ActionKind(
                "aws:ec2:stop-instances",
                "Stops instances, and starts them again if told so",
                "Instances",
                INSTANCE,
                List.of(
                        new Parameter(
                                START_AFTER,
                                "After how long the instances start again",
                                false,
                                Parameters.between(minute, Duration.ofHours(12))),
                        new Parameter(
                                "completeIfInstancesTerminated",
                                "Whether the action also completes when the instances are terminated meanwhile",
                                false,
                                Parameters.oneOf(Set.of("true", "false")))),
                new Stop()));
        catalog.add(new ActionKind(
                "aws:ec2:terminate-instances", "Terminates instances", "Instances", INSTANCE, List.of(), work -> {
                    each(work.targets(), (scope, ids) -> instances().terminate(scope, ids));
                    return Injection.OVER;
                }));
        catalog.add(new ActionKind(
                "aws:ec2:reboot-instances", "Reboots instances", "Instances", INSTANCE, List.of(), work -> {
                    each(work.targets(), (scope, ids) -> instances().reboot(scope, ids));
                    return Injection.OVER;
                }));
        catalog.add(new ActionKind(
                "aws:ec2:send-spot-instance-interruptions",
                "Interrupts spot instances: they are terminated after the given time",
                "SpotInstances",
                "aws:ec2:spot-instance",
                List.of(new Parameter(
                        BEFORE,
                        "How long before its interruption an instance is warned",
                        true,
                        Parameters.between(Duration.ofMinutes(2), Duration.ofMinutes(15)))),
                this::interrupt));
    }

    private Instances instances() {
        return directory.require(Instances.class);
    }

    @FunctionalInterface
    private interface Deed {
        void to(Scope scope, List<String> instanceIds);
    }

    /// Does it to the instances of one account after the other.
    private static void each(List<Arn> targets, Deed deed) {
        Map<Scope, List<String>> byScope = new LinkedHashMap<>();
        for (Arn target : targets)
            byScope.computeIfAbsent(target.scope(), _ -> new java.util.ArrayList<>())
                    .add(id(target));
        byScope.forEach(deed::to);
    }

    private static String id(Arn instance) {
        return instance.resource().substring(instance.resource().indexOf('/') + 1);
    }

    private @Nullable State state(Arn instance) {
        return instances()
                .find(instance.scope(), id(instance))
                .map(Instances.View::state)
                .orElse(null);
    }

    private final class Stop implements Injection {
        @Override
        public InForce begin(Work work) {
            List<Arn> running = work.targets().stream()
                    .filter(target -> state(target) == State.RUNNING)
                    .toList();
            each(running, (scope, ids) -> instances().stop(scope, ids));
            String after = work.optional(START_AFTER);
            Instant again = after == null ? null : time.now().plus(Duration.parse(after));
            boolean mayTerminate = Boolean.parseBoolean(work.optional("completeIfInstancesTerminated"));
            return new Stopped(running, again, mayTerminate);
        }

        @Override
        public void recover(Work work) {
            if (work.optional(START_AFTER) != null)
                each(work.targets(), (scope, ids) -> instances().start(scope, ids));
        }
    }

    /// Instances being stopped, and started again at `again` where that is not null.
    private final class Stopped implements Injection.InForce {
        private final List<Arn> stopped;
        private final @Nullable Instant again;
        private final boolean mayTerminate;

        Stopped(List<Arn> stopped, @Nullable Instant again, boolean mayTerminate) {
            this.stopped = stopped;
            this.again = again;
            this.mayTerminate = mayTerminate;
        }

        @Override
        public boolean done() {
            if (again != null) return !time.now().isBefore(again) && !stopping();
            return !stopping();
        }

        private boolean stopping() {
            return stopped.stream().anyMatch(target -> state(target) == State.STOPPING);
        }

        /// An instance that is still on its way down when an experiment is broken off starts once it has stopped.
        @Override
        public void end(boolean early) {
            if (again == null) return;
            Set<String> gone = new TreeSet<>();
            for (Arn target : stopped) {
                State state = state(target);
                if (state == null || state == State.TERMINATED || state == State.SHUTTING_DOWN) gone.add(id(target));
            }
            if (early && stopping()) {
                time.after(ExperimentRun.PACE, () -> end(true));
                return;
            }
            each(stopped, (scope, ids) -> instances().start(scope, ids));
            if (!gone.isEmpty() && !mayTerminate && !early)
                throw new AwsException(
                        "ValidationException", "Instances were terminated meanwhile: " + String.join(", ", gone));
        }
    }

    /// The event bus hears of it as of AWS's own interruptions: a recommendation at once, a warning two minutes before.
    /// Stopping the experiment calls off what has not happened yet.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
    private Injection.InForce interrupt(Injection.Work work) {
        Duration before = Duration.parse(work.parameter(BEFORE));
        Instant at = time.now().plus(before);
        List<Arn> targets = work.targets();
        tell(targets, "EC2 Instance Rebalance Recommendation", "");
        Timer warning = time.after(
                before.minus(WARNING),
                () -> tell(targets, "EC2 Spot Instance Interruption Warning", ",\"instance-action\":\"terminate\""));
        Timer end = time.after(
                before, () -> each(targets, (scope, ids) -> instances().terminate(scope, ids)));
        return new Injection.InForce() {
            @Override
            public void end(boolean early) {
                if (!early) return;
                warning.cancel();
                end.cancel();
            }

            @Override
            public boolean done() {
                return !time.now().isBefore(at);
            }
        };
    }

    private void tell(List<Arn> instances, String detailType, String more) {
        EventBuses buses = EventBuses.of(directory);
        for (Arn instance : instances)
            buses.put(
                    instance.scope(),
                    new EventBuses.Event(
                            "aws.ec2",
                            detailType,
                            time.now(),
                            List.of(instance.toString()),
                            "{\"instance-id\":\"" + id(instance) + "\"" + more + "}"));
    }
}
