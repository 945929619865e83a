package io.windtunnel.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.windtunnel.rehearsal.measure.Measured;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import io.windtunnel.rehearsal.verdict.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
    @Test
    void aZoneIsLostAsInALiveRehearsal() {
        RehearsalPlan plan = Plans.example("ha-vs-ft");
        Verdict two = Plans.play(plan, 0, 42).verdict();
        Verdict three = Plans.play(plan, 1, 42).verdict();
        assertThat(two.kept()).isFalse();
        assertThat(three.kept()).isTrue();
        assertThat(two.measured().totals().offered()).isEqualTo(5_400);
        assertThat(two.measured().totals().errors()).containsKeys("503", "timeout");
        var recovery = three.recoveries().getFirst();
        assertThat(recovery.detectedByBalancer()).isTrue();
        var checks = three.measured().checks().getFirst();
        assertThat(recovery.detected())
                .isBetween(
                        checks.soonestDetection().toNanos(),
                        checks.latestDetection().toNanos());
        assertThat(recovery.launched()).isBetween(15_000_000_000L, 45_000_000_000L);
    }

    /// What live rehearsals of the festival measured: 81,378 requests missed by the unprepared, none by the scheduled.
    @Test
    void aFestivalIsMetAsInALiveRehearsal() {
        RehearsalPlan plan = Plans.example("festival-ec2");
        assertThat(Plans.play(plan, 0, 42).verdict().measured().totals().missed())
                .isEqualTo(81_378);
        assertThat(Plans.play(plan, 2, 42).verdict().measured().totals().missed())
                .isZero();
        Measured warm = Plans.play(plan, 3, 42).verdict().measured();
        assertThat(warm.totals().availability()).isBetween(0.92, 0.98);
        assertThat(warm.spend().instanceHours()).isBetween(5.5, 6.3);
        assertThat(warm.alarms()).isNotEmpty();
    }

    /// What stand-ins do through services is done by the services themselves, on the virtual clock.
    @Test
    void stepsAreTakenThroughTheServices() {
        RehearsalPlan plan = Plans.example("sync-vs-event-driven");
        Measured synchronous = Plans.play(plan, 0, 42).verdict().measured();
        Measured driven = Plans.play(plan, 1, 42).verdict().measured();
        assertThat(synchronous.totals().missed()).isBetween(1_500L, 2_200L);
        assertThat(driven.totals().missed()).isZero();
        assertThat(driven.dataPlane().account().gone()).isZero();
        assertThat(driven.dataPlane().account().stale()).isZero();
        var placed = driven.dataPlane().queues().stream()
                .filter(queue -> queue.name().equals("Placed"))
                .findFirst()
                .orElseThrow();
        assertThat(placed.deepest()).isBetween(3_500L, 4_700L);
        assertThat(placed.deleted()).isBetween(12_700L, 12_800L);
        assertThat(Plans.play(plan, 1, 42).verdict().measured().dataPlane()).isEqualTo(driven.dataPlane());
    }

    /// Fewer requests are played, and all figures are as good as the same.
    @Test
    void thinnedTrafficGivesTheSameFigures(@TempDir Path folder) {
        RehearsalPlan plan = Plans.read(Plans.changed(
                "whole-day", folder,
                "sine 1000/s..3000/s every 24 h for 24 h", "3000/s for 10 min",
                "at: 12 h, for: 1 h", "at: 6 min, for: 2 min"));
        Played all = Plans.play(plan, 0, 1);
        Played some = new Trials.Task(plan, 0, 1, 300_000).play();
        assertThat(some.thinning().thinned()).isTrue();
        assertThat(some.thinning().factor()).isBetween(3.0, 9.0);
        assertThat(some.thinning().figures()).hasSize(3);
        Measured whole = all.verdict().measured();
        Measured thinned = some.verdict().measured();
        assertThat(thinned.totals().offered()).isCloseTo(whole.totals().offered(), withinPercentage(0.5));
        assertThat(thinned.totals().availability()).isCloseTo(whole.totals().availability(), withinPercentage(0.5));
        assertThat(thinned.totals().latency().p50())
                .isCloseTo(whole.totals().latency().p50(), withinPercentage(3));
        assertThat(thinned.totals().latency().p99())
                .isCloseTo(whole.totals().latency().p99(), withinPercentage(5));
        assertThat(thinned.spend().instanceHours()).isCloseTo(whole.spend().instanceHours(), withinPercentage(5));
        assertThat(thinned.spend().useDollars()).isCloseTo(whole.spend().useDollars(), withinPercentage(5));
    }

    @Test
    void whatCannotBeSimulatedIsRefusedByName(@TempDir Path folder) {
        RehearsalPlan network = Plans.example("alb-vs-nlb");
        int nlb = network.designs().getFirst().name().contains("network") ? 0 : 1;
        assertThatThrownBy(() -> Plans.play(network, nlb, 1))
                .isInstanceOf(RehearsalFailure.class)
                .hasMessageContaining("is no application load balancer");
        RehearsalPlan misspelt = Plans.read(Plans.changed("ha-vs-ft", folder, "WebServer:", "WebServr:"));
        assertThatThrownBy(() -> Plans.play(misspelt, 0, 1))
                .isInstanceOf(RehearsalFailure.class)
                .hasMessageContaining("healthy");
    }
}
