package io.windtunnel.fabric;

import io.windtunnel.fabric.net.NetworkOptions;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a fabric is opened.
///
/// @param seed what chance is drawn from; null for a run like no other
/// @param speed scenario seconds per wall second, above 0, at most 10000
/// @param data the directory that keeps the state; null to keep it in memory only
/// @param origin the scenario's date and time at the begin; null for the wall clock's, or for where `data` left off
public record FabricOptions(
        @Nullable Long seed,
        double speed,
        @Nullable Path data,
        NetworkOptions network,
        @Nullable Instant origin) {
    public FabricOptions {
        if (data != null && origin != null)
            throw new IllegalArgumentException("a kept state goes on in its own time: no other origin");
    }

    /// On the wall clock's date.
    public FabricOptions(@Nullable Long seed, double speed, @Nullable Path data, NetworkOptions network) {
        this(seed, speed, data, network, null);
    }

    /// At the wall clock's own speed, unpredictable, in memory.
    public static FabricOptions standard() {
        return new FabricOptions(null, 1, null, NetworkOptions.standard());
    }

    public FabricOptions seed(long value) {
        return new FabricOptions(value, speed, data, network, origin);
    }

    public FabricOptions speed(double value) {
        return new FabricOptions(seed, value, data, network, origin);
    }

    public FabricOptions data(@Nullable Path directory) {
        return new FabricOptions(seed, speed, directory, network, origin);
    }

    public FabricOptions origin(@Nullable Instant begin) {
        return new FabricOptions(seed, speed, data, network, begin);
    }
}
