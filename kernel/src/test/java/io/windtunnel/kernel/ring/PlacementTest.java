package io.windtunnel.kernel.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.kernel.ring.Placement.Outcome;
import io.windtunnel.kernel.ring.Placement.Way;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final int KEYS = 20_000;

    @Test
    void moduloMovesNearlyAllAndARingOnlyWhatItMust() {
        Outcome modulo = Placement.study(new Way.Modulo(), KEYS, 10, 1);
        assertThat(modulo.moved()).isCloseTo(0.9, Offset.offset(0.02));
        Outcome ring = Placement.study(new Way.Ring(100), KEYS, 10, 1);
        assertThat(ring.moved()).isEqualTo(ring.needed());
        assertThat(ring.moved()).isCloseTo(0.1, Offset.offset(0.04));
    }

    @Test
    void morePointsSpreadMoreEvenly() {
        double one = Placement.study(new Way.Ring(1), KEYS, 10, 0).fullest();
        double thousand = Placement.study(new Way.Ring(1_000), KEYS, 10, 0).fullest();
        assertThat(one).isGreaterThan(1.5);
        assertThat(thousand).isLessThan(1.15);
    }

    @Test
    void aBoundHolds() {
        Outcome bounded = Placement.study(new Way.BoundedRing(10, 1.1), KEYS, 10, 1);
        assertThat(bounded.fullest()).isLessThanOrEqualTo(1.1 + 1e-3);
        assertThat(bounded.fullestAfter()).isLessThanOrEqualTo(1.1 + 1e-3);
        assertThat(bounded.moved()).isBetween(bounded.needed(), 0.5);
    }

    @Test
    void aNodeMustStay() {
        assertThatThrownBy(() -> Placement.study(new Way.Modulo(), 10, 2, 2)).hasMessageContaining("a node that stays");
    }
}
