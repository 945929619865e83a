package io.windtunnel.cloud.operations.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.ports.Usage.Charge;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private static final Usage.Type HOURS = new Usage.Type("EC2 - Other", "NatGateway-Hours", "Hrs", Charge.IDLE);
    private static final Usage.Type LCU = new Usage.Type("Elastic Load Balancing", "LCUUsage", "LCU-Hrs", Charge.USE);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T10:30:00Z"));
    private final Storage storage = Storage.inMemory();
    private final List<Ledger.Of> seen = new ArrayList<>();
    private final Ledger ledger = new Ledger(time, storage, seen::add);

    private void pass(Duration duration) {
        time.advance(duration);
    }

    /// Quantities by hour of the day, of every cell.
    private static Map<String, Double> hours(Ledger of) {
        Map<String, Double> hours = new TreeMap<>();
        for (Cell.In in : of.cells())
            hours.merge(in.cell().begin().toString(), in.cell().quantity(), Double::sum);
        return hours;
    }

    @Test
    void whatStandsIsUsedByTheHourItStands() {
        Usage.Running running = ledger.running(SCOPE, "nat-1", HOURS, 1);
        pass(Duration.ofMinutes(15));
        assertThat(hours(ledger)).isEqualTo(Map.of("2026-11-24T10:00:00Z", 0.25));
        pass(Duration.ofMinutes(105));
        running.close();
        running.close();
        pass(Duration.ofHours(5));
        assertThat(hours(ledger))
                .isEqualTo(
                        Map.of("2026-11-24T10:00:00Z", 0.5, "2026-11-24T11:00:00Z", 1.0, "2026-11-24T12:00:00Z", 0.5));
        assertThat(seen).hasSize(1);
    }

    @Test
    void whatGoesThroughIsUsedInTheHourInWhichItIsCounted() {
        Usage.Meter meter = ledger.meter(SCOPE, "lb", LCU);
        assertThat(ledger.meter(SCOPE, "lb", LCU)).isSameAs(meter);
        meter.add(2);
        meter.add(-5);
        meter.add(Double.NaN);
        ledger.minuteEnds();
        pass(Duration.ofHours(2));
        ledger.minuteEnds();
        meter.add(3);
        assertThat(hours(ledger)).isEqualTo(Map.of("2026-11-24T10:00:00Z", 2.0, "2026-11-24T12:00:00Z", 3.0));
    }

    @Test
    void twoThatStandForOneResourceAddUp() {
        Usage.Running one = ledger.running(SCOPE, "vol-1", HOURS, 2);
        pass(Duration.ofMinutes(15));
        ledger.running(SCOPE, "vol-1", HOURS, 1);
        one.close();
        pass(Duration.ofMinutes(15));
        assertThat(hours(ledger)).isEqualTo(Map.of("2026-11-24T10:00:00Z", 0.75));
        assertThatThrownBy(() -> ledger.running(SCOPE, "vol-1", HOURS, -1)).hasMessageContaining("not a quantity");
    }

    @Test
    void thePaceIsWhatStandsAndWhatTheLastMinuteBrought() {
        Usage.Running running = ledger.running(SCOPE, "nat-1", HOURS, 1);
        Usage.Meter meter = ledger.meter(SCOPE, "lb", LCU);
        meter.add(0.5);
        pass(Duration.ofMinutes(1));
        ledger.minuteEnds();
        assertThat(ledger.paces().values()).containsExactlyInAnyOrder(new Ledger.Pace(1, 0), new Ledger.Pace(0, 30));
        running.close();
        pass(Duration.ofMinutes(1));
        ledger.minuteEnds();
        assertThat(ledger.paces()).isEmpty();
    }

    @Test
    void whatWasKeptIsThereAfterARestartAndGoesOn() {
        ledger.running(SCOPE, "nat-1", HOURS, 1);
        pass(Duration.ofMinutes(45));
        ledger.keep();
        Ledger again = new Ledger(time, storage, seen::add);
        assertThat(again.since()).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(hours(again)).isEqualTo(hours(ledger));
        again.running(SCOPE, "nat-1", HOURS, 1);
        pass(Duration.ofMinutes(15));
        assertThat(hours(again)).isEqualTo(Map.of("2026-11-24T10:00:00Z", 0.5, "2026-11-24T11:00:00Z", 0.5));
    }

    @Test
    void afterTwoWeeksDaysAreLeftAndAfterFourteenMonthsNothing() {
        Usage.Running running = ledger.running(SCOPE, "nat-1", HOURS, 1);
        pass(Duration.ofHours(30));
        running.close();
        pass(Duration.ofDays(16));
        Map<String, Double> days = hours(ledger);
        assertThat(days).containsOnlyKeys("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z");
        assertThat(days.get("2026-11-24T00:00:00Z")).isCloseTo(13.5, within(1e-9));
        assertThat(days.get("2026-11-25T00:00:00Z")).isCloseTo(16.5, within(1e-9));
        assertThat(ledger.cells())
                .allSatisfy(in -> assertThat(in.cell().resource()).isEqualTo(Ledger.OLDER + "NatGateway"));
        pass(Ledger.KEPT);
        assertThat(hours(ledger)).isEmpty();
    }

    @Test
    void resourcesBeyondTheMostAreCountedTogether() {
        for (int i = 0; i < Ledger.MOST_LINES; i++) ledger.meter(SCOPE, "lb-" + i, LCU);
        ledger.meter(SCOPE, "one-more", LCU).add(1);
        ledger.meter(SCOPE, "and-another", LCU).add(2);
        assertThat(ledger.cells())
                .singleElement()
                .satisfies(in -> assertThat(in.cell().resource()).isEqualTo(Ledger.OTHERS))
                .satisfies(in -> assertThat(in.cell().quantity()).isEqualTo(3));
    }

    @Test
    void theHoursOfManyMachinesAreForgottenByTheRunningHourOnceTheyHaveEnded() {
        for (int i = 0; i < 1000; i++) ledger.running(SCOPE, "i-" + i, HOURS, 1).close();
        for (int i = 0; i < 1000; i++) {
            Usage.Running running = ledger.running(SCOPE, "i-" + i, HOURS, 1);
            pass(Duration.ofSeconds(36));
            running.close();
        }
        double hours =
                ledger.cells().stream().mapToDouble(in -> in.cell().quantity()).sum();
        assertThat(hours).isCloseTo(10, within(1e-6));
    }
}
