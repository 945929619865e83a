package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.fabric.Fabric;
import java.time.Duration;

/// Fault Injection Service, running.
public final class Fis implements CloudService {
    private final FisApi face;
    private final Experiments experiments;

    private Fis(FisApi face, Experiments experiments) {
        this.face = face;
        this.experiments = experiments;
    }

    public static Fis open(CloudContext context) {
        ActionCatalog catalog = catalog(context);
        Quotas quotas = Quotas.of(context.directory());
        Experiments experiments = new Experiments(context, catalog);
        FisApi face = new FisApi(
                new TemplateRules(catalog, quotas), catalog, new Templates(context.fabric(), quotas), experiments);
        context.resourceTypes().add(new FisResources(face, context.fabric().ids()));
        context.fabric().time().after(Duration.ZERO, experiments::recover);
        return new Fis(face, experiments);
    }

    private static ActionCatalog catalog(CloudContext context) {
        Fabric fabric = context.fabric();
        ActionCatalog catalog = new ActionCatalog();
        new NetworkInjections(fabric.links()).addTo(catalog);
        new ZoneInjections(context.directory(), fabric.links()).addTo(catalog);
        new InstanceInjections(context.directory(), fabric.time()).addTo(catalog);
        new CapacityInjections(context.directory()).addTo(catalog);
        new ApiInjections(context.directory()).addTo(catalog);
        new OtherInjections(context.directory()).addTo(catalog);
        return catalog;
    }

    @Override
    public String name() {
        return "fis";
    }

    @Override
    public FisApi face() {
        return face;
    }

    @Override
    public void close() {
        experiments.close();
    }
}
