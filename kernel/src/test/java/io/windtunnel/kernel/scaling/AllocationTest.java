package io.windtunnel.kernel.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.scaling.Action.Launch;
import io.windtunnel.kernel.scaling.Action.Terminate;
import io.windtunnel.kernel.scaling.Action.Why;
import io.windtunnel.kernel.scaling.Allocation.Distribution;
import io.windtunnel.kernel.scaling.Allocation.Offer;
import io.windtunnel.kernel.scaling.Allocation.OnDemandStrategy;
import io.windtunnel.kernel.scaling.Allocation.SpotStrategy;
import io.windtunnel.kernel.scaling.Member.Health;
import io.windtunnel.kernel.scaling.Member.Stage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {
    private static final Offer SMALL = new Offer("small", 1, 0.10, 0.04);
    private static final Offer LARGE = new Offer("large", 4, 0.36, 0.20);
    private static final Offer OTHER = new Offer("other", 1, 0.12, 0.03);

    private final Fleet fleet = new Fleet();

    private void allocate(int base, int percentage, OnDemandStrategy onDemand, SpotStrategy spot, Offer... offers) {
        fleet.allocation = new Allocation(List.of(offers), new Distribution(base, percentage, onDemand, spot, 2));
    }

    /// API reference, InstancesDistribution: the base first, then the percentage of what is above it, rounded up in
    /// favour of on demand.
    @ParameterizedTest
    @CsvSource({"0,100,10,10", "0,0,10,0", "2,0,10,2", "2,50,10,6", "0,50,5,3", "20,50,10,10", "1,25,10,4"})
    void dividesCapacity(int base, int percentage, int total, int onDemand) {
        allocate(base, percentage, OnDemandStrategy.PRIORITIZED, SpotStrategy.LOWEST_PRICE, SMALL);
        assertThat(fleet.allocation.distribution().onDemand(total)).isEqualTo(onDemand);
        fleet.settle(total, 30);
        assertThat(fleet.units(false)).isEqualTo(onDemand);
        assertThat(fleet.units(true)).isEqualTo(total - onDemand);
    }

    private String types() {
        return fleet.members.stream()
                .map(member -> member.purchase().type())
                .collect(Collectors.groupingBy(type -> type, java.util.TreeMap::new, Collectors.counting()))
                .toString();
    }

    /// User guide, "Allocation strategies"; with weights the price per unit counts.
    @Test
    void choosesTheTypeByItsStrategy() {
        allocate(0, 100, OnDemandStrategy.PRIORITIZED, SpotStrategy.LOWEST_PRICE, SMALL, LARGE, OTHER);
        fleet.settle(4, 9);
        assertThat(types()).isEqualTo("{small=4}");
        fleet.members.clear();
        allocate(0, 100, OnDemandStrategy.LOWEST_PRICE, SpotStrategy.LOWEST_PRICE, SMALL, LARGE, OTHER);
        fleet.settle(8, 9);
        assertThat(types()).isEqualTo("{large=2}");
        fleet.members.clear();
        allocate(0, 0, OnDemandStrategy.PRIORITIZED, SpotStrategy.LOWEST_PRICE, SMALL, LARGE, OTHER);
        fleet.settle(6, 9);
        assertThat(types()).isEqualTo("{other=3, small=3}");
        fleet.members.clear();
        allocate(0, 0, OnDemandStrategy.PRIORITIZED, SpotStrategy.PRICE_CAPACITY_OPTIMIZED, SMALL, LARGE, OTHER);
        fleet.settle(6, 9);
        assertThat(types()).isEqualTo("{other=6}");
        fleet.members.clear();
        allocate(0, 0, OnDemandStrategy.PRIORITIZED, SpotStrategy.CAPACITY_OPTIMIZED_PRIORITIZED, SMALL, OTHER);
        fleet.settle(6, 9);
        assertThat(types()).isEqualTo("{small=6}");
        fleet.members.clear();
        allocate(0, 0, OnDemandStrategy.PRIORITIZED, SpotStrategy.CAPACITY_OPTIMIZED, SMALL, OTHER);
        fleet.settle(6, 9);
        assertThat(types()).isEqualTo("{other=3, small=3}");
    }

    @Test
    void fallsBackToTheNextTypeWhereOneIsNotToBeHad() {
        allocate(0, 100, OnDemandStrategy.PRIORITIZED, SpotStrategy.LOWEST_PRICE, SMALL, OTHER);
        fleet.zones = List.of("a", "b");
        fleet.poolsClosed.add(new CapacityPool("a", "small", false));
        assertThat(fleet.decide(2, 4))
                .containsExactly(
                        new Launch("a", 1, new Purchase("other", false, 1), Why.CAPACITY),
                        new Launch("b", 1, new Purchase("small", false, 1), Why.CAPACITY));
        fleet.poolsClosed.add(new CapacityPool("a", "other", false));
        assertThat(fleet.decide(2, 4))
                .containsExactly(new Launch("b", 2, new Purchase("small", false, 1), Why.CAPACITY));
        fleet.balancedOnly = true;
        assertThat(fleet.decide(2, 4)).isEmpty();
    }

    /// Spot capacity that cannot be had is not bought on demand instead.
    @Test
    void doesNotBuyOnDemandWhatWasToBeSpot() {
        allocate(1, 0, OnDemandStrategy.PRIORITIZED, SpotStrategy.LOWEST_PRICE, SMALL);
        fleet.poolsClosed.add(new CapacityPool("a", "small", true));
        fleet.settle(5, 9);
        assertThat(fleet.units()).isEqualTo(1);
    }

    /// User guide, "Instance weight behaviors": at or above the desired capacity, never by a whole machine.
    @Test
    void neverExceedsByAWholeMachineAndRests() {
        SplittableRandom random = new SplittableRandom(3);
        fleet.zones = List.of("a", "b", "c");
        for (int round = 0; round < 300; round++) {
            allocate(
                    random.nextInt(4),
                    random.nextInt(101),
                    OnDemandStrategy.values()[random.nextInt(2)],
                    SpotStrategy.values()[random.nextInt(4)],
                    LARGE,
                    new Offer("middle", 2, 0.2, 0.09));
            int desired = random.nextInt(40);
            fleet.settle(desired, 40);
            assertThat(fleet.units()).as("round " + round).isBetween(desired, desired + 3);
            if (random.nextInt(4) == 0) fleet.members.clear();
        }
    }

    @Test
    void lessIsMadeOfTheOptionThereIsTooMuchOf() {
        allocate(2, 0, OnDemandStrategy.PRIORITIZED, SpotStrategy.LOWEST_PRICE, SMALL, OTHER);
        fleet.settle(6, 9);
        fleet.settle(3, 9);
        assertThat(fleet.units(false)).isEqualTo(2);
        assertThat(fleet.units(true)).isEqualTo(1);
        allocate(0, 0, OnDemandStrategy.PRIORITIZED, SpotStrategy.LOWEST_PRICE, SMALL, OTHER);
        fleet.settle(1, 9);
        assertThat(fleet.units(false)).isZero();
    }

    @Test
    void whatFitsTheStrategyLeastGoesFirst() {
        allocate(0, 100, OnDemandStrategy.PRIORITIZED, SpotStrategy.LOWEST_PRICE, SMALL, OTHER);
        fleet.add("o", "a", new Purchase("other", false, 1), Stage.IN_SERVICE, Health.HEALTHY);
        fleet.add("s", "a", new Purchase("small", false, 1), Stage.IN_SERVICE, Health.HEALTHY);
        fleet.add("x", "a", new Purchase("gone", false, 1), Stage.IN_SERVICE, Health.HEALTHY);
        assertThat(fleet.decide(1, 9))
                .containsExactly(new Terminate("x", Why.CAPACITY), new Terminate("o", Why.CAPACITY));
        fleet.policies = List.of(TerminationPolicy.NEWEST_INSTANCE, TerminationPolicy.ALLOCATION_STRATEGY);
        assertThat(fleet.decide(2, 9)).containsExactly(new Terminate("x", Why.CAPACITY));
    }

    /// A machine too heavy for the excess stays: the group never falls below what is desired.
    @Test
    void keepsAMachineThatWouldLeaveTooLittle() {
        allocate(0, 100, OnDemandStrategy.PRIORITIZED, SpotStrategy.LOWEST_PRICE, LARGE);
        fleet.settle(5, 9);
        assertThat(fleet.units()).isEqualTo(8);
        fleet.settle(4, 9);
        assertThat(fleet.units()).isEqualTo(4);
    }
}
