package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.ZonePower;
import io.windtunnel.fabric.net.Links;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.plan.Fault;
import io.windtunnel.rehearsal.plan.Strike;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Makes the faults strike when their time has come, and ends them.
///
/// Thread safety: every method may be called from any thread.
public final class Striker {
    private final Time time;
    private final Links links;
    private final ZonePower power;
    private final Journal journal;
    private final List<Scope> scopes;
    private final Map<Strike, String> inForce = new ConcurrentHashMap<>();

    /// @param scopes the accounts whose journals tell of the faults
    Striker(Time time, Links links, ZonePower power, Journal journal, List<Scope> scopes) {
        this.time = time;
        this.links = links;
        this.power = power;
        this.journal = journal;
        this.scopes = scopes;
    }

    /// Plans every strike of a wind that begins after `untilWind`.
    void plan(List<Strike> strikes, Duration untilWind) {
        for (Strike strike : strikes) time.after(untilWind.plus(strike.at()), () -> strike(strike));
    }

    /// The faults in force, in words.
    List<String> inForce() {
        return inForce.values().stream().sorted().toList();
    }

    private void strike(Strike strike) {
        Runnable end = switch (strike.fault()) {
            case Fault.ZoneOutage(Zone zone) -> darken(zone);
        };
        inForce.put(strike, strike.fault().words());
        time.after(strike.lasts(), () -> {
            inForce.remove(strike);
            end.run();
        });
    }

    /// The links are cut before the machines stop: a machine that loses its power says no goodbye.
    private Runnable darken(Zone zone) {
        tell("fault.begun", zone, "Zone " + zone.letter() + " lost its power: its links are cut, its instances stop");
        io.windtunnel.fabric.net.Fault dark = links.darken(Place.in(zone));
        power.cut(zone);
        return () -> {
            dark.lift();
            power.restore(zone);
            tell("fault.ended", zone, "Zone " + zone.letter() + " has power and links again");
        };
    }

    private void tell(String kind, Zone zone, String words) {
        for (Scope scope : scopes) journal.record(new Journal.Event(time.now(), scope, kind, zone.name(), words));
    }
}
