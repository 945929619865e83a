package io.windtunnel.kernel.scaling;

import java.time.Instant;

/// A machine of a group or its warm pool, as a decision sees it.
///
/// @param since when it was launched
/// @param template what it was launched from: greater is newer; zero for a template the group no longer uses, below
///     zero for launch configurations
/// @param outdated whether a running renewal has still to replace it
/// @param warm whether it has been in service for the warm-up of a running renewal
public record Member(
        String id,
        String zone,
        Purchase purchase,
        Stage stage,
        Health health,
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
        LEAVING,
        /// On its way into the warm pool.
        WARMING,
        /// In the warm pool, ready.
        WARMED
    }

    /// What is known of a machine's health.
    public enum Health {
        HEALTHY,
        /// Runs, and fails its checks.
        FAILING,
        /// Does not run any more.
        GONE
    }

    /// Whether it counts towards the desired capacity.
    public boolean counts() {
        return stage == Stage.PENDING || stage == Stage.IN_SERVICE;
    }

    /// Whether it counts towards the size of the warm pool.
    boolean pooled() {
        return stage == Stage.WARMING || stage == Stage.WARMED;
    }

    boolean healthy() {
        return health == Health.HEALTHY;
    }

    boolean serves() {
        return stage == Stage.IN_SERVICE && healthy();
    }

    int weight() {
        return purchase.weight();
    }
}
