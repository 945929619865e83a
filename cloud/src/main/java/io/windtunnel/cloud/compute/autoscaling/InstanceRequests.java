package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Instance.State;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.scaling.Process;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What users ask of single instances: terminate, attach, detach, standby, health, protection.
final class InstanceRequests {
    private final Groups groups;

    InstanceRequests(Groups groups) {
        this.groups = groups;
    }

    private Instant now() {
        return groups.time().now();
    }

    Activity terminate(Book book, String instanceId, boolean decrement) {
        List<Effect> effects = new ArrayList<>();
        Activity activity;
        Instance instance;
        synchronized (book) {
            instance = book.managed(instanceId);
            Group group = book.group(instance.group());
            if (instance.state().terminating())
                throw new AwsException(
                        "ScalingActivityInProgress", "The instance " + instanceId + " is already being terminated.");
            int desired = group.settings().desired();
            if (decrement && instance.state().pooled())
                throw AwsException.validation("The instance " + instanceId + " is in the warm pool and does not count"
                        + " towards the desired capacity: it cannot be decremented.");
            int after = decrement ? decremented(group, group.units(instance)) : desired;
            String cause = Causes.at(now(), Causes.taken(decrement, desired, after));
            if (decrement) book.put(group.with(group.settings().desired(after)));
            activity = Decisions.leave(book, group, instance, cause, now(), effects);
        }
        apply(book, instance.group(), effects);
        return activity;
    }

    private void apply(Book book, String group, List<Effect> effects) {
        groups.loop(book.scope, group).apply(effects);
        groups.kick(book.scope, group, Pace.NOTICE);
    }

    private static int decremented(Group group, int by) {
        int after = group.settings().desired() - by;
        if (after < group.settings().minimum())
            throw AwsException.validation("Currently, desiredSize equals minSize (%d). Terminating instance without"
                            .formatted(group.settings().minimum())
                    + " replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity"
                    + " flag to false or lower group's min size.");
        return after;
    }

    private static int incremented(Group group, int by) {
        int after = group.settings().desired() + by;
        if (after > group.settings().maximum())
            throw AwsException.validation("AutoScalingGroup '%s' has min-size=%d, max-size=%d, and desired-size=%d."
                            .formatted(
                                    group.name(),
                                    group.settings().minimum(),
                                    group.settings().maximum(),
                                    group.settings().desired())
                    + " To place into the group " + by + " instance" + (by == 1 ? "" : "s")
                    + ", please increase the max-size.");
        return after;
    }

    private static int units(Group group, List<Instance> instances) {
        return instances.stream().mapToInt(group::units).sum();
    }

    /// The instances of a request, all of the group and in a state that suits.
    private static List<Instance> members(Book book, Group group, List<String> ids, State... suited) {
        List<Instance> members = new ArrayList<>();
        for (String id : ids) {
            Instance instance = book.instance(id);
            if (instance == null || !instance.group().equals(group.name()))
                throw AwsException.validation(
                        "The instance " + id + " is not part of Auto Scaling group " + group.name() + ".");
            if (!List.of(suited).contains(instance.state()))
                throw AwsException.validation("The instance " + id + " is not in "
                        + String.join(
                                " or ",
                                List.of(suited).stream()
                                        .map(state -> state.apiName)
                                        .toList()) + ".");
            members.add(instance);
        }
        return members;
    }

    List<Activity> detach(Book book, String name, List<String> ids, boolean decrement) {
        return leave(book, name, ids, decrement, State.DETACHING, "Detaching EC2 instance: ", "detached");
    }

    List<Activity> enterStandby(Book book, String name, List<String> ids, boolean decrement) {
        return leave(
                book,
                name,
                ids,
                decrement,
                State.ENTERING_STANDBY,
                "Moving EC2 instance to Standby: ",
                "moved to standby");
    }

    private List<Activity> leave(
            Book book, String name, List<String> ids, boolean decrement, State next, String description, String verb) {
        List<Effect> effects = new ArrayList<>();
        List<Activity> activities = new ArrayList<>();
        synchronized (book) {
            Group group = book.group(name);
            List<Instance> members = members(book, group, ids, State.IN_SERVICE);
            int before = group.settings().desired();
            int after = decrement ? decremented(group, units(group, members)) : before;
            book.put(group.with(group.settings().desired(after)));
            for (Instance instance : members) {
                Activity activity = begin(book, group, instance, description, verb, before, after);
                book.put(instance.leave(next, activity.id(), false));
                activities.add(activity);
            }
            if (!group.targetGroups().isEmpty()) effects.add(new Effect.Deregister(group.targetGroups(), ids));
        }
        apply(book, name, effects);
        return activities;
    }

    private Activity begin(
            Book book, Group group, Instance instance, String description, String verb, int before, int after) {
        return book.begin(
                group,
                description + instance.instanceId(),
                Causes.at(now(), Causes.moved(instance.instanceId(), verb, before, after)),
                Activity.IN_PROGRESS,
                50,
                Book.details(instance.subnet(), instance.zone()),
                now());
    }

    List<Activity> exitStandby(Book book, String name, List<String> ids) {
        List<Activity> activities = new ArrayList<>();
        synchronized (book) {
            Group group = book.group(name);
            List<Instance> members = members(book, group, ids, State.STANDBY);
            int before = group.settings().desired();
            int after = incremented(group, units(group, members));
            book.put(group.with(group.settings().desired(after)));
            for (Instance instance : members) {
                String description = "Moving EC2 instance out of Standby: ";
                Activity activity = begin(book, group, instance, description, "moved out of standby", before, after);
                book.put(instance.leave(State.PENDING, activity.id(), false));
                activities.add(activity);
            }
        }
        groups.kick(book.scope, name, Pace.NOTICE);
        return activities;
    }

    void attach(Book book, String name, List<String> ids) {
        Group group = book.group(name);
        List<Instances.View> views = new ArrayList<>();
        for (String id : ids) views.add(attachable(book, group, id));
        synchronized (book) {
            Group now = book.group(name);
            int before = now.settings().desired();
            List<Instance> joining =
                    views.stream().map(view -> attached(view, now)).toList();
            int after = incremented(now, units(now, joining));
            book.put(now.with(now.settings().desired(after)));
            for (Instance instance : joining) {
                Activity activity =
                        begin(book, now, instance, "Attaching an existing EC2 instance: ", "attached", before, after);
                book.put(instance.leave(State.PENDING, activity.id(), false));
            }
        }
        groups.kick(book.scope, name, Pace.NOTICE);
    }

    private Instances.View attachable(Book book, Group group, String id) {
        Instances.View view = groups.neighbours
                .instances()
                .find(book.scope, id)
                .orElseThrow(() -> AwsException.validation("Invalid Instance ID(s): [" + id + "] specified"));
        if (view.state() != Instances.State.RUNNING)
            throw AwsException.validation("Instance " + id + " is not in correct state.");
        if (book.instance(id) != null)
            throw AwsException.validation("Instance " + id + " is already part of an Auto Scaling group.");
        if (!group.terms().zones().contains(zone(view)))
            throw AwsException.validation("Instance " + id + " is not in an Availability Zone of the group.");
        return view;
    }

    private static String zone(Instances.View view) {
        return view.place() instanceof Place.InZone(var zone) ? zone.name() : "";
    }

    private Instance attached(Instances.View view, Group group) {
        Instance.Origin origin = new Instance.Origin(
                view.instanceId(),
                group.name(),
                view.instanceType(),
                false,
                1,
                zone(view),
                view.subnetId(),
                new LaunchSource(null, null, null, null),
                0,
                now());
        return Instance.joining(origin, State.PENDING, group.terms().protectNew(), "");
    }

    void setHealth(Book book, String instanceId, String status, boolean respectGrace) {
        if (!status.equals("Healthy") && !status.equals("Unhealthy"))
            throw AwsException.validation("Valid instance health states are: [Healthy, Unhealthy].");
        synchronized (book) {
            Instance instance = book.managed(instanceId);
            Group group = book.group(instance.group());
            if (status.equals("Healthy")) {
                book.put(instance.unhealthy(null));
                return;
            }
            Instant since = instance.inService() == null ? instance.since() : instance.inService();
            boolean grace = now().isBefore(since.plusSeconds(group.terms().gracePeriodSeconds()));
            if (respectGrace && grace) return;
            book.put(instance.unhealthy(Causes.USER_CHECK));
        }
    }

    void protect(Book book, String name, List<String> ids, boolean fromScaleIn) {
        synchronized (book) {
            Group group = book.group(name);
            for (Instance instance :
                    members(book, group, ids, State.IN_SERVICE, State.PENDING, State.PENDING_WAIT, State.STANDBY))
                book.put(instance.protect(fromScaleIn));
        }
    }

    void suspend(Book book, String name, List<String> processes) {
        List<String> all = processes(processes);
        book.group(name);
        String reason = "User suspended at " + now();
        book.change(name, group -> {
            Map<String, String> suspended = new TreeMap<>(group.suspended());
            all.forEach(process -> suspended.putIfAbsent(process, reason));
            return group.suspended(suspended);
        });
    }

    void resume(Book book, String name, List<String> processes) {
        List<String> all = processes(processes);
        book.group(name);
        book.change(name, group -> {
            Map<String, String> suspended = new TreeMap<>(group.suspended());
            all.forEach(suspended::remove);
            return group.suspended(suspended);
        });
        groups.kick(book.scope, name, Pace.REACTION);
    }

    private static List<String> processes(List<String> asked) {
        List<String> known = new ArrayList<>();
        for (Process process : Process.values()) known.add(process.apiName());
        for (String process : asked)
            if (!known.contains(process)) throw AwsException.validation(process + " is not a valid process type");
        return asked.isEmpty() ? known : asked;
    }
}
