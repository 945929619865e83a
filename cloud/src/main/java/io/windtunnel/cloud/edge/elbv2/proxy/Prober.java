package io.windtunnel.cloud.edge.elbv2.proxy;

import java.util.function.Consumer;

/// Sends health checks from one node.
@FunctionalInterface
public interface Prober {
    /// Checks a target once and tells `told` what was found, exactly once, within the check's timeout.
    void probe(Backend target, PoolSettings.Check check, Consumer<Outcome> told);
}
