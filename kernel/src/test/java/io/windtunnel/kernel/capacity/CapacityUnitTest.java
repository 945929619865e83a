package io.windtunnel.kernel.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The unit of an application load balancer, by the table and the examples of AWS's pricing page
/// (https://aws.amazon.com/elasticloadbalancing/pricing/).
class CapacityUnitTest {
    private static final CapacityUnit UNIT = CapacityUnit.APPLICATION;

    /// New connections a second, active connections, KB a second, rule evaluations a second; units, largest dimension.
    @ParameterizedTest
    @CsvSource({
        "25,   0,    0,    0,    1,    NEW_CONNECTIONS", // 25 new connections per second
        "0,    3000, 0,    0,    1,    ACTIVE_CONNECTIONS", // 3,000 active connections per minute
        "0,    0,    277.7777777777778, 0, 1, PROCESSED_BYTES", // 1 GB per hour
        "0,    0,    0,    1000, 1,    RULE_EVALUATIONS", // 1,000 rule evaluations per second
        "1,    120,  300,  50,   1.08, PROCESSED_BYTES", // the page's first example: 0.04, 0.04, 1.08, 0.05
        "100,  18000, 1000, 200, 6,    ACTIVE_CONNECTIONS",
        "0,    0,    0,    0,    0,    NEW_CONNECTIONS"
    })
    void theLargestDimensionCounts(
            double connections, double active, double kilobytes, double evaluations, double units, Dimension largest) {
        Traffic traffic = new Traffic(connections, active, kilobytes * 1_000, evaluations);
        assertThat(UNIT.units(traffic)).isEqualTo(units, within(1e-9));
        assertThat(UNIT.largest(traffic)).isEqualTo(largest);
    }

    /// "The first 10 processed rules are free."
    @ParameterizedTest
    @CsvSource({"0, 0", "10, 0", "11, 1", "20, 10", "100, 90"})
    void tenRulesAreFree(int rules, int evaluations) {
        assertThat(CapacityUnit.evaluations(rules)).isEqualTo(evaluations);
    }

    @Test
    void whatUnitsCoverNeedsAsManyUnits() {
        Traffic most = UNIT.covers(7.5);
        for (Dimension dimension : Dimension.values())
            assertThat(UNIT.units(most, dimension)).isEqualTo(7.5, within(1e-9));
    }
}
