package io.windtunnel.cloud.edge.elbv2.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.kernel.capacity.Traffic;
import io.windtunnel.kernel.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// What one node can carry, on virtual time.
class CeilingTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-06-01T00:00:00Z"));
    private final Ceiling ceiling = new Ceiling(time);

    /// How many of `tries` in a row are admitted.
    private static int admitted(int tries, BooleanSupplier attempt) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) if (attempt.getAsBoolean()) admitted++;
        return admitted;
    }

    private boolean passing() {
        boolean admitted = ceiling.admitsConnection();
        if (admitted) ceiling.connectionEnded();
        return admitted;
    }

    @Test
    void aNodeWithoutAShareCarriesEverything() {
        ceiling.bytes(Long.MAX_VALUE / 2);
        assertThat(admitted(100_000, this::passing)).isEqualTo(100_000);
        assertThat(ceiling.admitsRequest()).isTrue();
        assertThat(ceiling.refused()).isZero();
    }

    @Test
    void newConnectionsAreLimitedToTwentyFiveASecondAndUnit() {
        ceiling.units(2);
        assertThat(admitted(10_000, this::passing)).as("ten seconds' burst").isEqualTo(500);
        time.advance(Duration.ofMinutes(10));
        assertThat(admitted(10_000, this::passing)).isEqualTo(500).isLessThan(10_000);
    }

    /// Those turned away do not use up what others may have.
    @Test
    void aNodeThatIsOverrunKeepsServingItsShare() {
        ceiling.units(1);
        int served = 0;
        for (int second = 0; second < 600; second++) {
            served += admitted(100, this::passing);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(served).isBetween(590 * 25, 610 * 25);
    }

    @Test
    void standingConnectionsAreLimited() {
        ceiling.units(1);
        int stood = 0;
        for (int second = 0; second < 200; second++) {
            stood += admitted(25, ceiling::admitsConnection);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(stood).isEqualTo(3_000);
        ceiling.connectionEnded();
        assertThat(ceiling.admitsConnection()).isTrue();
        assertThat(ceiling.admitsConnection()).isFalse();
    }

    @Test
    void requestsAreRefusedWhileTheBytesOfOthersAreOwed() {
        ceiling.units(3.6);
        assertThat(ceiling.admitsRequest()).isTrue();
        ceiling.bytes(10_000_000);
        assertThat(ceiling.admitsRequest())
                .as("3.6 units carry a megabyte a second")
                .isFalse();
        time.advance(Duration.ofMillis(100));
        assertThat(ceiling.admitsRequest()).isTrue();
        assertThat(ceiling.refused()).isEqualTo(1);
    }

    @Test
    void anOverrunIsRememberedForTenSeconds() {
        ceiling.units(3.6);
        ceiling.bytes(1_000_000_000);
        assertThat(ceiling.admitsRequest()).isFalse();
        time.advance(Duration.ofSeconds(9));
        assertThat(ceiling.admitsRequest()).isFalse();
        time.advance(Duration.ofSeconds(2));
        assertThat(ceiling.admitsRequest()).isTrue();
    }

    @Test
    void rulesBeyondTheFreeOnesAreLimited() {
        ceiling.units(1);
        for (int i = 0; i < 1_000; i++) ceiling.rules(10);
        assertThat(ceiling.admitsRequest()).isTrue();
        for (int i = 0; i < 100; i++) ceiling.rules(110);
        assertThat(ceiling.admitsRequest()).isFalse();
    }

    @Test
    void aLargerShareAppliesAtOnce() {
        ceiling.units(1);
        admitted(10_000, this::passing);
        ceiling.units(100);
        time.advance(Duration.ofSeconds(1));
        assertThat(admitted(10_000, this::passing)).isEqualTo(2_500);
    }

    @Test
    void whatWentThroughIsCounted() {
        Ceiling.Count before = ceiling.count();
        for (int i = 0; i < 50; i++) ceiling.admitsConnection();
        for (int i = 0; i < 20; i++) ceiling.connectionEnded();
        ceiling.bytes(4_000);
        ceiling.rules(15);
        time.advance(Duration.ofSeconds(2));
        Traffic traffic = ceiling.count().since(before);
        assertThat(traffic.newConnectionsPerSecond()).isEqualTo(25, within(1e-9));
        assertThat(traffic.activeConnections()).isEqualTo(30);
        assertThat(traffic.bytesPerSecond()).isEqualTo(2_000, within(1e-9));
        assertThat(traffic.ruleEvaluationsPerSecond()).isEqualTo(2.5, within(1e-9));
    }
}
