package io.windtunnel.fabric;

import io.windtunnel.fabric.net.NetworkOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a fabric is opened.
///
/// @param seed what chance is drawn from; null for a run like no other
/// @param speed scenario seconds per wall second, above 0, at most 10000
/// @param data the directory that keeps the state; null to keep it in memory only
public record FabricOptions(
        @Nullable Long seed, double speed, @Nullable Path data, NetworkOptions network) {
    /// At the wall clock's own speed, unpredictable, in memory.
    public static FabricOptions standard() {
        return new FabricOptions(null, 1, null, NetworkOptions.standard());
    }

    public FabricOptions seed(long value) {
        return new FabricOptions(value, speed, data, network);
    }

    public FabricOptions speed(double value) {
        return new FabricOptions(seed, value, data, network);
    }

    public FabricOptions data(@Nullable Path directory) {
        return new FabricOptions(seed, speed, directory, network);
    }
}
