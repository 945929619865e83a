package io.windtunnel.cloud.compute.autoscaling.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredefinedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.StepAdjustment;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingConfiguration;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.policy.AdjustmentType;
import io.windtunnel.kernel.scaling.policy.Aggregation;
import io.windtunnel.kernel.scaling.policy.LoadForecast.Hour;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyBookTest {
    private static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private static final Instant NOW = Instant.parse("2026-11-24T18:00:00Z");

    private static Policy policy(String name, Policy.Rule rule) {
        return new Policy("web", name, "id-" + name, true, rule);
    }

    @Test
    void everyKindOfEntrySurvivesARestart(@TempDir Path directory) {
        PredefinedMetricSpecification cpu = new PredefinedMetricSpecification("ASGAverageCPUUtilization", null);
        List<Policy> policies = List.of(
                policy(
                        "predictive",
                        new Policy.Predictive(new PredictiveScalingConfiguration(
                                List.of(new PredictiveScalingMetricSpecification(
                                        40, cpu, null, null, null, null, null)),
                                "ForecastOnly",
                                300,
                                "HonorMaxCapacity",
                                null))),
                policy("simple", new Policy.Simple(AdjustmentType.EXACT_CAPACITY, 3, null, false, 60)),
                policy(
                        "steps",
                        new Policy.Steps(
                                AdjustmentType.CHANGE_IN_CAPACITY,
                                null,
                                List.of(new StepAdjustment(0.0, null, 2)),
                                Aggregation.MAXIMUM,
                                90)),
                policy(
                        "tracking",
                        new Policy.Tracking(
                                new TargetTrackingConfiguration(cpu, null, 50, null), null, List.of("high", "low"))));
        ScheduledAction action =
                new ScheduledAction("web", "night", "id", 1, NOW, null, "0 1 * * *", "Asia/Kolkata", 1, null, 2);
        Mark mark = new Mark("web", NOW, 2, 4, 300);
        Forecast forecast = new Forecast("web:predictive", NOW, List.of(new Hour(NOW, 7.5)), List.of());
        CapacityHistory history = CapacityHistory.begin("web").with(NOW, 3).with(NOW.plusSeconds(60), 5);
        try (Storage storage = Storage.in(directory)) {
            PolicyBook book = new PolicyBook(SCOPE, storage);
            policies.forEach(book::put);
            book.put(action);
            book.put(mark);
            book.put(forecast);
            book.put(history);
        }
        try (Storage storage = Storage.in(directory)) {
            PolicyBook book = new PolicyBook(SCOPE, storage);
            assertThat(book.policies()).isEqualTo(policies);
            assertThat(book.schedules()).containsExactly(action);
            assertThat(book.mark("web")).isEqualTo(mark);
            assertThat(book.forecast(policies.getFirst())).isEqualTo(forecast);
            assertThat(book.history("web")).isEqualTo(history);
            assertThat(history.hours()).containsExactly(new Hour(NOW, 4));
            assertThat(book.forget("web")).isEqualTo(policies);
            assertThat(book.schedules()).isEmpty();
        }
    }
}
