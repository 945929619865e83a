package io.windtunnel.fabric.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopbackAddressesTest {
    private static final int SOMEWHERE = 9_000;

    @Test
    void twoOwnersNeverShareAnAddress() {
        try (LoopbackAddresses one = new LoopbackAddresses(SOMEWHERE);
                LoopbackAddresses other = new LoopbackAddresses(SOMEWHERE)) {
            Set<InetAddress> all = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                InetAddress first = one.take();
                if (first.equals(LoopbackAddresses.SHARED)) return; // an operating system with one loopback address
                assertThat(all.add(first)).isTrue();
                assertThat(all.add(other.take())).isTrue();
            }
        }
    }

    @Test
    void anAddressGivenBackIsTakenAgainLast() {
        try (LoopbackAddresses addresses = new LoopbackAddresses(SOMEWHERE)) {
            InetAddress first = addresses.take();
            addresses.giveBack(first);
            for (int i = 0; i < 253; i++)
                assertThat(addresses.take())
                        .satisfiesAnyOf(
                                a -> assertThat(a).isNotEqualTo(first),
                                a -> assertThat(a).isEqualTo(LoopbackAddresses.SHARED));
            assertThat(addresses.take()).isEqualTo(first);
        }
    }

    @Test
    void aClosedOwnersBlocksCanBeHadAgain() {
        InetAddress before;
        try (LoopbackAddresses addresses = new LoopbackAddresses(SOMEWHERE + 100)) {
            before = addresses.take();
        }
        try (LoopbackAddresses addresses = new LoopbackAddresses(SOMEWHERE + 100)) {
            assertThat(addresses.take()).isEqualTo(before);
        }
    }
}
