package io.windtunnel.kernel.scaling;

/// What a group has decided to do.
public sealed interface Action {
    /// Launch machines in a zone.
    record Launch(String zone, int count, Purchase purchase, Why why) implements Action {}

    /// Launch machines in a zone into the warm pool.
    record Prepare(String zone, int count, Purchase purchase) implements Action {}

    /// Bring a machine of the warm pool into service.
    record Start(String memberId, Why why) implements Action {}

    /// Terminate a machine.
    record Terminate(String memberId, Why why) implements Action {}

    /// Take a machine out of service and keep it in the warm pool.
    record Return(String memberId, Why why) implements Action {}

    /// What a decision answers.
    enum Why {
        /// Desired and actual capacity differ.
        CAPACITY,
        /// A machine is unhealthy and is replaced.
        UNHEALTHY,
        /// The zones are out of balance.
        BALANCE,
        /// A refresh replaces machines.
        REFRESH,
        /// A machine has lived as long as it may.
        LIFETIME
    }
}
