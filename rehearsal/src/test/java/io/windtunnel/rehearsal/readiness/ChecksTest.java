package io.windtunnel.rehearsal.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.rehearsal.measure.Checks;
import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Machines;
import io.windtunnel.rehearsal.readiness.Survey.Measure;
import io.windtunnel.rehearsal.readiness.Survey.Scheduled;
import io.windtunnel.rehearsal.readiness.Survey.Stepping;
import io.windtunnel.rehearsal.readiness.Survey.TargetTracking;
import io.windtunnel.rehearsal.readiness.Survey.Unreckoned;
import io.windtunnel.rehearsal.readiness.Survey.WarmPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each check by a table: a machine serves 50 requests a second.
class ChecksTest {
    private final Site site = new Site();

    /// Peak, maximum size; outcome, the load at which it breaks.
    @ParameterizedTest
    @CsvSource({"1000, 10, BREAKS, 500", "450, 10, RISK, 500", "400, 10, HOLDS, 500", "100, 2, RISK, 100"})
    void maximumSize(int peak, int max, Outcome outcome, double breaksAt) {
        site.rate = peak + "/s for 10 min";
        site.max = max;
        Finding finding = site.only(new CapacityCheck());
        assertThat(finding.outcome()).isEqualTo(outcome);
        assertThat(finding.breaksAt()).isEqualTo(breaksAt);
    }

    @Test
    void withoutAStandInNothingIsReckoned() {
        site.standIn = "Other";
        assertThat(site.only(new CapacityCheck()).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(site.look(new GrowthCheck())).isEmpty();
    }

    /// Two machines (100/s) and a ramp: monitoring in detail, boot; outcome and how much is short. Target tracking
    /// notices after three periods; a machine serves 15 s, its boot and a check of 10 s after that.
    @ParameterizedTest
    @CsvSource({
        "50/s..500/s over 60 min,  true,  45 s,   HOLDS,  0,      0",
        "100/s..500/s over 10 min, true,  45 s,   BREAKS, 1000,   60000",
        "100/s..500/s over 10 min, false, 45 s,   BREAKS, 100000, 125000",
        "100/s..500/s over 60 min, false, 45 s,   BREAKS, 2000,   200000",
        "100/s..500/s over 10 min, true,  10 min, BREAKS, 100000, 125000",
        "100/s for 10 min,         true,  45 s,   HOLDS,  0,      0"
    })
    void scalingSpeedOfTargetTracking(
            String rate, boolean detailed, String boot, Outcome outcome, double least, double most) {
        site.rate = rate;
        site.detailed = detailed;
        site.boot = boot;
        site.policies = List.of(new TargetTracking("half-busy", Measure.CPU, 50));
        site.max = 20;
        Finding finding = site.only(new GrowthCheck());
        assertThat(shortfall()).isBetween(least, most);
        assertThat(finding.outcome()).isEqualTo(outcome);
        assertThat(finding.limit()).contains("half-busy notices after " + (detailed ? "3 min" : "15 min"));
    }

    private double shortfall() {
        Situation situation = site.situation();
        Survey.Group group = situation.survey().groups().getFirst();
        return FleetGrowth.of(situation, group, situation.serving(group).orElseThrow())
                .shortfall();
    }

    @Test
    void withoutAPolicyEverythingBeyondTheStartIsShort() {
        site.rate = "100/s..300/s over 10 min";
        Finding finding = site.only(new GrowthCheck());
        assertThat(finding.outcome()).isEqualTo(Outcome.BREAKS);
        assertThat(shortfall()).as("half of 200/s for 600 s").isEqualTo(60_000, within(1.0));
        assertThat(finding.remedy()).startsWith("add a scaling policy");
    }

    @Test
    void stepsAddWhileTheAlarmIsOn() {
        site.rate = "100/s..500/s over 30 min";
        site.policies = List.of(stepping(2, Duration.ZERO));
        double eager = shortfall();
        site.policies = List.of(stepping(1, Duration.ofMinutes(10)));
        assertThat(shortfall()).isGreaterThan(eager);
    }

    private static Stepping stepping(int amount, Duration cooldown) {
        Duration minute = Duration.ofMinutes(1);
        return new Stepping("more", Measure.REQUESTS_PER_TARGET, 1_500, 1, minute, amount, false, cooldown);
    }

    @Test
    void whatCannotBeReckonedIsARisk() {
        site.rate = "100/s..500/s over 10 min";
        site.policies = List.of(new Unreckoned("own", "a metric of its own"));
        assertThat(site.only(new GrowthCheck()).outcome()).isEqualTo(Outcome.RISK);
    }

    /// A scheduled action launches eight more (25 s and a boot of 45 s) before, shortly before and after the begin.
    @ParameterizedTest
    @CsvSource({"-600, HOLDS", "-60, BREAKS", "300, BREAKS"})
    void scheduledActions(long secondsFromBegin, Outcome outcome) {
        site.rate = "500/s for 10 min";
        site.scheduled = List.of(new Scheduled("morning", Site.BEGINS.plusSeconds(secondsFromBegin), null, null, 10));
        assertThat(site.only(new ScheduleCheck()).outcome()).isEqualTo(outcome);
        assertThat(site.only(new GrowthCheck()).outcome()).isEqualTo(outcome);
    }

    @Test
    void aScheduledActionWithoutATimeCannotBeJudged() {
        site.scheduled = List.of(new Scheduled("nightly", null, null, null, 10));
        assertThat(site.only(new ScheduleCheck()).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    /// Rate, connections kept, rules, reserved LCU; outcome. An ALB's first 100 LCU take 2,500 new connections a
    /// second.
    @ParameterizedTest
    @CsvSource({
        "2000/s for 10 min,          false, 0,   0,   HOLDS",
        "5000/s for 10 min,          false, 0,   0,   BREAKS",
        "5000/s for 10 min,          true,  0,   0,   RISK",
        "5000/s for 10 min,          false, 0,   250, HOLDS",
        "2000/s..8000/s over 30 min, false, 0,   0,   HOLDS",
        "2000/s..8000/s over 3 min,  false, 0,   0,   BREAKS",
        "2000/s for 10 min,          true,  100, 0,   BREAKS"
    })
    void loadBalancerCapacity(String rate, String keepAlive, int rules, int reserved, Outcome outcome) {
        site.rate = rate;
        site.keepAlive = keepAlive;
        site.rules = rules;
        site.reserved = reserved;
        assertThat(site.only(new BalancerCheck()).outcome()).isEqualTo(outcome);
    }

    @Test
    void whatALoadBalancerShouldReserveIsTold() {
        site.rate = "5000/s for 10 min";
        site.keepAlive = "false";
        assertThat(site.only(new BalancerCheck()).remedy()).startsWith("reserve 200 LCU");
        site.balancerType = "network";
        assertThat(site.look(new BalancerCheck())).isEmpty();
    }

    /// Quota of vCPUs for ten machines of two; outcome, the load at which it breaks.
    @ParameterizedTest
    @CsvSource({"10, BREAKS, 250", "20, RISK, 500", "64, HOLDS, 1600"})
    void quotaOfVcpus(double quota, Outcome outcome, double breaksAt) {
        site.quotas = Map.of("L-1216C47A", quota);
        Finding finding = site.only(new QuotaCheck());
        assertThat(finding.outcome()).isEqualTo(outcome);
        assertThat(finding.breaksAt()).isEqualTo(breaksAt);
    }

    @Test
    void quotasOfTargets() {
        site.max = 1_200;
        site.quotas = Map.of("L-A0D0B863", 1_000.0, "L-7E6692B2", 2_000.0);
        assertThat(site.look(new QuotaCheck()))
                .extracting(Finding::limit, Finding::outcome)
                .containsExactlyInAnyOrder(
                        tuple("L-A0D0B863 of elasticloadbalancing", Outcome.BREAKS),
                        tuple("L-7E6692B2 of elasticloadbalancing", Outcome.HOLDS));
    }

    /// Minimum, maximum, desired, peak; outcome.
    @ParameterizedTest
    @CsvSource({"2, 2, 2, 200, BREAKS", "2, 2, 2, 50, HOLDS", "2, 10, 2, 200, BREAKS", "2, 10, 4, 200, HOLDS"})
    void groupsThatCannotGrow(int min, int max, int desired, int peak, Outcome outcome) {
        site.min = min;
        site.max = max;
        site.desired = desired;
        site.rate = peak + "/s for 10 min";
        assertThat(site.only(new FixedSizeCheck()).outcome()).isEqualTo(outcome);
        site.policies = List.of(new TargetTracking("half-busy", Measure.CPU, 50));
        assertThat(site.look(new FixedSizeCheck())).hasSize(min == max ? 1 : 0);
    }

    /// Pool, peak; outcome and the load at which it is used up.
    @ParameterizedTest
    @CsvSource({"8, 500, HOLDS, 500", "4, 500, RISK, 300"})
    void warmPools(int size, int peak, Outcome outcome, double breaksAt) {
        site.rate = peak + "/s for 10 min";
        site.warmPool = new WarmPool(size, "Stopped");
        Finding finding = site.only(new WarmPoolCheck());
        assertThat(finding.outcome()).isEqualTo(outcome);
        assertThat(finding.breaksAt()).isEqualTo(breaksAt);
    }

    @Test
    void aWarmPoolMakesScalingFaster() {
        site.rate = "100/s..500/s over 10 min";
        site.boot = "5 min";
        site.max = 20;
        site.policies = List.of(new TargetTracking("half-busy", Measure.CPU, 50));
        double cold = shortfall();
        site.warmPool = new WarmPool(18, "Stopped");
        assertThat(shortfall()).isLessThan(cold / 2);
    }

    /// The stand-in's boot, or that of the image; outcome. Fifteen seconds and a check of ten seconds are added.
    @ParameterizedTest
    @CsvSource({
        "WebServer, 45 s, 8, HOLDS",
        "WebServer, 2 min, 8, RISK",
        "Other, 0 s, 8, HOLDS",
        "Other, 0 s, 200, RISK"
    })
    void bootAndImageWeight(String standIn, String boot, int gibibytes, Outcome outcome) {
        site.standIn = standIn;
        site.boot = boot;
        site.machines = new Machines("m5.large", 2, gibibytes);
        assertThat(site.only(new BootCheck()).outcome()).isEqualTo(outcome);
    }

    @Test
    void howFastTheTrafficDoublesIsTold() {
        site.rate = "100/s..400/s over 60 s";
        assertThat(site.only(new BootCheck()).figure()).contains("the traffic doubles in 2");
    }

    private List<String> broken(Check check) {
        return site.look(check).stream()
                .filter(finding -> finding.outcome() != Outcome.HOLDS)
                .map(finding -> finding.outcome() + " " + finding.subject() + " " + finding.figure())
                .toList();
    }

    @Test
    void singlePointsOfFailure() {
        assertThat(broken(new RedundancyCheck())).isEmpty();
        site.natZones = List.of("us-east-1a", "us-east-1a");
        site.min = 1;
        assertThat(broken(new RedundancyCheck()))
                .containsExactly(
                        "RISK Fleet may shrink to 1 instance",
                        "RISK NAT gateway the only one stands in us-east-1a; 2 zones need it");
        site.zones = List.of("us-east-1a");
        site.desired = 1;
        assertThat(broken(new RedundancyCheck()))
                .containsExactly(
                        "BREAKS Fleet stands in one zone, us-east-1a",
                        "BREAKS Fleet one instance serves everything",
                        "BREAKS Balancer stands in one zone, us-east-1a");
    }

    /// Desired size, zones; outcome and what is left of it when a zone is lost.
    @ParameterizedTest
    @CsvSource({"2, 2, RISK, 50", "4, 2, HOLDS, 100", "3, 3, HOLDS, 100", "5, 2, HOLDS, 100"})
    void lossOfAZone(int desired, int zones, Outcome outcome, double left) {
        site.desired = desired;
        site.zones = List.of("us-east-1a", "us-east-1b", "us-east-1c").subList(0, zones);
        Finding finding = site.only(new ZoneLossCheck());
        assertThat(finding.outcome()).isEqualTo(outcome);
        assertThat(finding.breaksAt()).isEqualTo(left);
    }

    /// Interval, timeout, checks, promised; outcome: found after interval x checks + timeout at the latest.
    @ParameterizedTest
    @CsvSource({"10, 5, 2, 60 s, HOLDS", "30, 5, 2, 60 s, BREAKS", "30, 5, 2, 65 s, HOLDS"})
    void detection(int interval, int timeout, int count, String promised, Outcome outcome) {
        site.checks = new Checks("Servers", "/", Duration.ofSeconds(interval), Duration.ofSeconds(timeout), 5, count);
        site.promise = "rto <= " + promised;
        assertThat(site.look(new RecoveryCheck()))
                .filteredOn(finding -> finding.check().equals("detection"))
                .singleElement()
                .extracting(Finding::outcome)
                .isEqualTo(outcome);
    }

    @Test
    void graceThatIsTooLongOrTooShort() {
        site.promise = "rto <= 30 s";
        assertThat(broken(new RecoveryCheck()))
                .singleElement()
                .asString()
                .startsWith("RISK Fleet an instance that fails");
        site.promise = "availability >= 99 %";
        site.grace = Duration.ofSeconds(20);
        assertThat(broken(new RecoveryCheck()))
                .containsExactly("BREAKS Fleet instances answer after 45 s and are judged after 20 s: they are replaced"
                        + " before they serve");
        site.elbChecks = false;
        assertThat(broken(new RecoveryCheck()))
                .singleElement()
                .asString()
                .startsWith("RISK Fleet the group believes EC2");
    }

    @Test
    void whatBreaksAtTheLeastLoadComesFirst() {
        site.rate = "1000/s for 10 min";
        site.quotas = Map.of("L-1216C47A", 10.0);
        Readiness.Report report = Readiness.report(site.situation());
        assertThat(report.ready()).isFalse();
        assertThat(report.findings())
                .extracting(Finding::check)
                .startsWith("loss of a zone", "growth", "quota", "maximum size", "scaling speed");
        assertThat(report.findings().stream().map(Finding::breaksAt).filter(load -> !Double.isNaN(load)))
                .isSorted();
    }
}
