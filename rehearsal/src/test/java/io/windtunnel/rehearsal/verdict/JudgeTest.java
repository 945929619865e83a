package io.windtunnel.rehearsal.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.identity.Region;
import io.windtunnel.rehearsal.measure.DataPlane;
import io.windtunnel.rehearsal.measure.Failure;
import io.windtunnel.rehearsal.measure.Happening;
import io.windtunnel.rehearsal.measure.Measured;
import io.windtunnel.rehearsal.measure.Spend;
import io.windtunnel.rehearsal.measure.Tally;
import io.windtunnel.rehearsal.plan.Design;
import io.windtunnel.rehearsal.plan.Fault;
import io.windtunnel.rehearsal.plan.Pacing;
import io.windtunnel.rehearsal.plan.Promise;
import io.windtunnel.rehearsal.plan.Rate;
import io.windtunnel.rehearsal.plan.RateCurve;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.plan.RequestTemplate;
import io.windtunnel.rehearsal.plan.Strike;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Judging a made-up minute at 100/s: zone a is dark from 10 s on; every second request from 10 s to 22.5 s is missed.
class JudgeTest {
    private static final long SECOND = 1_000_000_000L;

    private static RehearsalPlan plan(String... promises) {
        TrafficPlan traffic = new TrafficPlan(
                "shoppers",
                "{SiteUrl}",
                io.windtunnel.kernel.identity.Place.INTERNET,
                List.of(RequestTemplate.parse("GET /", Map.of(), "", 1)),
                new RateCurve(List.of(Rate.parse("100/s for 60 s"))),
                Pacing.EVEN,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                true,
                1);
        return new RehearsalPlan(
                "x",
                Region.US_EAST_1,
                1,
                1,
                null,
                Duration.ZERO,
                List.of(new Design("two", Path.of("site.yaml"), Map.of(), List.of())),
                List.of(),
                List.of(traffic),
                List.of(),
                List.of(new Strike(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(40),
                        new Fault.ZoneOutage(Region.US_EAST_1.zone("a")))),
                java.util.Arrays.stream(promises).map(Promise::parse).toList());
    }

    private static Measured minute(long missUntilNanos) {
        Tally tally = new Tally();
        Tally readers = tally.part();
        for (int i = 0; i < 6_000; i++) {
            long due = i * SECOND / 100;
            Tally own = i % 2 == 1 ? readers : tally;
            own.offered(due, 100_000);
            boolean missed = due >= 10 * SECOND && due < missUntilNanos && i % 2 == 0;
            if (missed && i % 4 == 0) own.failed(due, Failure.TIMEOUT);
            else if (missed) own.answered(due, 5_000_000, 503);
            else own.answered(due, 20_000_000, 200);
        }
        return new Measured(
                "two",
                Map.of(),
                0,
                tally.totals(),
                Map.of("readers", readers.totals()),
                tally.seconds(),
                List.of(),
                List.of(
                        new Happening(-5 * SECOND, "instance.launched", "i-1", ""),
                        new Happening(18 * SECOND, "target.unhealthy", "i-1", ""),
                        new Happening(20 * SECOND, "instance.launched", "i-2", ""),
                        new Happening(21 * SECOND, "target.healthy", "i-1", ""),
                        new Happening(35 * SECOND, "instance.booted", "i-2", ""),
                        new Happening(37 * SECOND, "target.healthy", "i-2", "")),
                List.of(),
                List.of(),
                new Spend(
                        List.of(
                                new Spend.Line("EC2", "BoxUsage:m5.large", 0.2, "Hrs", 0.02, true),
                                new Spend.Line("ELB", "LCUUsage", 1, "LCU-Hrs", 0.005, false)),
                        Set.of(),
                        0.2),
                DataPlane.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            availability >= 89 %   | KEPT       | 89.6 %
            availability >= 99.9 % | BROKEN     | 89.6 %
            missed <= 11 %         | KEPT       | 10.4 %
            missed <= 625          | KEPT       | 625
            missed < 625           | BROKEN     | 625
            errors <= 5.3 %        | KEPT       | 5.2 %
            p50 <= 25 ms           | KEPT       | 20 ms
            p99.9 <= 10 ms         | BROKEN     | 20 ms
            max <= 1 s             | KEPT       | 20 ms
            rto <= 12.5 s          | KEPT       | 12.5 s
            rto <= 12 s            | BROKEN     | 12.5 s
            availability of readers >= 99.9 % | KEPT | 100 %
            missed of readers < 1  | KEPT       | 0
            cost <= 0.03 USD       | KEPT       | 0.0250 USD
            cost <= 1.49 USD/hour  | BROKEN     | 1.50 USD/hour
            cost <= 5 USD/million  | KEPT       | 4.65 USD/million
            rpo = 0                | NOT_JUDGED | no writes were counted
            """)
    void holds_what_was_measured_against_the_promise(String promise, Judgement.Outcome outcome, String words) {
        Judgement judgement = new Judge(plan(promise))
                .judge(minute(22_500_000_000L))
                .judgements()
                .getFirst();

        assertThat(judgement.outcome()).isEqualTo(outcome);
        assertThat(judgement.words()).isEqualTo(words);
    }

    @Test
    void times_a_recovery_from_the_fault() {
        Verdict verdict = new Judge(plan("availability >= 99.9 %")).judge(minute(22_500_000_000L));

        Recovery recovery = verdict.recoveries().getFirst();
        assertThat(recovery.bound()).isEqualTo(0.999);
        assertThat(recovery.rto()).isEqualTo(12_480_000_000L);
        assertThat(recovery.detected()).isEqualTo(8 * SECOND);
        assertThat(recovery.launched()).isEqualTo(10 * SECOND);
        assertThat(recovery.answering()).isEqualTo(25 * SECOND);
        assertThat(recovery.healthy()).isEqualTo(27 * SECOND);
        assertThat(verdict.kept()).isFalse();
    }

    @Test
    void a_recovery_that_does_not_come_while_the_wind_blows_breaks_every_bound() {
        Verdict verdict = new Judge(plan("rto <= 1 h")).judge(minute(60 * SECOND));

        assertThat(verdict.recoveries().getFirst().rto()).isEqualTo(Recovery.NEVER);
        assertThat(verdict.judgements().getFirst().words()).isEqualTo("not while the wind blew");
        assertThat(verdict.kept()).isFalse();
    }

    @Test
    void a_fault_that_nobody_noticed_took_no_time() {
        Verdict verdict = new Judge(plan("rto = 0 s")).judge(minute(0));

        assertThat(verdict.recoveries().getFirst().rto()).isZero();
        assertThat(verdict.kept()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 100 %", "0.99999999, 99.999 %", "0.9995, 99.950 %", "0.951, 95.1 %", "0.0004, 0.040 %", "0, 0 %"})
    void percentages_do_not_round_a_miss_away(double fraction, String words) {
        assertThat(Judge.percent(fraction)).isEqualTo(words);
    }
}
