package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Group.Bar;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.TargetGroups;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.scaling.Purchase;
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

    private static final String NO_CAPACITY = "InsufficientInstanceCapacity";

    /// Refusals that are about the zone, not about what is launched.
    private static final Set<String> ZONE_REFUSALS = Set.of(
            NO_CAPACITY,
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
                decided = new Decisions(book, group, sight, neighbours.prices(), effects).decide();
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
                        .anyMatch(instance -> !instance.state().settled());
    }

    private Sight sight(Group group, boolean check) {
        Map<String, Instances.View> views = new HashMap<>();
        boolean moving = book.activeRefresh(name) != null;
        for (Instance instance : book.instances(name)) {
            boolean settled = instance.state().settled();
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
        for (Effect effect : Effect.together(effects)) {
            switch (effect) {
                case Effect.Launch launch -> launch(launch);
                case Effect.Order(Effect.Verb verb, List<String> ids) -> order(verb, ids);
                case Effect.Register(List<String> arns, List<String> ids) ->
                    arns.forEach(
                            arn -> neighbours.targetGroups().ifPresent(port -> port.register(Arn.parse(arn), ids)));
                case Effect.Deregister(List<String> arns, List<String> ids) ->
                    arns.forEach(
                            arn -> neighbours.targetGroups().ifPresent(port -> port.deregister(Arn.parse(arn), ids)));
                case Effect.Tell(String kind, String subject, String words) -> tell(kind, subject, words);
                case Effect.Notify notify -> Notifications.send(book, name, neighbours, notify, time.now());
            }
        }
    }

    private void order(Effect.Verb verb, List<String> ids) {
        Instances ec2 = neighbours.instances();
        switch (verb) {
            case TERMINATE -> ec2.terminate(book.scope, ids);
            case START -> ids.forEach(this::start);
            case STOP, HIBERNATE -> {
                try {
                    if (verb == Effect.Verb.STOP) ec2.stop(book.scope, ids);
                    else ec2.hibernate(book.scope, ids);
                } catch (AwsException refusal) {
                    tell("instance.not-stopped", name, "group " + name + " could not stop: " + refusal.message());
                }
            }
        }
    }

    /// Starts an instance of the warm pool; where EC2 refuses, it is a failed launch and is terminated.
    private void start(String id) {
        try {
            neighbours.instances().start(book.scope, List.of(id));
        } catch (AwsException refusal) {
            List<Effect> effects = new ArrayList<>();
            synchronized (book) {
                Group group = book.find(name);
                Instance instance = book.instance(id);
                if (group == null || instance == null) return;
                Sight now = new Sight(time.now(), begun, false, Map.of(), Map.of());
                new Lifecycle(book, group, now, effects).fail(instance, words(false, refusal), Activity.FAILED);
                bar(group, instance.zone(), null, false);
            }
            apply(effects);
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
            Purchase bought = launch.purchase();
            synchronized (book) {
                for (String id : launched.instanceIds()) join(group, launched, id, launch, now);
                book.change(name, current -> current.unbar(launch.zone(), bought.type(), bought.spot()));
            }
            for (String id : launched.instanceIds()) tell("instance.launched", id, launch.cause());
            int refused = launch.count() - launched.instanceIds().size();
            if (refused > 0) launch(launch.of(refused));
        } catch (AwsException refusal) {
            refused(group, launch, refusal, now);
        }
    }

    private void join(Group group, Launcher.Launched launched, String id, Effect.Launch launch, Instant now) {
        Activity activity = book.begin(
                group,
                "Launching a new EC2 instance" + (launch.warm() ? " into warm pool: " : ": ") + id,
                launch.cause(),
                Activity.PRE_IN_SERVICE,
                30,
                Book.details(launched.subnet(), launch.zone()),
                now);
        Instance.Origin origin = new Instance.Origin(
                id,
                name,
                launched.type(),
                launch.purchase().spot(),
                launch.purchase().weight(),
                launch.zone(),
                launched.subnet(),
                launched.source(),
                launched.version(),
                now);
        Instance.State state = launch.warm() ? Instance.State.WARMED_PENDING : Instance.State.PENDING;
        book.put(Instance.joining(origin, state, group.terms().protectNew(), activity.id()));
    }

    private static String words(boolean spot, AwsException refusal) {
        return "Could not launch %s Instances. %s - %s  Launching EC2 instance failed."
                .formatted(spot ? "Spot" : "On-Demand", refusal.code(), refusal.message());
    }

    /// A launch that EC2 refuses is a failed activity. What it failed at is left alone for a while, so that the
    /// next round tries the others: the type in the zone where that is out of capacity and there are other types,
    /// the zone where it is the zone's fault, else every zone.
    private void refused(Group group, Effect.Launch launch, AwsException refusal, Instant now) {
        Purchase wanted = launch.purchase();
        String why = words(wanted.spot(), refusal);
        Activity failed;
        synchronized (book) {
            Activity activity = book.begin(
                    group,
                    "Launching a new EC2 instance" + (launch.warm() ? " into warm pool" : ""),
                    launch.cause(),
                    Activity.IN_PROGRESS,
                    0,
                    Book.details(launcher.subnet(group, launch.zone()).orElse(""), launch.zone()),
                    now);
            failed = activity.ended(Activity.FAILED, why, now);
            book.change(activity, _ -> failed);
            boolean ofType = !wanted.type().isEmpty() && refusal.code().equals(NO_CAPACITY);
            List<String> zones = ZONE_REFUSALS.contains(refusal.code())
                    ? List.of(launch.zone())
                    : group.terms().zones();
            for (String zone : zones) bar(group, zone, ofType ? wanted.type() : null, ofType && wanted.spot());
        }
        tell(
                "launch.failed",
                name,
                "group " + name + " could not launch in " + launch.zone() + ": " + refusal.message());
        if (!group.notifications().isEmpty()) apply(List.of(new Effect.Notify(Notifications.LAUNCH_ERROR, "", failed)));
    }

    private void bar(Group group, String zone, @Nullable String type, boolean spot) {
        Bar bar = group.bars().get(Bar.key(zone, type, spot));
        int failures = bar == null ? 1 : bar.failures() + 1;
        Instant until = time.now().plus(Pace.backOff(failures));
        book.change(name, current -> current.bar(new Bar(until, failures, zone, type, spot)));
    }
}
