package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Metrics.Name;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The metrics a group publishes every minute when it is told to: how many instances it wants and has.
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
            "GroupTotalCapacity");

    private GroupMetrics() {}

    static void publish(Collection<Book> books, Metrics metrics, Instant now) {
        for (Book book : books)
            for (Group group : book.groups())
                for (String metric : group.metrics()) {
                    Name name = new Name(
                            "AWS/AutoScaling", metric, new TreeMap<>(Map.of("AutoScalingGroupName", group.name())));
                    metrics.put(book.scope, name, "None", now, value(book, group, metric));
                }
    }

    private static double value(Book book, Group group, String metric) {
        List<Instance> instances = book.instances(group.name());
        return switch (metric) {
            case "GroupMinSize" -> group.settings().minimum();
            case "GroupMaxSize" -> group.settings().maximum();
            case "GroupDesiredCapacity" -> group.settings().desired();
            case "GroupInServiceInstances", "GroupInServiceCapacity" ->
                instances.stream()
                        .filter(one -> one.state() == Instance.State.IN_SERVICE)
                        .count();
            case "GroupPendingInstances", "GroupPendingCapacity" ->
                instances.stream().filter(one -> one.state().pending()).count();
            case "GroupStandbyInstances", "GroupStandbyCapacity" ->
                instances.stream().filter(one -> one.state().standby()).count();
            case "GroupTerminatingInstances", "GroupTerminatingCapacity" ->
                instances.stream().filter(one -> one.state().terminating()).count();
            case "GroupTotalInstances", "GroupTotalCapacity" -> instances.size();
            default -> throw new IllegalArgumentException("no such metric: " + metric);
        };
    }
}
