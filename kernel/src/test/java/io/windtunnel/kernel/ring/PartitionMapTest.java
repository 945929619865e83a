package io.windtunnel.kernel.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.kernel.random.RandomStreams;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PartitionMapTest {
    @Test
    void covers_the_circle_without_gaps() {
        for (int count : List.of(1, 2, 3, 7, 40)) {
            PartitionMap<Integer> map = PartitionMap.even(count, i -> i);
            assertThat(map.first(0)).isZero();
            assertThat(map.last(count - 1)).isEqualTo(-1L);
            for (int i = 0; i < count; i++) {
                assertThat(map.owner(map.first(i))).isEqualTo(i);
                assertThat(map.owner(map.last(i))).isEqualTo(i);
            }
        }
    }

    @Test
    void a_split_moves_only_the_keys_of_its_range() {
        PartitionMap<String> map = PartitionMap.even(4, i -> "p" + i);
        PartitionMap<String> split = map.split(2, map.middle(2), "low", "high");
        RandomGenerator random = new RandomStreams(7).stream("test");
        int moved = 0;
        for (int i = 0; i < 10_000; i++) {
            long hash = random.nextLong();
            if (map.owner(hash).equals("p2")) {
                moved++;
                boolean upper = Long.compareUnsigned(hash, map.middle(2)) >= 0;
                assertThat(split.owner(hash)).isEqualTo(upper ? "high" : "low");
            } else {
                assertThat(split.owner(hash)).isEqualTo(map.owner(hash));
            }
        }
        assertThat(moved).isBetween(2_300, 2_700);
        assertThat(split.owners()).containsExactly("p0", "p1", "low", "high", "p3");
        assertThat(split.widest()).isNotIn(2, 3);
    }

    @Test
    void refuses_a_cut_outside_of_the_range() {
        PartitionMap<Integer> map = PartitionMap.even(2, i -> i);
        assertThatThrownBy(() -> map.split(0, 0, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> map.split(0, map.first(1), 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PartitionMap.of(new long[] {0, -1, 1}, List.of(1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
