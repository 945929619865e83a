package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What a service lets Application Auto Scaling scale. Each service offers it under its namespace there
/// (`ecs`, `dynamodb`, `lambda`, `rds` ...), which need not be its name in ARNs:
///
///     directory.offer(ScalableTargets.class, "ecs", _ -> Optional.of(services));
///
/// A namespace that nobody offers cannot be registered in this cloud.
///
/// Answers may come later; what is known at once should be answered at once. A stage fails with an
/// [io.windtunnel.wire.AwsException] when the resource is not there or refuses.
///
/// Thread safety: every method may be called from any thread; none blocks.
public interface ScalableTargets {
    /// A dimension of a resource, as Application Auto Scaling names both: `service/default/web` and
    /// `ecs:service:DesiredCount`.
    record Target(Scope scope, String resourceId, String dimension) {}

    /// How far the last change of capacity has come.
    enum Progress {
        FULFILLED,
        UNDER_WAY,
        FAILED,
        /// The resource cannot be scaled now; to be tried again.
        UNSCALABLE
    }

    /// How much there is.
    ///
    /// @param desired what the resource is set to
    /// @param running what serves now
    /// @param words why a change has failed; empty otherwise
    record Capacity(int desired, int running, Progress progress, String words) {}

    /// A metric of the resource that a predefined metric type stands for; `statistic` is CloudWatch's name.
    record Metric(Metrics.Name name, String statistic) {}

    CompletionStage<Capacity> capacity(Target target);

    /// Sets the resource to `desired` and says how much there is then.
    CompletionStage<Capacity> set(Target target, int desired);

    /// The metric behind a predefined metric type such as `ECSServiceAverageCPUUtilization`; empty when
    /// the dimension has no such metric.
    ///
    /// @param label which part the type speaks of, where it needs one
    Optional<Metric> predefined(Target target, String metricType, @Nullable String label);
}
