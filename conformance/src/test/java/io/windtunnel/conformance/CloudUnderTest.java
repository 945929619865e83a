package io.windtunnel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.junit.WindtunnelExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A cloud on a port of its own, ten times as fast as the wall, for clients under test.
final class CloudUnderTest implements AutoCloseable {
    private static final double SPEED = 10;
    private static final long POLL_MILLIS = 100;

    private final WindtunnelExtension windtunnel;

    private CloudUnderTest(WindtunnelExtension windtunnel) {
        this.windtunnel = windtunnel;
    }

    static CloudUnderTest start() {
        return new CloudUnderTest(WindtunnelExtension.started().speed(SPEED).open());
    }

    String endpoint() {
        return windtunnel.endpoint().toString();
    }

    Cloud cloud() {
        return windtunnel.cloud();
    }

    /// The cloud's date and time.
    Instant now() {
        return cloud().fabric().time().now();
    }

    /// Asks every tenth of a second until `condition` holds; fails when it does not within `atMost` of wall time.
    void until(BooleanSupplier condition, Duration atMost) {
        long asks = atMost.toMillis() / POLL_MILLIS;
        for (long i = 0; i < asks; i++) {
            if (condition.getAsBoolean()) return;
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(POLL_MILLIS, TimeUnit.MILLISECONDS))
                    .join();
        }
        assertThat(condition.getAsBoolean())
                .as("did not come true in " + atMost)
                .isTrue();
    }

    @Override
    public void close() {
        windtunnel.close();
    }
}
