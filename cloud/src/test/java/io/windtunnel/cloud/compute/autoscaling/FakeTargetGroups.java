package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.ports.TargetGroups;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// One target group, whose targets are healthy ten seconds after they are registered and drain for thirty.
final class FakeTargetGroups implements TargetGroups {
    static final String ARN = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/0123456789abcdef";

    final Map<String, Health> health = new TreeMap<>();
    private final Time time;

    FakeTargetGroups(Time time) {
        this.time = time;
    }

    @Override
    public boolean exists(Arn targetGroup) {
        return targetGroup.toString().equals(ARN);
    }

    @Override
    public void register(Arn targetGroup, Collection<String> instanceIds) {
        for (String id : instanceIds) {
            health.put(id, Health.INITIAL);
            time.after(
                    Duration.ofSeconds(10),
                    () -> health.computeIfPresent(id, (_, now) -> now == Health.INITIAL ? Health.HEALTHY : now));
        }
    }

    @Override
    public void deregister(Arn targetGroup, Collection<String> instanceIds) {
        for (String id : instanceIds) {
            health.computeIfPresent(id, (_, _) -> Health.DRAINING);
            time.after(Duration.ofSeconds(30), () -> health.remove(id, Health.DRAINING));
        }
    }

    @Override
    public Map<String, Health> health(Arn targetGroup) {
        return Map.copyOf(health);
    }
}
