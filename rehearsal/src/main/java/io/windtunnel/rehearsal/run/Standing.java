package io.windtunnel.rehearsal.run;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.http.HttpServer;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.LoopTime;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.stage.Act;
import io.windtunnel.rehearsal.stage.ReadySignals;
import io.windtunnel.rehearsal.standin.Role;
import io.windtunnel.rehearsal.standin.StandIn;
import io.windtunnel.rehearsal.steps.StepServices;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Stand-ins that are no machines of the template's: programs that stand in a Region of their own, one for each design,
/// and cost nothing.
final class Standing {
    /// Their addresses are of TEST-NET-3 (RFC 5737), which are nobody's.
    private static final String ADDRESSES = "203.0.113.";

    /// What `per vCPU` is counted by. Ours.
    private static final int VCPUS = 2;

    private final List<StandInPlan> plans;
    private final Fabric fabric;
    private final ReadySignals signals;
    private final StepServices services;
    private int hosts;

    /// @param plans of every stand-in
    Standing(List<StandInPlan> plans, Fabric fabric, ReadySignals signals, StepServices services) {
        this.plans = plans;
        this.fabric = fabric;
        this.signals = signals;
        this.services = services;
    }

    /// Holds that each stack has what the stand-ins that are played in it name.
    ///
    /// @throws io.windtunnel.rehearsal.stage.RehearsalFailure naming what a stack has not
    void require(List<Act> acts) {
        for (Act act : acts) services.require(plans, act);
    }

    /// Starts them, for each design its own.
    void start(List<Act> acts) {
        for (Act act : acts) {
            Map<String, String> urls = new HashMap<>();
            for (StandInPlan plan : plans)
                if (plan.stands() != null
                        && plan.standsBeside(act.deployment().design().name()))
                    urls.put(plan.logicalId(), start(plan, plan.stands(), act));
            act.deployment().standing(urls);
        }
    }

    private String start(StandInPlan plan, Place place, Act act) {
        String ip = ADDRESSES + ++hosts;
        Host host = fabric.network().host(place, NamedAddress.INTERNET, ip);
        String name =
                (plan.logicalId() + "." + act.deployment().design().name() + ".stand-in").toLowerCase(Locale.ROOT);
        fabric.names().put(name, () -> List.of(new NamedAddress(NamedAddress.INTERNET, ip)));
        StandIn standIn = new StandIn(
                Role.of(plan, fabric.random()),
                new LoopTime(fabric.time(), fabric.network().eventLoop()),
                (stand, port, handler) -> HttpServer.serveAsync(fabric.network(), stand, port, handler),
                signals,
                services);
        standIn.start(machine(plan, place, host, act));
        return "http://" + name + ":" + plan.listen();
    }

    private static Machine machine(StandInPlan plan, Place place, Host host, Act act) {
        Region region = switch (place) {
            case Place.Internet _ -> act.scope().region();
            case Place.InRegion inRegion -> inRegion.region();
            case Place.InZone inZone -> inZone.zone().region();
        };
        return new Machine(
                plan.logicalId(),
                new Scope(act.scope().account(), region),
                host,
                "",
                VCPUS,
                0,
                "",
                0,
                new byte[0],
                Map.of(),
                plan.logicalId(),
                null);
    }
}
