package io.windtunnel.cloud.edge.elbv2.flow;

import io.windtunnel.fabric.net.Destination;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The node's own ports, a [PortBudget] for each target.
///
/// Thread safety: every method may be called from any thread.
final class Ports {
    private final Map<Destination, PortBudget> budgets = new ConcurrentHashMap<>();

    boolean take(Destination target, long nowNanos) {
        PortBudget budget = budgets.computeIfAbsent(target, _ -> new PortBudget());
        synchronized (budget) {
            return budget.take(nowNanos);
        }
    }

    void giveBack(Destination target) {
        PortBudget budget = budgets.get(target);
        if (budget == null) return;
        synchronized (budget) {
            budget.giveBack();
        }
    }
}
