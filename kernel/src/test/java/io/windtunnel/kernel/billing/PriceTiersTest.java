package io.windtunnel.kernel.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.kernel.billing.PriceTiers.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTiersTest {
    /// Data transfer to the internet, us-east-1, in GB (EC2 on-demand pricing).
    private static final PriceTiers TRANSFER = new PriceTiers(
            List.of(new Tier(0, 0.09), new Tier(10_240, 0.085), new Tier(51_200, 0.07), new Tier(153_600, 0.05)));

    @ParameterizedTest
    @CsvSource(textBlock = """
            # used before, more, dollars
                  0,      1,       0.09
                  0,  10240,     921.6
              10239,      2,       0.175
              10240,      1,       0.085
                  0,  51200,    4403.2
                  0, 200000,   13891.2
             200000,     10,       0.5
                  0,      0,       0
            """)
    void eachTierPaysItsOwnPrice(double before, double more, double dollars) {
        assertThat(TRANSFER.cost(before, more)).isCloseTo(dollars, within(1e-9));
    }

    @Test
    void usageInPartsCostsWhatItCostsAtOnce() {
        double parts = 0;
        for (int used = 0; used < 60_000; used += 750) parts += TRANSFER.cost(used, 750);
        assertThat(parts).isCloseTo(TRANSFER.cost(0, 60_000), within(1e-6));
    }

    @Test
    void theNextUnitHasThePriceOfItsTier() {
        assertThat(TRANSFER.next(0)).isEqualTo(0.09);
        assertThat(TRANSFER.next(10_239.9)).isEqualTo(0.09);
        assertThat(TRANSFER.next(10_240)).isEqualTo(0.085);
        assertThat(PriceTiers.flat(0.0225).next(1e9)).isEqualTo(0.0225);
    }

    @Test
    void tiersMustBeInOrder() {
        assertThatThrownBy(() -> new PriceTiers(List.of(new Tier(5, 1)))).hasMessageContaining("begins at 0");
        assertThatThrownBy(() -> new PriceTiers(List.of(new Tier(0, 2), new Tier(0, 1))))
                .hasMessageContaining("in the order");
        assertThatThrownBy(() -> new PriceTiers(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
