package io.windtunnel.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraTest {
    @Test
    void aLaterRunGoesOnAfterTheTimeOfTheOneBefore(@TempDir Path data) {
        Instant reached;
        try (Fabric fast = Fabric.open(FabricOptions.standard().speed(10_000).data(data))) {
            reached = fast.time().now();
        }
        try (Fabric slow = Fabric.open(FabricOptions.standard().data(data))) {
            assertThat(slow.time().now()).isAfter(reached);
            assertThat(slow.wall().now()).isBefore(reached.plusSeconds(3600));
        }
    }

    @Test
    void aLaterRunWithTheSameSeedDrawsOtherIds(@TempDir Path data) {
        String first;
        String second;
        FabricOptions seeded = FabricOptions.standard().seed(7).data(data);
        try (Fabric fabric = Fabric.open(seeded)) {
            first = fabric.ids().uuid();
        }
        try (Fabric fabric = Fabric.open(seeded)) {
            second = fabric.ids().uuid();
        }
        try (Fabric inMemory = Fabric.open(FabricOptions.standard().seed(7))) {
            assertThat(inMemory.ids().uuid()).isEqualTo(first).isNotEqualTo(second);
        }
    }
}
