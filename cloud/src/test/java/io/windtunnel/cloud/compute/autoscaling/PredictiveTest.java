package io.windtunnel.cloud.compute.autoscaling;

import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.cpu;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.predictive;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.tracking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.GetPredictiveScalingForecastRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.GetPredictiveScalingForecastResult;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredefinedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingMetricSpecification;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.MetricsReader;
import io.windtunnel.kernel.identity.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Predictive scaling; the source is predictive-scaling-policy-overview.html.
class PredictiveTest {
    /// Days whose evenings are ten times as busy as the rest.
    private static final class Evenings implements MetricsReader {
        private final Instant since;
        private final double base;

        Evenings(Instant since, double base) {
            this.since = since;
            this.base = base;
        }

        private double load(Instant at) {
            return at.atZone(ZoneOffset.UTC).getHour() >= 20 ? 10 * base : base;
        }

        @Override
        public List<Point> series(
                Scope scope, Metrics.Name name, String statistic, Duration period, Instant from, Instant to) {
            List<Point> points = new ArrayList<>();
            if (name.metric().startsWith("Group")) return points;
            for (Instant at = since; at.isBefore(to); at = at.plus(period))
                if (!at.isBefore(from))
                    points.add(new Point(at, load(at) / (statistic.equals("Average") ? spread(at) : 1)));
            return points;
        }

        /// Before the test one instance bore all; in it, ten share the evening.
        private double spread(Instant at) {
            return !at.isBefore(ScalingStage.START) && load(at) > base ? 10 : 1;
        }

        @Override
        public List<Metrics.Name> names(Scope scope, String namespace) {
            return List.of();
        }
    }

    private final ScalingStage stage = new ScalingStage();

    private static PredictiveScalingConfiguration configuration(
            @Nullable String mode, int buffer, @Nullable String behavior, @Nullable Integer capacityBuffer) {
        return new PredictiveScalingConfiguration(
                List.of(new PredictiveScalingMetricSpecification(
                        50,
                        new PredefinedMetricSpecification("ASGCPUUtilization", null),
                        null,
                        null,
                        null,
                        null,
                        null)),
                mode,
                buffer,
                behavior,
                capacityBuffer);
    }

    private GetPredictiveScalingForecastResult forecast() {
        return stage.api.getPredictiveScalingForecast(
                stage.call,
                new GetPredictiveScalingForecastRequest(
                        "web",
                        "nights",
                        ScalingStage.START.minus(Duration.ofDays(1)),
                        ScalingStage.START.plus(Duration.ofDays(3))));
    }

    private void history(Duration length, double base) {
        stage.directory.offer(MetricsReader.class, new Evenings(ScalingStage.START.minus(length), base));
    }

    @Test
    void aDayOfDataMakesAForecastOfTwo() {
        history(Duration.ofDays(3), 50);
        stage.group(1, 20, 1, 60, null);
        stage.pass(30);
        stage.put(predictive("nights", configuration(null, 300, null, null)));
        GetPredictiveScalingForecastResult forecast = forecast();
        assertThat(forecast.capacityForecast().timestamps()).hasSize(48);
        assertThat(forecast.capacityForecast().timestamps().getFirst()).isEqualTo(ScalingStage.START);
        assertThat(forecast.capacityForecast().values().subList(0, 8))
                .containsExactly(1.0, 1.0, 10.0, 10.0, 10.0, 10.0, 1.0, 1.0);
        assertThat(forecast.loadForecast().getFirst().values().get(2)).isEqualTo(500);
        assertThat(forecast.updateTime()).isEqualTo(ScalingStage.START.plusSeconds(30));
        stage.time.advance(Duration.ofHours(3));
        assertThat(stage.desired()).as("ForecastOnly").isEqualTo(1);
        stage.time.advance(Duration.ofHours(4));
        assertThat(forecast().updateTime())
                .as("made anew every six hours")
                .isEqualTo(ScalingStage.START
                        .plusSeconds(30)
                        .plus(Duration.ofHours(6))
                        .plusSeconds(30));
    }

    @Test
    void withoutADayOfDataThereIsNone() {
        history(Duration.ofHours(20), 50);
        stage.group(1, 20, 1, 60, null);
        stage.put(predictive("nights", configuration("ForecastAndScale", 300, null, null)));
        assertThatThrownBy(this::forecast).hasMessageContaining("24 hours");
    }

    @Test
    void capacityIsThereBeforeTheHourAndOnlyDynamicScalingTakesItAway() {
        history(Duration.ofDays(3), 50);
        stage.group(1, 20, 1, 60, null);
        stage.pass(30);
        stage.put(predictive("nights", configuration("ForecastAndScale", 600, null, null)));
        stage.put(tracking("cpu", cpu(50, null), null));
        stage.time.advance(Duration.ofMinutes(109));
        assertThat(stage.desired()).isEqualTo(1);
        stage.time.advance(Duration.ofMinutes(1));
        assertThat(stage.desired()).isEqualTo(10);
        stage.pass(60);
        assertThat(stage.serving()).isEqualTo(10);
        assertThat(stage.activities().getFirst().cause())
                .startsWith("At 2026-11-24T19:50:00Z a predictive scaling policy nights");
        stage.minutes(20, 10);
        assertThat(stage.desired()).as("the forecast's need is a floor").isEqualTo(10);
        stage.time.advance(Duration.ofHours(4));
        assertThat(stage.desired()).as("predictive scaling does not scale in").isEqualTo(10);
        stage.minutes(20, 10);
        assertThat(stage.desired()).isEqualTo(2);
    }

    /// API_PredictiveScalingConfiguration.html, `MaxCapacityBuffer`: ten percent of fifty above forty are
    /// fifty-five.
    @Test
    void theMaximumIsRaisedWhereItMay() {
        history(Duration.ofDays(3), 250);
        stage.group(1, 40, 1, 60, null);
        stage.pass(30);
        stage.put(predictive("nights", configuration("ForecastAndScale", 0, "IncreaseMaxCapacity", 10)));
        stage.time.advance(Duration.ofHours(2));
        assertThat(stage.desired()).isEqualTo(50);
        assertThat(stage.group().maxSize()).isEqualTo(55);
    }

    @Test
    void theMaximumIsHonouredOtherwise() {
        history(Duration.ofDays(3), 250);
        stage.group(1, 40, 1, 60, null);
        stage.pass(30);
        stage.put(predictive("nights", configuration("ForecastAndScale", 0, null, null)));
        stage.time.advance(Duration.ofHours(2));
        assertThat(stage.desired()).isEqualTo(40);
        assertThat(stage.group().maxSize()).isEqualTo(40);
    }

    @Test
    void onlyPredictivePoliciesHaveForecasts() {
        stage.group(1, 40, 1, 60, null);
        stage.put(tracking("nights", cpu(50, null), null));
        assertThatThrownBy(this::forecast).hasMessageContaining("is not a predictive scaling policy");
    }
}
