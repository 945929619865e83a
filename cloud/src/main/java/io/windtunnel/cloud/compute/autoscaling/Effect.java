package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.kernel.scaling.Purchase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a group wants of other services.
sealed interface Effect {
    /// Launch instances in a zone, into the group or (`warm`) its warm pool; `cause` is the cause of the activities.
    record Launch(String zone, int count, Purchase purchase, LaunchSource source, boolean warm, String cause)
            implements Effect {
        Launch of(int other) {
            return new Launch(zone, other, purchase, source, warm, cause);
        }
    }

    /// What EC2 is to do with instances.
    record Order(Verb verb, List<String> instanceIds) implements Effect {}

    enum Verb {
        START,
        STOP,
        HIBERNATE,
        TERMINATE
    }

    record Register(List<String> targetGroups, List<String> instanceIds) implements Effect {}

    record Deregister(List<String> targetGroups, List<String> instanceIds) implements Effect {}

    /// Tell the journal.
    record Tell(String kind, String subject, String words) implements Effect {}

    /// Tell the group's topics how an activity went; `event` is the notification's type.
    record Notify(String event, String instanceId, Activity activity) implements Effect {}

    /// The same effects, those of one kind put together where the first of them stood: a thousand instances that leave
    /// are one call.
    static List<Effect> together(List<Effect> effects) {
        Map<Object, Effect> together = new LinkedHashMap<>();
        for (Effect effect : effects) {
            switch (effect) {
                case Order(Verb verb, List<String> ids) ->
                    together.merge(verb, new Order(verb, new ArrayList<>(ids)), Effect::joined);
                case Register(List<String> arns, List<String> ids) ->
                    together.merge(
                            Map.entry("register", arns), new Register(arns, new ArrayList<>(ids)), Effect::joined);
                case Deregister(List<String> arns, List<String> ids) ->
                    together.merge(
                            Map.entry("deregister", arns), new Deregister(arns, new ArrayList<>(ids)), Effect::joined);
                case Launch _, Tell _, Notify _ -> together.put(new Object(), effect);
            }
        }
        return List.copyOf(together.values());
    }

    private static Effect joined(Effect one, Effect other) {
        one.ids().addAll(other.ids());
        return one;
    }

    private List<String> ids() {
        return switch (this) {
            case Order order -> order.instanceIds;
            case Register register -> register.instanceIds;
            case Deregister deregister -> deregister.instanceIds;
            case Launch _, Tell _, Notify _ -> List.of();
        };
    }
}
