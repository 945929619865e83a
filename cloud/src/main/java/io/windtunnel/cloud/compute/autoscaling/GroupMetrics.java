package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Metrics.Name;
import io.windtunnel.kernel.scaling.WarmPool;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The metrics a group publishes every minute when it is told to: how many instances and capacity units it and its warm
/// pool want and have. Those of a warm pool are published where there is one.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
final class GroupMetrics {
    static final List<String> ALL = List.of(
            "GroupMinSize",
            "GroupMaxSize",
            "GroupDesiredCapacity",
            "GroupInServiceInstances",
            "GroupPendingInstances",
            "GroupStandbyInstances",
            "GroupTerminatingInstances",
            "GroupTotalInstances",
            "GroupInServiceCapacity",
            "GroupPendingCapacity",
            "GroupStandbyCapacity",
            "GroupTerminatingCapacity",
            "GroupTotalCapacity",
            "WarmPoolMinSize",
            "WarmPoolDesiredCapacity",
            "WarmPoolPendingCapacity",
            "WarmPoolTerminatingCapacity",
            "WarmPoolWarmedCapacity",
            "WarmPoolTotalCapacity",
            "GroupAndWarmPoolDesiredCapacity",
            "GroupAndWarmPoolTotalCapacity");

    private GroupMetrics() {}

    static void publish(Collection<Book> books, Metrics metrics, Instant now) {
        for (Book book : books)
            for (Group group : book.groups()) {
                if (group.metrics().isEmpty()) continue;
                values(group, book.instances(group.name())).forEach((metric, value) -> {
                    if (!group.metrics().contains(metric)) return;
                    Name name = new Name(
                            "AWS/AutoScaling", metric, new TreeMap<>(Map.of("AutoScalingGroupName", group.name())));
                    metrics.put(book.scope, name, "None", now, value);
                });
            }
    }

    /// Every metric that the group has, in one walk over its instances.
    static Map<String, Integer> values(Group group, Collection<Instance> instances) {
        Map<String, Integer> values = new LinkedHashMap<>();
        for (String metric : ALL) if (group.pool() != null || !metric.contains("WarmPool")) values.put(metric, 0);
        Group.Settings settings = group.settings();
        values.put("GroupMinSize", settings.minimum());
        values.put("GroupMaxSize", settings.maximum());
        values.put("GroupDesiredCapacity", settings.desired());
        for (Instance instance : instances) {
            int units = group.units(instance);
            if (instance.state().pooled()) {
                add(values, "WarmPool" + pooled(instance.state()) + "Capacity", units);
                add(values, "WarmPoolTotalCapacity", units);
            } else {
                String kind = inGroup(instance.state());
                add(values, "Group" + kind + "Instances", 1);
                add(values, "Group" + kind + "Capacity", units);
                add(values, "GroupTotalInstances", 1);
                add(values, "GroupTotalCapacity", units);
            }
            add(values, "GroupAndWarmPoolTotalCapacity", units);
        }
        Group.Pool pool = group.pool();
        if (pool != null) {
            int wanted = new WarmPool(pool.minimum(), pool.prepared(), pool.reuse(), pool.leaving())
                    .size(settings.desired(), settings.maximum());
            values.put("WarmPoolMinSize", pool.minimum());
            values.put("WarmPoolDesiredCapacity", wanted);
            values.put("GroupAndWarmPoolDesiredCapacity", settings.desired() + wanted);
        }
        return values;
    }

    private static void add(Map<String, Integer> values, String metric, int more) {
        values.computeIfPresent(metric, (_, before) -> before + more);
    }

    private static String inGroup(Instance.State state) {
        if (state.pending()) return "Pending";
        if (state.standby()) return "Standby";
        return state.terminating() ? "Terminating" : "InService";
    }

    private static String pooled(Instance.State state) {
        if (state.warming()) return "Pending";
        return state.terminating() ? "Terminating" : "Warmed";
    }
}
