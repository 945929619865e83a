package io.windtunnel.cloud.operations.servicequotas;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.ports.QuotaGrants;
import io.windtunnel.cloud.ports.Quotas;

/// Service Quotas, running: offers [Quotas] and [QuotaGrants].
public final class ServiceQuotas implements CloudService {
    private final ServiceQuotasApi face;

    private ServiceQuotas(ServiceQuotasApi face) {
        this.face = face;
    }

    public static ServiceQuotas open(CloudContext context) {
        Holdings holdings = new Holdings(context.fabric());
        context.directory().offer(Quotas.class, holdings);
        context.directory().offer(QuotaGrants.class, holdings);
        return new ServiceQuotas(new ServiceQuotasApi(holdings, context.fabric(), context.directory()));
    }

    @Override
    public String name() {
        return "servicequotas";
    }

    @Override
    public ServiceQuotasApi face() {
        return face;
    }

    @Override
    public void close() {}
}
