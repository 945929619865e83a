package io.windtunnel.rehearsal.standin;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.cloud.ports.Workloads;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.http.HttpServer;
import io.windtunnel.fabric.net.LoopTime;
import io.windtunnel.rehearsal.plan.StandInPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The stand-ins of a rehearsal, by the logical id of the resource they play.
///
/// Thread safety: every method may be called from any thread.
public final class StandIns implements Workloads {
    private final Map<String, Workload> byLogicalId = new HashMap<>();
    private final Set<String> played = ConcurrentHashMap.newKeySet();
    private final Set<String> others = ConcurrentHashMap.newKeySet();

    /// @param workload plays a plan on its machines
    public StandIns(List<StandInPlan> plans, Function<StandInPlan, ? extends Workload> workload) {
        for (StandInPlan plan : plans)
            if (plan.stands() == null) byLogicalId.put(plan.logicalId(), workload.apply(plan));
    }

    /// Stand-ins that serve on the fabric's network, in scenario time.
    public static StandIns serving(List<StandInPlan> plans, Fabric fabric, StandIn.Signals signals, Services services) {
        return new StandIns(
                plans,
                plan -> new StandIn(
                        Role.of(plan, fabric.random()),
                        new LoopTime(fabric.time(), fabric.network().eventLoop()),
                        (host, port, handler) -> HttpServer.serveAsync(fabric.network(), host, port, handler),
                        signals,
                        services));
    }

    @Override
    public Optional<Workload> choose(Machine machine) {
        String logicalId = machine.logicalId();
        Workload standIn = logicalId == null ? null : byLogicalId.get(logicalId);
        if (standIn == null) others.add(logicalId == null ? machine.instanceId() : logicalId);
        else if (logicalId != null) played.add(logicalId);
        return Optional.ofNullable(standIn);
    }

    /// The logical ids that no machine came from: probably misspelt.
    public List<String> idle() {
        return byLogicalId.keySet().stream()
                .filter(logicalId -> !played.contains(logicalId))
                .sorted()
                .toList();
    }

    /// Where machines came from for which there is no stand-in.
    public List<String> others() {
        return others.stream().sorted().toList();
    }
}
