package io.windtunnel.kernel.scaling.policy;

import static io.windtunnel.kernel.scaling.policy.AdjustmentType.CHANGE_IN_CAPACITY;
import static io.windtunnel.kernel.scaling.policy.AdjustmentType.EXACT_CAPACITY;
import static io.windtunnel.kernel.scaling.policy.AdjustmentType.PERCENT_CHANGE_IN_CAPACITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.kernel.scaling.policy.Adjustment.Change;
import io.windtunnel.kernel.scaling.policy.Adjustment.None;
import io.windtunnel.kernel.scaling.policy.PolicyChoice.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDecisionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:00:00Z");

    private static Capacity capacity(int desired, int current, int leaving) {
        return new Capacity(desired, current, leaving, 0, 100, desired > current ? Reason.WARMING : null);
    }

    private static Step step(@Nullable Number lower, @Nullable Number upper, int adjustment) {
        return new Step(
                lower == null ? null : lower.doubleValue(), upper == null ? null : upper.doubleValue(), adjustment);
    }

    /// The configuration of as-scaling-simple-step.html, "Step adjustments for step scaling".
    private static final StepScaling OUT = new StepScaling(
            PERCENT_CHANGE_IN_CAPACITY, 0, List.of(step(0, 10, 0), step(10, 20, 10), step(20, null, 30)));

    private static final StepScaling IN = new StepScaling(
            PERCENT_CHANGE_IN_CAPACITY, 0, List.of(step(-10, 0, 0), step(-20, -10, -10), step(null, -20, -30)));

    @Test
    void theStepExampleOfTheUserGuide() {
        assertThat(OUT.decide(capacity(10, 10, 0), 59.9, 50)).isEqualTo(new None(Reason.NOT_BREACHED));
        assertThat(OUT.decide(capacity(10, 10, 0), 60, 50)).isEqualTo(new Change(11));
        assertThat(OUT.decide(capacity(11, 11, 0), 70, 50)).isEqualTo(new Change(14));
        assertThat(IN.decide(capacity(14, 14, 0), 40, 50)).isEqualTo(new Change(13));
        assertThat(IN.decide(capacity(13, 13, 0), 30, 50)).isEqualTo(new Change(10));
        assertThat(IN.decide(capacity(13, 13, 0), 40.1, 50)).isEqualTo(new None(Reason.NOT_BREACHED));
    }

    /// as-scaling-simple-step.html, "Instance warmup".
    @Test
    void whatWarmsUpIsNotAddedAgain() {
        assertThat(OUT.decide(capacity(10, 10, 0), 60, 50)).isEqualTo(new Change(11));
        assertThat(OUT.decide(capacity(11, 10, 0), 62, 50)).isEqualTo(new None(Reason.ENOUGH));
        assertThat(OUT.decide(capacity(11, 10, 0), 70, 50)).isEqualTo(new Change(13));
        assertThat(IN.decide(capacity(11, 10, 0), 30, 50)).isEqualTo(new None(Reason.WARMING));
    }

    /// as-scaling-simple-step.html, "Instance warmup": "while an instance is already terminating ...".
    @Test
    void whatIsLeavingIsNotRemovedAgain() {
        StepScaling one = new StepScaling(CHANGE_IN_CAPACITY, 0, List.of(step(null, 0, -1)));
        assertThat(one.decide(capacity(10, 10, 0), 20, 40)).isEqualTo(new Change(9));
        assertThat(one.decide(capacity(9, 9, 1), 20, 40)).isEqualTo(new None(Reason.ENOUGH));
    }

    /// as-scaling-simple-step.html, "Scaling adjustment types".
    @ParameterizedTest
    @CsvSource({
        "CHANGE_IN_CAPACITY, 3, 5, 0, 8",
        "EXACT_CAPACITY, 3, 5, 0, 5",
        "PERCENT_CHANGE_IN_CAPACITY, 10, 10, 0, 11",
        "PERCENT_CHANGE_IN_CAPACITY, 4, 25, 2, 6",
        "PERCENT_CHANGE_IN_CAPACITY, 10, 127, 0, 22",
        "PERCENT_CHANGE_IN_CAPACITY, 1, 67, 0, 2",
        "PERCENT_CHANGE_IN_CAPACITY, 1, -58, 0, 0",
        "PERCENT_CHANGE_IN_CAPACITY, 10, -66, 0, 4",
        "PERCENT_CHANGE_IN_CAPACITY, 0, 50, 0, 0",
        "PERCENT_CHANGE_IN_CAPACITY, 10, -10, 3, 7"
    })
    void adjustmentTypes(AdjustmentType type, int from, int adjustment, int magnitude, long expected) {
        assertThat(type.apply(from, adjustment, magnitude)).isEqualTo(expected);
    }

    /// as-scale-based-on-demand.html, "How dynamic scaling policies work", examples 1 and 2.
    @Test
    void theBoundsAreKept() {
        StepScaling add = new StepScaling(CHANGE_IN_CAPACITY, 0, List.of(step(0, null, 3)));
        assertThat(add.decide(new Capacity(2, 2, 0, 0, 3, null), 60, 50)).isEqualTo(new Change(3));
        assertThat(add.decide(new Capacity(3, 3, 0, 0, 3, null), 60, 50)).isEqualTo(new None(Reason.AT_MAXIMUM));
        StepScaling remove = new StepScaling(CHANGE_IN_CAPACITY, 0, List.of(step(null, 0, -2)));
        assertThat(remove.decide(new Capacity(3, 3, 0, 2, 9, null), 40, 50)).isEqualTo(new Change(2));
        assertThat(remove.decide(new Capacity(2, 2, 0, 2, 9, null), 40, 50)).isEqualTo(new None(Reason.AT_MINIMUM));
    }

    @Test
    void atTheThresholdEitherSideMayAnswer() {
        StepScaling up = new StepScaling(CHANGE_IN_CAPACITY, 0, List.of(step(0, null, 1)));
        StepScaling down = new StepScaling(CHANGE_IN_CAPACITY, 0, List.of(step(null, 0, -1)));
        assertThat(up.decide(capacity(5, 5, 0), 50, 50)).isEqualTo(new Change(6));
        assertThat(down.decide(capacity(5, 5, 0), 50, 50)).isEqualTo(new Change(4));
        assertThat(up.decide(capacity(5, 5, 0), 49, 50)).isEqualTo(new None(Reason.NOT_BREACHED));
        StepScaling exact = new StepScaling(EXACT_CAPACITY, 0, List.of(step(null, 0, 0)));
        assertThat(exact.decide(capacity(5, 5, 0), 40, 50)).isEqualTo(new Change(0));
    }

    /// as-scaling-simple-step.html, the list of rules under "Step adjustments for step scaling"; quotas
    /// page.
    @Test
    void stepsMustCoverWithoutGapOrOverlap() {
        assertThat(OUT.flaw()).isEmpty();
        assertThat(IN.flaw()).isEmpty();
        assertThat(flaw()).contains(StepScaling.Flaw.NO_STEP);
        assertThat(flaw(step(null, null, 1))).contains(StepScaling.Flaw.NO_BOUND);
        assertThat(flaw(step(10, 10, 1))).contains(StepScaling.Flaw.EMPTY_RANGE);
        assertThat(flaw(step(0, 10, 1), step(5, null, 2))).contains(StepScaling.Flaw.OVERLAP);
        assertThat(flaw(step(0, null, 1), step(5, null, 2))).contains(StepScaling.Flaw.OVERLAP);
        assertThat(flaw(step(0, 10, 1), step(15, null, 2))).contains(StepScaling.Flaw.GAP);
        assertThat(flaw(step(-10, 0, -1))).contains(StepScaling.Flaw.NO_LOWEST);
        assertThat(flaw(step(0, 10, 1))).contains(StepScaling.Flaw.NO_HIGHEST);
        Step[] many = new Step[21];
        for (int i = 0; i < 21; i++) many[i] = step(i, i == 20 ? null : i + 1, i + 1);
        assertThat(flaw(many)).contains(StepScaling.Flaw.TOO_MANY);
        assertThat(new StepScaling(EXACT_CAPACITY, 0, List.of(step(0, null, -1))).flaw())
                .contains(StepScaling.Flaw.NEGATIVE_CAPACITY);
    }

    private static Optional<StepScaling.Flaw> flaw(Step... steps) {
        return new StepScaling(CHANGE_IN_CAPACITY, 0, List.of(steps)).flaw();
    }

    /// as-scaling-target-tracking.html, "Considerations": 1.5 instances to add are two, half a one to
    /// remove stays.
    @Test
    void targetTrackingRoundsConservatively() {
        TargetTracking cpu = new TargetTracking(50, false);
        assertThat(cpu.decide(capacity(3, 3, 0), 75)).isEqualTo(new Change(5));
        assertThat(cpu.decide(capacity(2, 2, 0), 38)).isEqualTo(new None(Reason.ENOUGH));
        assertThat(cpu.decide(capacity(2, 2, 0), 25)).isEqualTo(new Change(1));
        assertThat(cpu.decide(capacity(2, 2, 0), 50)).isEqualTo(new None(Reason.NOT_BREACHED));
        assertThat(cpu.decide(capacity(10, 10, 0), 60)).isEqualTo(new Change(12));
        assertThat(new TargetTracking(0.7, false).decide(capacity(7, 7, 0), 1.4))
                .isEqualTo(new Change(14));
    }

    @Test
    void targetTrackingCountsWhatWarmsUpAndWhatLeaves() {
        TargetTracking cpu = new TargetTracking(50, false);
        assertThat(cpu.decide(capacity(4, 2, 0), 90)).isEqualTo(new None(Reason.ENOUGH));
        assertThat(cpu.decide(capacity(4, 2, 0), 140)).isEqualTo(new Change(6));
        assertThat(cpu.decide(capacity(4, 2, 0), 10)).isEqualTo(new None(Reason.WARMING));
        assertThat(cpu.decide(capacity(4, 0, 0), 90)).isEqualTo(new None(Reason.ENOUGH));
        assertThat(cpu.decide(capacity(8, 8, 2), 40)).isEqualTo(new None(Reason.ENOUGH));
        assertThat(cpu.decide(capacity(8, 8, 2), 30)).isEqualTo(new Change(6));
    }

    @Test
    void targetTrackingKeepsItsBounds() {
        TargetTracking cpu = new TargetTracking(50, false);
        assertThat(cpu.decide(new Capacity(4, 4, 0, 1, 6, null), 100)).isEqualTo(new Change(6));
        assertThat(cpu.decide(new Capacity(6, 6, 0, 1, 6, null), 100)).isEqualTo(new None(Reason.AT_MAXIMUM));
        assertThat(cpu.decide(new Capacity(4, 4, 0, 3, 6, null), 1)).isEqualTo(new Change(3));
        assertThat(cpu.decide(new Capacity(3, 3, 0, 3, 6, null), 1)).isEqualTo(new None(Reason.AT_MINIMUM));
        assertThat(cpu.decide(new Capacity(3, 3, 0, 0, 6, null), 0)).isEqualTo(new Change(0));
        assertThat(cpu.decide(new Capacity(0, 0, 0, 0, 6, null), 80)).isEqualTo(new Change(1));
        assertThat(new TargetTracking(50, true).decide(capacity(4, 4, 0), 1))
                .isEqualTo(new None(Reason.SCALE_IN_DISABLED));
        assertThat(cpu.decide(capacity(4, 4, 0), Double.NaN)).isEqualTo(new None(Reason.NOT_BREACHED));
        assertThatThrownBy(() -> new TargetTracking(0, false)).isInstanceOf(IllegalArgumentException.class);
    }

    /// Whatever the numbers: never out of bounds, never too little for the load, never the wrong way.
    @Test
    void targetTrackingNeverTakesWhatTheLoadNeeds() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 100_000; i++) {
            int least = random.nextInt(5);
            int most = least + random.nextInt(60);
            int desired = least + random.nextInt(most - least + 1);
            int warming = random.nextInt(desired + 1);
            Capacity seen = new Capacity(
                    desired, desired - warming, random.nextInt(4), least, most, warming > 0 ? Reason.WARMING : null);
            double metric = random.nextDouble(200);
            if (!(new TargetTracking(50, false).decide(seen, metric) instanceof Change(int next))) continue;
            assertThat(next).isBetween(least, most).isNotEqualTo(desired);
            assertThat(next > desired).isEqualTo(metric > 50);
            if (next < desired) assertThat(warming).isZero();
            double load = seen.current() * metric;
            if (next < desired) assertThat(next * 50.0).isGreaterThanOrEqualTo(load - 1e-3);
        }
    }

    /// aws-facts 2.1, rows "Default cooldown" and "Instance warm-up": 300 s.
    @Test
    void simpleScalingWaitsForItsCooldown() {
        SimpleScaling policy = new SimpleScaling(CHANGE_IN_CAPACITY, 2, 0);
        Instant until = NOW.plus(SimpleScaling.DEFAULT_COOLDOWN);
        assertThat(SimpleScaling.DEFAULT_COOLDOWN).isEqualTo(Duration.ofSeconds(300));
        assertThat(policy.decide(capacity(4, 4, 0), null, NOW)).isEqualTo(new Change(6));
        assertThat(policy.decide(capacity(6, 4, 0), Instant.MAX, NOW)).isEqualTo(new None(Reason.COOLDOWN));
        assertThat(policy.decide(capacity(6, 6, 0), until, NOW.plusSeconds(299)))
                .isEqualTo(new None(Reason.COOLDOWN));
        assertThat(policy.decide(capacity(6, 6, 0), until, until)).isEqualTo(new Change(8));
        assertThat(new SimpleScaling(EXACT_CAPACITY, 3, 0).decide(capacity(6, 6, 0), null, NOW))
                .isEqualTo(new Change(3));
    }

    /// aws-facts 2.1, row "Target tracking alarms".
    @Test
    void theAlarmsOfTargetTracking() {
        TrackingAlarms alarms = TrackingAlarms.DEFAULT;
        assertThat(alarms.period()).isEqualTo(Duration.ofMinutes(1));
        assertThat(alarms.highPeriods()).isEqualTo(3).isEqualTo(alarms.highDatapoints());
        assertThat(alarms.lowPeriods()).isEqualTo(15).isEqualTo(alarms.lowDatapoints());
        assertThat(alarms.lowThreshold(30)).isEqualTo(27);
        TrackingAlarms cpu = alarms.withLowFactor(TrackingAlarms.LOW_FACTOR_OF_CPU);
        assertThat(cpu.lowThreshold(50)).isEqualTo(35);
        assertThat(cpu.lowThreshold(40)).isEqualTo(28);
    }

    /// as-scale-based-on-demand.html, "Multiple dynamic scaling policies".
    @Test
    void theLargestCapacityWins() {
        Wish one = new Wish("cpu", false, false, new Change(2));
        Wish two = new Wish("queue", true, true, new Change(3));
        assertThat(PolicyChoice.choose(1, List.of(one, two))).contains(two);
        Wish three = new Wish("minus three", false, false, new Change(5));
        Wish quarter = new Wish("minus a quarter", false, false, new Change(6));
        assertThat(PolicyChoice.choose(8, List.of(three, quarter))).contains(quarter);
        assertThat(PolicyChoice.choose(8, List.of(three, one, new Wish("up", false, false, new Change(9)))))
                .map(Wish::policy)
                .contains("up");
    }

    /// as-scaling-target-tracking.html, "Multiple target tracking scaling policies", and the last
    /// paragraph of as-scale-based-on-demand.html.
    @Test
    void targetTrackingScalesInOnlyWhenAllOfItAgrees() {
        Wish in = new Wish("cpu", true, true, new Change(4));
        Wish content = new Wish("requests", true, true, new None(Reason.NOT_BREACHED));
        Wish noVote = new Wish("network", true, false, new None(Reason.SCALE_IN_DISABLED));
        assertThat(PolicyChoice.choose(6, List.of(in, content))).isEmpty();
        assertThat(PolicyChoice.choose(6, List.of(in, noVote))).contains(in);
        Wish less = new Wish("requests", true, true, new Change(5));
        assertThat(PolicyChoice.choose(6, List.of(in, less))).contains(less);
        Wish step = new Wish("step", false, false, new Change(5));
        assertThat(PolicyChoice.choose(6, List.of(in, content, step))).contains(step);
        Wish out = new Wish("out", true, true, new Change(9));
        assertThat(PolicyChoice.choose(6, List.of(in, content, out))).contains(out);
    }

    @Test
    void aggregation() {
        List<Double> points = List.of(3.0, 9.0, 6.0);
        assertThat(Aggregation.AVERAGE.of(points)).hasValue(6);
        assertThat(Aggregation.MINIMUM.of(points)).hasValue(3);
        assertThat(Aggregation.MAXIMUM.of(points)).hasValue(9);
        assertThat(Aggregation.AVERAGE.of(List.of())).isEmpty();
    }

    @Test
    void theCooldownsOfApplicationAutoScaling() {
        Cooldowns cooldowns = new Cooldowns(Duration.ofSeconds(60), Duration.ofSeconds(300));
        StepScaling add = new StepScaling(CHANGE_IN_CAPACITY, 0, List.of(step(0, 10, 2), step(10, null, 3)));
        Cooldowns.Last out = new Cooldowns.Last(NOW, 10, 12);
        Capacity during = cooldowns.seen(12, 12, 0, 50, out, NOW.plusSeconds(59));
        assertThat(add.decide(during, 55, 50)).isEqualTo(new None(Reason.ENOUGH));
        assertThat(add.decide(during, 65, 50)).isEqualTo(new Change(13));
        Capacity after = cooldowns.seen(12, 12, 0, 50, out, NOW.plusSeconds(60));
        assertThat(add.decide(after, 55, 50)).isEqualTo(new Change(14));
        Cooldowns.Last in = new Cooldowns.Last(NOW, 12, 9);
        Capacity cooling = cooldowns.seen(9, 9, 0, 50, in, NOW.plusSeconds(299));
        assertThat(new TargetTracking(50, false).decide(cooling, 10)).isEqualTo(new None(Reason.COOLDOWN));
        assertThat(add.decide(cooling, 65, 50)).isEqualTo(new Change(12));
    }
}
