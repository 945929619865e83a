package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Instance.State;
import io.windtunnel.cloud.ports.InstancePrices;
import io.windtunnel.kernel.scaling.Action;
import io.windtunnel.kernel.scaling.Action.Launch;
import io.windtunnel.kernel.scaling.Action.Prepare;
import io.windtunnel.kernel.scaling.Action.Return;
import io.windtunnel.kernel.scaling.Action.Start;
import io.windtunnel.kernel.scaling.Action.Terminate;
import io.windtunnel.kernel.scaling.Action.Why;
import io.windtunnel.kernel.scaling.GroupDecision;
import io.windtunnel.kernel.scaling.GroupState;
import io.windtunnel.kernel.scaling.Purchase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets a group decide, writes down what it decided with the cause in words, and leaves the rest as effects. Runs while
/// the book is held.
final class Decisions {
    private final Book book;
    private final Group group;
    private final Sight sight;
    private final InstancePrices prices;
    private final List<Effect> effects;
    private final @Nullable Refresh refresh;

    Decisions(Book book, Group group, Sight sight, InstancePrices prices, List<Effect> effects) {
        this.book = book;
        this.group = group;
        this.sight = sight;
        this.prices = prices;
        this.effects = effects;
        this.refresh = book.activeRefresh(group.name());
    }

    /// Whether anything was decided.
    boolean decide() {
        GroupState state = new Outlook(book, group, sight, refresh).state(prices);
        List<Action> actions = GroupDecision.decide(state, sight.now());
        int capacity = state.capacity();
        if (actions.isEmpty()) {
            boolean reached = capacity >= group.settings().desired();
            if (reached && !group.causes().isEmpty()) book.change(group.name(), now -> now.causes(List.of()));
            return false;
        }
        String shrinking = shrinking(capacity, actions);
        for (Action action : actions) {
            switch (action) {
                case Launch(String zone, int count, Purchase purchase, Why why) ->
                    launch(zone, count, purchase, false, arrival(why, state, capacity));
                case Prepare(String zone, int count, Purchase purchase) ->
                    launch(zone, count, purchase, true, warming(count));
                case Start(String id, Why why) -> start(id, arrival(why, state, capacity));
                case Return(String id, Why _) -> back(id, shrinking);
                case Terminate(String id, Why why) -> terminate(id, why, shrinking);
            }
        }
        return true;
    }

    private void launch(String zone, int count, Purchase purchase, boolean warm, String cause) {
        effects.add(new Effect.Launch(zone, count, purchase, source(purchase), warm, cause));
    }

    /// A type's own template, else what the refresh wants, else the group's.
    private LaunchSource source(Purchase purchase) {
        Mix mix = group.settings().mix();
        LaunchSource own = mix == null
                ? null
                : mix.alternative(purchase.type()).map(Mix.Alternative::source).orElse(null);
        if (own != null) return own;
        return refresh != null && refresh.desired() != null
                ? refresh.desired()
                : group.settings().launch();
    }

    private String arrival(Why why, GroupState state, int capacity) {
        Instant now = sight.now();
        return switch (why) {
            case UNHEALTHY -> Causes.at(now, Causes.replacing());
            case REFRESH -> Causes.at(now, Causes.refreshing(true));
            case LIFETIME -> Causes.at(now, Causes.expired(true));
            case BALANCE -> {
                List<String> zones = state.ground().zones();
                yield Causes.at(now, Causes.balancing(zones, counts(state, zones)));
            }
            case CAPACITY ->
                Causes.join(
                        group.causes(),
                        Causes.at(now, Causes.growing(capacity, group.settings().desired())));
        };
    }

    private static List<Integer> counts(GroupState state, List<String> zones) {
        List<Integer> counts = new ArrayList<>();
        for (String zone : zones)
            counts.add((int) state.members().stream()
                    .filter(member -> member.counts() && member.zone().equals(zone))
                    .count());
        return counts;
    }

    private String warming(int more) {
        int pooled = pooled();
        return Causes.at(sight.now(), Causes.warming(pooled, pooled + more));
    }

    private int pooled() {
        return (int) book.instances(group.name()).stream()
                .filter(instance ->
                        instance.state().warming() || instance.state().warmed())
                .count();
    }

    private void start(String id, String cause) {
        Instance instance = book.instance(id);
        if (instance == null) return;
        Activity activity =
                begin(instance, "Launching a new EC2 instance from warm pool: ", cause, Activity.PRE_IN_SERVICE);
        book.put(instance.leave(State.PENDING, activity.id(), false));
        if (instance.state() != State.WARMED_RUNNING) effects.add(new Effect.Order(Effect.Verb.START, List.of(id)));
        effects.add(new Effect.Tell("instance.started-warm", id, cause));
    }

    /// Takes an instance out of service and back into the warm pool.
    private void back(String id, String cause) {
        Instance instance = book.instance(id);
        if (instance == null) return;
        Activity activity = begin(instance, "Returning EC2 instance to warm pool: ", cause, leavingStatus(group));
        book.put(instance.leave(State.WARMED_PENDING, activity.id(), false));
        deregister(group, id, effects);
        effects.add(new Effect.Tell("instance.leaving", id, cause));
    }

    private Activity begin(Instance instance, String description, String cause, String status) {
        return book.begin(
                group,
                description + instance.instanceId(),
                cause,
                status,
                30,
                Book.details(instance.subnet(), instance.zone()),
                sight.now());
    }

    private void terminate(String id, Why why, String shrinking) {
        Instance instance = book.instance(id);
        if (instance == null) return;
        Instant now = sight.now();
        String cause = switch (why) {
            case UNHEALTHY ->
                Causes.at(
                        now, Causes.unhealthy(instance.unhealthy() == null ? Causes.USER_CHECK : instance.unhealthy()));
            case REFRESH -> Causes.at(now, Causes.refreshing(false));
            case LIFETIME -> Causes.at(now, Causes.expired(false));
            case CAPACITY, BALANCE -> instance.state().pooled() ? cooling() : shrinking;
        };
        leave(book, group, instance, cause, now, effects);
    }

    private String cooling() {
        Group.Pool pool = group.pool();
        if (pool == null || pool.leaving()) return Causes.at(sight.now(), Causes.deletingPool());
        int pooled = pooled();
        return Causes.at(sight.now(), Causes.cooling(pooled, pooled - 1));
    }

    /// The cause that all share that leave because there are too many; those chosen are named as far as there is room.
    private String shrinking(int capacity, List<Action> actions) {
        StringBuilder words = new StringBuilder(Causes.at(
                sight.now(), Causes.shrinking(capacity, group.settings().desired())));
        for (Action action : actions) {
            String chosen = switch (action) {
                case Terminate(String id, Why why) when why == Why.CAPACITY -> id;
                case Return(String id, Why _) -> id;
                case Terminate _, Launch _, Prepare _, Start _ -> null;
            };
            if (chosen != null) words.append("  ").append(Causes.at(sight.now(), Causes.selected(chosen)));
            if (words.length() > Causes.LONGEST) break;
        }
        List<String> before = group.causes().isEmpty()
                ? List.of(Causes.at(sight.now(), Causes.balanced(group.terms().zones())))
                : group.causes();
        return Causes.join(before, words.toString());
    }

    private static String leavingStatus(Group group) {
        return group.targetGroups().isEmpty() ? Activity.IN_PROGRESS : Activity.DRAINING;
    }

    private static void deregister(Group group, String id, List<Effect> effects) {
        if (!group.targetGroups().isEmpty()) effects.add(new Effect.Deregister(group.targetGroups(), List.of(id)));
    }

    /// Takes an instance out of service (or out of the warm pool) for good; its activity is begun.
    static Activity leave(Book book, Group group, Instance instance, String cause, Instant now, List<Effect> effects) {
        boolean pooled = instance.state().pooled();
        Activity activity = book.begin(
                group,
                "Terminating EC2 instance: " + instance.instanceId(),
                cause,
                pooled ? Activity.IN_PROGRESS : leavingStatus(group),
                50,
                Book.details(instance.subnet(), instance.zone()),
                now);
        book.put(instance.leave(instance.state().out(), activity.id(), false));
        if (!pooled) deregister(group, instance.instanceId(), effects);
        effects.add(new Effect.Tell("instance.leaving", instance.instanceId(), cause));
        return activity;
    }
}
