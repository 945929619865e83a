package io.windtunnel.rehearsal.standin;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.cloud.ports.Workloads;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.http.HttpServer;
import io.windtunnel.fabric.net.LoopTime;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.plan.StandInPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The stand-ins of a rehearsal, by the logical id of the resource they play.
///
/// Thread safety: every method may be called from any thread.
public final class StandIns implements Workloads {
    private final Map<String, StandIn> byLogicalId = new HashMap<>();
    private final Set<String> played = ConcurrentHashMap.newKeySet();

    /// Stand-ins that serve on the fabric's network, in scenario time.
    public StandIns(List<StandInPlan> plans, Fabric fabric, StandIn.Signals signals) {
        for (StandInPlan plan : plans) {
            Time time = new LoopTime(fabric.time(), fabric.network().eventLoop());
            StandIn standIn = new StandIn(
                    plan,
                    time,
                    fabric.random().below("stand-in " + plan.logicalId()),
                    (host, port, handler) -> HttpServer.serveAsync(fabric.network(), host, port, handler),
                    signals);
            byLogicalId.put(plan.logicalId(), standIn);
        }
    }

    @Override
    public Optional<Workload> choose(Machine machine) {
        String logicalId = machine.logicalId();
        StandIn standIn = logicalId == null ? null : byLogicalId.get(logicalId);
        if (logicalId != null && standIn != null) played.add(logicalId);
        return Optional.ofNullable(standIn);
    }

    /// The logical ids that no machine came from: probably misspelt.
    public List<String> idle() {
        return byLogicalId.keySet().stream()
                .filter(logicalId -> !played.contains(logicalId))
                .sorted()
                .toList();
    }
}
