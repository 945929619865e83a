package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.ActionKind.Parameter;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.ZonePower;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.fabric.net.Links;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Zone;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What happens to a whole zone or Region, for which AWS has scenarios of many actions: its power and links are gone.
final class ZoneInjections {
    private final Directory directory;
    private final Links links;
    private final Map<Zone, Integer> dark = new HashMap<>();
    private final Set<Zone> cut = new HashSet<>();

    ZoneInjections(Directory directory, Links links) {
        this.directory = directory;
        this.links = links;
    }

    void addTo(ActionCatalog catalog) {
        catalog.add(new ActionKind(
                "windtunnel:zone-outage",
                "A zone loses its power: its links are cut, its instances stop, launches there fail",
                null,
                null,
                List.of(
                        Parameters.OWN_DURATION,
                        new Parameter("zone", "The zone's name or id", true, Parameters.anything())),
                this::darken));
        catalog.add(new ActionKind(
                "windtunnel:region-disconnect",
                "A Region's links to other Regions and the internet are cut",
                null,
                null,
                List.of(
                        Parameters.OWN_DURATION,
                        new Parameter(
                                "region",
                                "The Region's code; the experiment's own without it",
                                false,
                                code -> Region.isRegionCode(code) ? null : "must be a Region")),
                this::disconnect));
    }

    /// The links are cut before the machines stop: a machine that loses its power says no goodbye.
    private Injection.InForce darken(Injection.Work work) {
        Zone zone = Resolution.zones(work.scope().region(), List.of(work.parameter("zone"))).stream()
                .findFirst()
                .orElseThrow(() -> Refusals.invalid(
                        "No zone of " + work.scope().region() + " is called " + work.parameter("zone") + "."));
        Fault fault = links.darken(Place.in(zone));
        cut(zone);
        return _ -> {
            fault.lift();
            restore(zone);
        };
    }

    /// Experiments may darken a zone at the same time: its power returns with the last. One that somebody else has
    /// darkened stays so.
    private void cut(Zone zone) {
        ZonePower power = directory.require(ZonePower.class);
        boolean ours;
        synchronized (dark) {
            ours = dark.merge(zone, 1, Integer::sum) == 1 && !power.dark(zone);
            if (ours) cut.add(zone);
        }
        if (ours) power.cut(zone);
    }

    private void restore(Zone zone) {
        boolean ours;
        synchronized (dark) {
            int left = dark.merge(zone, -1, Integer::sum);
            if (left == 0) dark.remove(zone);
            ours = left == 0 && cut.remove(zone);
        }
        if (ours) directory.require(ZonePower.class).restore(zone);
    }

    private Injection.InForce disconnect(Injection.Work work) {
        String code = work.optional("region");
        Region region = code == null ? work.scope().region() : new Region(code);
        Fault fault = links.isolate(Place.in(region));
        return _ -> fault.lift();
    }
}
