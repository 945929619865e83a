package io.windtunnel.kernel.scaling;

import java.time.Instant;

/// A machine of a group, as a decision sees it.
///
/// @param since when it was launched
/// @param template what it was launched from: greater is newer; below zero for launch configurations
/// @param outdated whether a running refresh has still to replace it
/// @param warm whether it has been in service for the warm-up of a running refresh
public record Member(
        String id,
        String zone,
        Stage stage,
        boolean healthy,
        boolean protectedFromScaleIn,
        Instant since,
        long template,
        boolean outdated,
        boolean warm) {
    /// Where a machine stands in its life.
    public enum Stage {
        /// On its way; counts as capacity.
        PENDING,
        /// Counts as capacity and serves.
        IN_SERVICE,
        /// Set aside; does not count.
        STANDBY,
        /// On its way out; does not count.
        LEAVING
    }

    /// Whether it counts towards the desired capacity.
    public boolean counts() {
        return stage == Stage.PENDING || stage == Stage.IN_SERVICE;
    }

    boolean serves() {
        return stage == Stage.IN_SERVICE && healthy;
    }
}
