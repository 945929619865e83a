package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.TargetGroups;
import io.windtunnel.cloud.ports.TargetGroups.Health;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.rehearsal.measure.Capacity;
import io.windtunnel.rehearsal.measure.Capacity.Condition;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The machines of every account, as EC2 tells of their changes, and what the load balancers think of them.
///
/// Thread safety: every method may be called from any thread.
public final class Fleet {
    private final Map<AccountId, Map<String, Instances.View>> machines = new ConcurrentHashMap<>();
    private final TargetGroups targetGroups;

    Fleet(Instances instances, TargetGroups targetGroups) {
        this.targetGroups = targetGroups;
        instances.watch(this::changed);
    }

    private void changed(Instances.Change change) {
        Map<String, Instances.View> own =
                machines.computeIfAbsent(change.scope().account(), _ -> new ConcurrentHashMap<>());
        Instances.View after = change.after();
        if (after.state() == Instances.State.TERMINATED) own.remove(after.instanceId());
        else own.put(after.instanceId(), after);
    }

    /// The machines of an account by zone and condition; those behind no target group are as healthy as they run.
    ///
    /// @param unbalanced machines that no target group is meant to have
    Capacity capacity(AccountId account, List<Arn> groups, Set<String> unbalanced, long atNanos) {
        Map<String, Health> health = new HashMap<>();
        for (Arn group : groups) health.putAll(targetGroups.health(group));
        TreeMap<String, Map<Condition, Integer>> byZone = new TreeMap<>();
        Collection<Instances.View> own =
                machines.getOrDefault(account, Map.of()).values();
        for (Instances.View machine : own) {
            if (!(machine.place() instanceof Place.InZone(var zone))) continue;
            boolean unchecked = groups.isEmpty() || unbalanced.contains(machine.instanceId());
            Condition condition = condition(machine, health.get(machine.instanceId()), unchecked);
            byZone.computeIfAbsent(zone.name(), _ -> new EnumMap<>(Condition.class))
                    .merge(condition, 1, Integer::sum);
        }
        return new Capacity(atNanos, byZone);
    }

    private static Condition condition(Instances.View machine, @Nullable Health health, boolean unchecked) {
        return switch (machine.state()) {
            case PENDING -> Condition.STARTING;
            case STOPPING, STOPPED -> Condition.STOPPED;
            case SHUTTING_DOWN, TERMINATED -> Condition.LEAVING;
            case RUNNING -> health == null ? (unchecked ? Condition.HEALTHY : Condition.STARTING) : running(health);
        };
    }

    private static Condition running(Health health) {
        return switch (health) {
            case HEALTHY, UNAVAILABLE -> Condition.HEALTHY;
            case UNHEALTHY -> Condition.UNHEALTHY;
            case INITIAL, UNUSED -> Condition.STARTING;
            case DRAINING -> Condition.LEAVING;
        };
    }
}
