package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.ports.GroupAggregation;
import io.windtunnel.cloud.ports.InstanceMetrics.Reading;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Metrics.Name;
import io.windtunnel.kernel.identity.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Publishes what the machines say of themselves as `AWS/EC2`'s metrics. Status checks come every minute;
/// utilization comes every minute with detailed monitoring and otherwise as the average of five. An
/// instance of an Auto Scaling group that still warms up is left out of the group's metrics.
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
final class InstanceReadings {
    /// Basic monitoring's period.
    private static final Duration BASIC = Duration.ofMinutes(5);

    private record Minutes(int count, double sum) {}

    private record Group(Scope scope, String name) {}

    private final Metrics metrics;
    private final GroupAggregation aggregation;
    private Map<String, Minutes> basic = new HashMap<>();
    private final NetworkReadings network = new NetworkReadings(this::put);

    /// @param aggregation which instances speak for their groups
    InstanceReadings(Metrics metrics, GroupAggregation aggregation) {
        this.metrics = metrics;
        this.aggregation = aggregation;
    }

    /// Takes the readings of the minute that ends at `end`.
    synchronized void gather(Collection<Reading> readings, Instant end) {
        Instant start = end.minusSeconds(60);
        boolean publishBasic = Math.floorMod(end.getEpochSecond() / 60, BASIC.toMinutes()) == 0;
        Map<String, Minutes> gathered = new HashMap<>();
        Map<Group, Predicate<String>> speakers = new HashMap<>();
        for (Reading heard : readings) {
            Group group = new Group(heard.scope(), heard.groupName());
            boolean speaks = speakers.computeIfAbsent(group, this::speakers).test(heard.instanceId());
            Reading reading = speaks ? heard : withoutGroup(heard);
            boolean failed = reading.systemCheckFailed() || reading.instanceCheckFailed();
            put(reading, "StatusCheckFailed", "Count", start, failed ? 1 : 0);
            put(reading, "StatusCheckFailed_System", "Count", start, reading.systemCheckFailed() ? 1 : 0);
            put(reading, "StatusCheckFailed_Instance", "Count", start, reading.instanceCheckFailed() ? 1 : 0);
            network.take(reading, start, publishBasic);
            if (reading.cpuPercent().isEmpty()) continue;
            double cpu = reading.cpuPercent().getAsDouble();
            if (reading.detailed()) {
                put(reading, "CPUUtilization", "Percent", start, cpu);
                continue;
            }
            Minutes before = basic.getOrDefault(reading.instanceId(), new Minutes(0, 0));
            Minutes now = new Minutes(before.count + 1, before.sum + cpu);
            if (publishBasic) put(reading, "CPUUtilization", "Percent", end.minus(BASIC), now.sum / now.count);
            else gathered.put(reading.instanceId(), now);
        }
        basic = gathered;
        network.ended(publishBasic);
    }

    private Predicate<String> speakers(Group group) {
        return group.name.isEmpty() ? _ -> true : aggregation.speakers(group.scope, group.name);
    }

    private static Reading withoutGroup(Reading reading) {
        return new Reading(
                reading.scope(),
                reading.instanceId(),
                reading.instanceType(),
                reading.imageId(),
                "",
                reading.detailed(),
                reading.cpuPercent(),
                reading.systemCheckFailed(),
                reading.instanceCheckFailed(),
                reading.networkInBytes(),
                reading.networkOutBytes());
    }

    private void put(Reading reading, String metric, String unit, Instant at, double value) {
        put(reading, "InstanceId", reading.instanceId(), metric, unit, at, value);
        put(reading, "AutoScalingGroupName", reading.groupName(), metric, unit, at, value);
        put(reading, "InstanceType", reading.instanceType(), metric, unit, at, value);
        put(reading, "ImageId", reading.imageId(), metric, unit, at, value);
    }

    private void put(
            Reading reading, String dimension, String of, String metric, String unit, Instant at, double value) {
        if (of.isEmpty()) return;
        TreeMap<String, String> dimensions = new TreeMap<>(Map.of(dimension, of));
        metrics.put(reading.scope(), new Name("AWS/EC2", metric, dimensions), unit, at, value);
    }
}
