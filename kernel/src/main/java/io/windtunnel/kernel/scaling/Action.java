package io.windtunnel.kernel.scaling;

/// What a group has decided to do.
public sealed interface Action {
    /// Launch machines in a zone.
    record Launch(String zone, int count, Why why) implements Action {}

    /// Terminate a machine.
    record Terminate(String memberId, Why why) implements Action {}

    /// What a decision answers.
    enum Why {
        /// Desired and actual capacity differ.
        CAPACITY,
        /// A machine is unhealthy and is replaced.
        UNHEALTHY,
        /// The zones are out of balance.
        BALANCE,
        /// A refresh replaces machines.
        REFRESH
    }
}
