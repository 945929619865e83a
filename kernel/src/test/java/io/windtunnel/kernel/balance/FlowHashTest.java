package io.windtunnel.kernel.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FlowHashTest {
    private static final byte[] CLIENT = {(byte) 203, 0, 113, 7};
    private static final byte[] NODE = {10, 0, 1, 5};

    private static long hash(int port, long sequence) {
        return FlowHash.of("TCP", CLIENT, port, NODE, 80, sequence);
    }

    @Test
    void aFlowGoesOneWayAndFlowsSpread() {
        assertThat(hash(40_000, 9)).isEqualTo(hash(40_000, 9));
        assertThat(hash(40_000, 9)).isNotEqualTo(hash(40_000, 10)).isNotEqualTo(hash(40_001, 9));
        int[] counts = new int[5];
        for (int port = 1024; port < 11_024; port++) counts[FlowHash.index(hash(port, 0), 5)]++;
        for (int count : counts) assertThat(count).isBetween(1_800, 2_200);
    }

    @Test
    void aSourceStaysWithItsTargetWhenAnotherGoes() {
        List<String> five = List.of("a", "b", "c", "d", "e");
        List<String> four = new ArrayList<>(five);
        four.remove("c");
        int moved = 0;
        int ofC = 0;
        for (int i = 0; i < 10_000; i++) {
            long source = FlowHash.of(new byte[] {10, 0, (byte) (i >> 8), (byte) i});
            String before = FlowHash.stay(source, five, Function.identity());
            if (before.equals("c")) ofC++;
            else if (!before.equals(FlowHash.stay(source, four, Function.identity()))) moved++;
        }
        assertThat(moved).isZero();
        assertThat(ofC).isBetween(1_800, 2_200);
    }
}
