package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Group.Bar;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.TargetGroups;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One group's control loop: looks, lets the group decide, applies. It runs every [Pace#HEALTH_CHECK], when it is
/// kicked, and more often while instances are on their way in or out; never twice at once.
///
/// Thread safety: every method may be called from any thread.
final class GroupLoop {
    /// A limit against a group that would not come to rest: rounds of deciding in one run.
    private static final int ROUNDS = 16;

    /// Refusals that are about the zone, not about what is launched.
    private static final Set<String> ZONE_REFUSALS = Set.of(
            "InsufficientInstanceCapacity",
            "InsufficientFreeAddressesInSubnet",
            "InvalidSubnetID.NotFound",
            "Unsupported",
            "InvalidAvailabilityZone");

    private final Book book;
    private final String name;
    private final Launcher launcher;
    private final Neighbours neighbours;
    private final Time time;
    private final Journal journal;
    private final Runnable gone;
    private final Instant begun;
    private final Timer periodic;
    private @Nullable Timer kick;
    private long kickDue = Long.MAX_VALUE;
    private boolean running;
    private boolean again;
    private boolean closed;

    GroupLoop(
            Book book,
            String name,
            Launcher launcher,
            Neighbours neighbours,
            Time time,
            Journal journal,
            Runnable gone) {
        this.book = book;
        this.name = name;
        this.launcher = launcher;
        this.neighbours = neighbours;
        this.time = time;
        this.journal = journal;
        this.gone = gone;
        begun = time.now();
        periodic = time.every(Pace.HEALTH_CHECK, () -> run(true));
    }

    /// Looks after `delay`, or sooner if it was to look sooner anyway.
    synchronized void kick(Duration delay) {
        long due = time.nanos() + delay.toNanos();
        if (closed || due >= kickDue) return;
        if (kick != null) kick.cancel();
        kickDue = due;
        kick = time.after(delay, this::kicked);
    }

    private void kicked() {
        synchronized (this) {
            kickDue = Long.MAX_VALUE;
        }
        run(false);
    }

    synchronized void close() {
        closed = true;
        periodic.cancel();
        if (kick != null) kick.cancel();
    }

    private void run(boolean check) {
        synchronized (this) {
            if (closed) return;
            again |= running;
            if (running) return;
            running = true;
        }
        boolean checks = check;
        while (true) {
            boolean unsettled = false;
            try {
                unsettled = look(checks);
            } finally {
                synchronized (this) {
                    running = again;
                    again = false;
                }
            }
            if (unsettled) kick(Pace.SETTLING);
            synchronized (this) {
                if (!running) return;
            }
            checks = false;
        }
    }

    /// One look and what follows from it; whether the group should look again soon.
    private boolean look(boolean check) {
        Group group = book.find(name);
        if (group == null) return false;
        Sight sight = sight(group, check);
        for (int round = 0; round < ROUNDS; round++) {
            List<Effect> effects = new ArrayList<>();
            boolean decided;
            synchronized (book) {
                group = book.find(name);
                if (group == null) return false;
                if (round == 0) {
                    new Lifecycle(book, group, sight, effects).advance();
                    Refreshing.watch(book, group, sight, effects);
                    group = book.group(name);
                }
                decided = new Decisions(book, group, sight, effects).decide();
            }
            apply(effects);
            if (!decided) break;
        }
        return unsettled();
    }

    private boolean unsettled() {
        boolean empty;
        synchronized (book) {
            Group group = book.find(name);
            if (group == null) return false;
            empty = group.deleting() && book.instances(name).isEmpty();
            if (empty) book.remove(group);
        }
        if (empty) {
            close();
            gone.run();
            return false;
        }
        return book.activeRefresh(name) != null
                || book.instances(name).stream()
                        .anyMatch(instance -> instance.state() != Instance.State.IN_SERVICE
                                && instance.state() != Instance.State.STANDBY);
    }

    private Sight sight(Group group, boolean check) {
        Map<String, Instances.View> views = new HashMap<>();
        boolean moving = book.activeRefresh(name) != null;
        for (Instance instance : book.instances(name)) {
            boolean settled = instance.state() == Instance.State.IN_SERVICE;
            moving |= !settled;
            if (settled && !check) continue;
            neighbours
                    .instances()
                    .find(book.scope, instance.instanceId())
                    .ifPresent(view -> views.put(instance.instanceId(), view));
        }
        Map<String, Map<String, TargetGroups.Health>> targets = new HashMap<>();
        if (moving || (check && group.terms().elasticLoadBalancingChecks()))
            for (String arn : group.targetGroups())
                neighbours.targetGroups().ifPresent(port -> targets.put(arn, port.health(Arn.parse(arn))));
        return new Sight(time.now(), begun, check, views, targets);
    }

    /// Applies what a group wants. Also called by the face, for what a request wants at once.
    void apply(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Launch launch -> launch(launch);
                case Effect.Terminate(List<String> ids) ->
                    neighbours.instances().terminate(book.scope, ids);
                case Effect.Register(List<String> arns, List<String> ids) ->
                    arns.forEach(
                            arn -> neighbours.targetGroups().ifPresent(port -> port.register(Arn.parse(arn), ids)));
                case Effect.Deregister(List<String> arns, List<String> ids) ->
                    arns.forEach(
                            arn -> neighbours.targetGroups().ifPresent(port -> port.deregister(Arn.parse(arn), ids)));
                case Effect.Tell(String kind, String subject, String words) -> tell(kind, subject, words);
            }
        }
    }

    private void tell(String kind, String subject, String words) {
        journal.record(new Journal.Event(time.now(), book.scope, kind, subject, words));
    }

    private void launch(Effect.Launch launch) {
        Group group = book.find(name);
        if (group == null) return;
        Instant now = time.now();
        try {
            Launcher.Launched launched = launcher.launch(group, launch);
            synchronized (book) {
                for (String id : launched.instanceIds()) join(group, launched, id, launch, now);
                book.change(name, current -> current.unbar(launch.zone()));
            }
            for (String id : launched.instanceIds()) tell("instance.launched", id, launch.cause());
        } catch (AwsException refusal) {
            refused(group, launch, refusal, now);
        }
    }

    private void join(Group group, Launcher.Launched launched, String id, Effect.Launch launch, Instant now) {
        Activity activity = book.begin(
                group,
                "Launching a new EC2 instance: " + id,
                launch.cause(),
                Activity.PRE_IN_SERVICE,
                30,
                Book.details(launched.subnet(), launch.zone()),
                now);
        Instance.Origin origin = new Instance.Origin(
                id,
                name,
                launched.type(),
                launch.zone(),
                launched.subnet(),
                launched.source(),
                launched.version(),
                now);
        book.put(Instance.joining(origin, group.terms().protectNew(), activity.id()));
    }

    /// A launch that EC2 refuses is a failed activity; the zone (or, if it was not the zone's fault, every zone) is
    /// left
    /// alone for a while, so that the next round tries the others.
    private void refused(Group group, Effect.Launch launch, AwsException refusal, Instant now) {
        String why = "Could not launch On-Demand Instances. %s - %s  Launching EC2 instance failed."
                .formatted(refusal.code(), refusal.message());
        synchronized (book) {
            Activity activity = book.begin(
                    group,
                    "Launching a new EC2 instance",
                    launch.cause(),
                    Activity.IN_PROGRESS,
                    0,
                    Book.details(launcher.subnet(group, launch.zone()).orElse(""), launch.zone()),
                    now);
            book.change(activity, open -> open.ended(Activity.FAILED, why, now));
            List<String> zones = ZONE_REFUSALS.contains(refusal.code())
                    ? List.of(launch.zone())
                    : group.terms().zones();
            for (String zone : zones) book.change(name, current -> current.bar(zone, next(current, zone, now)));
        }
        tell(
                "launch.failed",
                name,
                "group " + name + " could not launch in " + launch.zone() + ": " + refusal.message());
    }

    private static Bar next(Group group, String zone, Instant now) {
        Bar bar = group.bars().get(zone);
        int failures = bar == null ? 1 : bar.failures() + 1;
        return new Bar(now.plus(Pace.backOff(failures)), failures);
    }
}
