package io.windtunnel.cloud.operations.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.cloud.ports.Bill;
import io.windtunnel.cloud.ports.InstancePrices;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.ports.Usage.Charge;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private static final Scope OTHER = new Scope(new AccountId("111122223333"), Region.US_EAST_1);
    private static final String COMPUTE = "Amazon Elastic Compute Cloud - Compute";
    private static final String BALANCING = "Elastic Load Balancing";
    private static final String APPLICATION =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/front/1";
    private static final String NETWORK =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/front/2";
    private static final Usage.Type LCU = new Usage.Type(BALANCING, "LCUUsage", "LCU-Hrs", Charge.USE);
    private static final Usage.Type OUT = new Usage.Type("EC2 - Other", "DataTransfer-Out-Bytes", "GB", Charge.USE);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-30T20:00:00Z"));
    private final InstancePrices instances =
            type -> type.equals("m5.large") ? OptionalDouble.of(0.096) : OptionalDouble.empty();
    private final Ledger ledger = new Ledger(time, Storage.inMemory(), _ -> {});
    private final Statements bill = new Statements(ledger, PriceList.read(instances), time, Optional::empty);

    private static Usage.Type box(String type) {
        return new Usage.Type(COMPUTE, "BoxUsage:" + type, "Hrs", Charge.IDLE);
    }

    @Test
    void idleAndUseAreToldApartAndByResource() {
        ledger.running(SCOPE, "i-1", box("m5.large"), 1);
        Usage.Meter lcu = ledger.meter(SCOPE, APPLICATION, LCU);
        lcu.add(0.05);
        time.advance(Duration.ofMinutes(1));
        ledger.minuteEnds();
        lcu.add(0.1);
        time.advance(Duration.ofMinutes(59));
        Bill.Statement statement = bill.soFar();
        assertThat(statement.dollars(Charge.IDLE)).isCloseTo(0.096, within(1e-12));
        assertThat(statement.dollars(Charge.USE)).isCloseTo(0.15 * 0.008, within(1e-12));
        assertThat(statement.instanceHours()).isCloseTo(1, within(1e-12));
        assertThat(statement.lines())
                .extracting(Bill.Line::service, Bill.Line::resource)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(COMPUTE, "i-1"),
                        org.assertj.core.groups.Tuple.tuple("Amazon Elastic Load Balancing", APPLICATION));
        Bill.Rate rate = bill.rate();
        assertThat(rate.idleDollars()).isCloseTo(0.096, within(1e-12));
        assertThat(rate.useDollars()).isCloseTo(0.05 * 60 * 0.008, within(1e-12));
    }

    @Test
    void theTwoKindsOfLoadBalancerHaveTheirOwnPrices() {
        ledger.meter(SCOPE, APPLICATION, LCU).add(100);
        ledger.meter(SCOPE, NETWORK, LCU).add(100);
        assertThat(bill.soFar().lines())
                .extracting(Bill.Line::dollars)
                .containsExactly(OptionalDouble.of(0.8), OptionalDouble.of(0.6));
    }

    @Test
    void whatHasNoPriceIsToldByNameAndNotCountedAsNothing() {
        ledger.running(SCOPE, "i-1", box("x1.32xlarge"), 1);
        ledger.running(SCOPE, "i-2", box("m5.large"), 1);
        time.advance(Duration.ofHours(2));
        Bill.Statement statement = bill.soFar();
        assertThat(statement.notPriced()).containsExactly(COMPUTE + ": BoxUsage:x1.32xlarge");
        assertThat(bill.rate().notPriced()).containsExactly(COMPUTE + ": BoxUsage:x1.32xlarge");
        assertThat(statement.lines().getLast().dollars()).isEmpty();
        assertThat(statement.lines().getLast().quantity()).isCloseTo(2, within(1e-12));
        assertThat(statement.dollars()).isCloseTo(2 * 0.096, within(1e-12));
    }

    @Test
    void tiersCountAMonthOfAnAccountAndItsResourcesShareWhatAnHourCosts() {
        Usage.Meter one = ledger.meter(SCOPE, "lb-1", OUT);
        Usage.Meter two = ledger.meter(SCOPE, "lb-2", OUT);
        ledger.meter(OTHER, "lb-3", OUT).add(1000);
        one.add(10_000);
        time.advance(Duration.ofHours(1));
        ledger.minuteEnds();
        one.add(240);
        two.add(240);
        List<Bill.Line> lines = bill.soFar().lines();
        double mixed = (240 * 0.09 + 240 * 0.085) / 2;
        assertThat(lines.get(0).dollars().orElseThrow()).isCloseTo(10_000 * 0.09 + mixed, within(1e-9));
        assertThat(lines.get(1).dollars().orElseThrow()).isCloseTo(mixed, within(1e-9));
        assertThat(lines.get(2).dollars().orElseThrow()).as("another account").isCloseTo(90, within(1e-9));
        time.advance(Duration.ofHours(4));
        ledger.minuteEnds();
        one.add(1);
        assertThat(bill.soFar().lines().getFirst().dollars().orElseThrow())
                .as("December begins at the first tier")
                .isCloseTo(10_000 * 0.09 + mixed + 0.09, within(1e-9));
    }
}
