package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.ScalableTargets;
import io.windtunnel.wire.AwsException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A service with tasks, as ECS will be one: what is asked for runs when the test says so.
final class FakeService implements ScalableTargets {
    static final String NAME = "service/default/web";

    int desired = 2;
    int running = 2;
    boolean prompt = true;
    boolean unscalable;

    @Override
    public CompletionStage<Capacity> capacity(Target target) {
        if (!target.resourceId().equals(NAME))
            return CompletableFuture.failedStage(
                    AwsException.validation("ECS service doesn't exist: " + target.resourceId()));
        Progress progress =
                unscalable ? Progress.UNSCALABLE : desired == running ? Progress.FULFILLED : Progress.UNDER_WAY;
        return CompletableFuture.completedStage(new Capacity(desired, running, progress, ""));
    }

    @Override
    public CompletionStage<Capacity> set(Target target, int wanted) {
        desired = wanted;
        if (prompt) running = wanted;
        return capacity(target);
    }

    @Override
    public Optional<Metric> predefined(Target target, String metricType, @Nullable String label) {
        if (!metricType.equals("ECSServiceAverageCPUUtilization")) return Optional.empty();
        return Optional.of(new Metric(
                new Metrics.Name(
                        "AWS/ECS",
                        "CPUUtilization",
                        new TreeMap<>(Map.of("ClusterName", "default", "ServiceName", "web"))),
                "Average"));
    }
}
