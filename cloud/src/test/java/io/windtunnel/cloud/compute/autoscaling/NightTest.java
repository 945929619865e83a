package io.windtunnel.cloud.compute.autoscaling;

import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.cpu;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.custom;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupInstance;
import io.windtunnel.cloud.ports.GroupAggregation;
import io.windtunnel.cloud.ports.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A night of twelve hours, traffic to metric to alarm to policy to capacity, with invariants after every
/// event.
class NightTest {
    /// Requests a second that one instance serves at 100 % CPU.
    private static final double POWER = 100;

    private static final int WARMUP_SECONDS = 120;
    private static final int LEAST = 2;
    private static final int MOST = 30;

    private final ScalingStage stage = new ScalingStage();
    private final List<Integer> directions = new ArrayList<>();
    private int lastDesired;
    private Instant lastOut = Instant.EPOCH;

    /// Rises to 1,400 requests a second in the evening, with a spike of half as much again, and falls
    /// through the night.
    private static double traffic(Duration since) {
        double hours = since.toMinutes() / 60.0;
        double wave = 100 + 1_300 * Math.pow(Math.sin(Math.PI * Math.min(hours, 10) / 10), 2);
        boolean spike = hours >= 6.5 && hours < 6.75;
        return spike ? wave * 1.5 : wave;
    }

    private OptionalDouble metric(Metrics.Name name, double load) {
        Predicate<String> speakers =
                stage.directory.require(GroupAggregation.class).speakers(stage.scope, "web");
        List<GroupInstance> serving = stage.group().instances().stream()
                .filter(instance -> instance.lifecycleState().equals("InService"))
                .toList();
        boolean any = name.metric().equals("CPUUtilization")
                ? serving.stream().anyMatch(instance -> speakers.test(instance.instanceId()))
                : !serving.isEmpty();
        if (!any) return OptionalDouble.empty();
        return OptionalDouble.of(Math.min(100, 100 * load / (POWER * serving.size())));
    }

    private void check() {
        int desired = stage.desired();
        List<GroupInstance> instances = stage.group().instances();
        assertThat(desired).isBetween(LEAST, MOST);
        long counted = instances.stream()
                .filter(instance -> instance.lifecycleState().startsWith("Pending")
                        || instance.lifecycleState().equals("InService"))
                .count();
        assertThat(counted).isLessThanOrEqualTo(MOST + 3L);
        Instant now = stage.time.now();
        if (desired > lastDesired) lastOut = now;
        if (desired < lastDesired)
            assertThat(Duration.between(lastOut, now))
                    .as("nothing goes while what was added warms up")
                    .isGreaterThan(Duration.ofSeconds(WARMUP_SECONDS));
        if (desired != lastDesired) directions.add(Integer.signum(desired - lastDesired));
        lastDesired = desired;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aNightIsScaledOutAndInWithoutFlapping(long seed) {
        SplittableRandom noise = new SplittableRandom(seed);
        stage.group(LEAST, MOST, LEAST, WARMUP_SECONDS, null);
        stage.put(tracking("cpu50", cpu(50, null), null));
        stage.put(tracking("jobs", custom("Jobs", 60, null), null));
        lastDesired = LEAST;
        int most = 0;
        double overload = 0;
        for (int minute = 1; minute <= 12 * 60; minute++) {
            Instant end = ScalingStage.START.plus(Duration.ofMinutes(minute));
            stage.time.after(Duration.between(stage.time.now(), end), () -> {});
            while (stage.time.now().isBefore(end)) {
                stage.time.step();
                check();
            }
            double load = traffic(Duration.ofMinutes(minute)) * (0.97 + noise.nextDouble(0.06));
            stage.alarms.minute(name -> metric(name, load));
            most = Math.max(most, stage.desired());
            if (load > POWER * stage.serving()) overload++;
        }
        assertThat(most).as("1,400/s and the spike at half load").isBetween(28, MOST);
        assertThat(stage.desired()).as("100/s at half load").isLessThanOrEqualTo(4);
        assertThat(overload)
                .as("minutes in which more came than could be served")
                .isLessThan(10);
        assertThat(turns()).as("changes of direction").isLessThan(10);
    }

    private long turns() {
        long turns = 0;
        for (int i = 1; i < directions.size(); i++) if (!directions.get(i).equals(directions.get(i - 1))) turns++;
        return turns;
    }
}
