package io.windtunnel.kernel.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashRingTest {
    private static final int KEYS = 20_000;

    private static List<String> nodes(int count) {
        return IntStream.range(0, count).mapToObj(i -> "node-" + i).toList();
    }

    @Test
    void onlyTheKeysOfALeavingNodeMove() {
        HashRing<String> ten = HashRing.of(nodes(10), 160);
        HashRing<String> nine = HashRing.of(nodes(9), 160);
        int moved = 0;
        for (int i = 0; i < KEYS; i++) {
            String before = ten.owner("key-" + i);
            String after = nine.owner("key-" + i);
            if (before.equals("node-9")) moved++;
            else assertThat(after).isEqualTo(before);
        }
        assertThat(moved / (double) KEYS).isBetween(0.07, 0.13);
    }

    @Test
    void morePointsSpreadTheLoadMoreEvenly() {
        assertThat(spread(HashRing.of(nodes(10), 400))).isLessThan(spread(HashRing.of(nodes(10), 4)));
        assertThat(spread(HashRing.of(nodes(10), 400))).isLessThan(1.25);
    }

    /// The busiest node's share of the keys over the mean share.
    private static double spread(HashRing<String> ring) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < KEYS; i++) counts.merge(ring.owner("key-" + i), 1, Integer::sum);
        return counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow() * 10.0 / KEYS;
    }

    @Test
    void replicasStandOnDifferentNodes() {
        HashRing<String> ring = HashRing.of(nodes(5), 50);
        for (int i = 0; i < 100; i++) {
            List<String> owners = ring.owners("key-" + i, 3);
            assertThat(owners).hasSize(3).doesNotHaveDuplicates().startsWith(ring.owner("key-" + i));
        }
        assertThat(ring.owners("key", 9)).hasSize(5);
    }

    @Test
    void noNodeCarriesMoreThanItsBound() {
        HashRing<String> ring = HashRing.of(nodes(8), 3);
        Map<String, Long> loads = new HashMap<>();
        for (int i = 0; i < 4_000; i++)
            loads.merge(ring.boundedOwner("key-" + i, 1.25, node -> loads.getOrDefault(node, 0L)), 1L, Long::sum);
        assertThat(loads.values()).allMatch(load -> load <= Math.ceil(1.25 * 4_000 / 8));
    }

    @Test
    void anEmptyRingOwnsNothing() {
        assertThatThrownBy(() -> HashRing.of(List.of(), 10).owner("key")).isInstanceOf(IllegalStateException.class);
    }
}
