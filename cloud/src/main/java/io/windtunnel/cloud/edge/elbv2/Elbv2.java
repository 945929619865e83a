package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.edge.elbv2.proxy.Prober;
import io.windtunnel.cloud.ports.CertificateUses;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.LoadBalancerCapacity;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.cloud.ports.TargetGroups;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Elastic Load Balancing as a service of the cloud.
public final class Elbv2 implements CloudService {
    private final Elbv2Api api;
    private final LiveFleet fleet;
    private final Ledger ledger;
    private final Targets targets;

    private Elbv2(CloudContext context, LiveFleet.Probers probers) {
        Fabric fabric = context.fabric();
        Directory directory = context.directory();
        ledger = new Ledger(fabric.storage(), Quotas.of(directory));
        fleet = new LiveFleet(new LiveFleet.Ground(
                fabric, directory, context.journal(), new LateMetrics(directory), ledger, probers));
        targets = new Targets(ledger, fabric, directory, fleet);
        Listeners listeners = new Listeners(ledger, fabric, directory, fleet);
        api = new Elbv2Api(
                fabric,
                ledger,
                new Balancers(ledger, fabric, directory, fleet),
                new Reservations(ledger, fabric, directory),
                new Groups(ledger, fabric, fleet),
                targets,
                listeners,
                new Rules(ledger, fabric, listeners, fleet));
    }

    /// Opens the service: offers [TargetGroups] and [CertificateUses], adds its resource types, and sets
    /// the load balancers to work that the storage has.
    public static Elbv2 open(CloudContext context) {
        return open(context, Elbv2::prober);
    }

    static Elbv2 open(CloudContext context, LiveFleet.Probers probers) {
        Elbv2 service = new Elbv2(context, probers);
        context.directory().offer(TargetGroups.class, service.targets);
        context.directory().offer(CertificateUses.class, service::using);
        context.directory().offer(LoadBalancerCapacity.class, service.fleet);
        Elbv2Resources.addTo(context.resourceTypes(), service.api, context.fabric());
        context.fabric().time().after(java.time.Duration.ZERO, () -> service.resume(context.directory()));
        return service;
    }

    private static Prober prober(Zone zone, @Nullable Prober own) {
        return own == null ? (target, check, told) -> told.accept(Outcome.PASSED) : own;
    }

    private void resume(Directory directory) {
        directory
                .find(Instances.class)
                .ifPresent(instances -> instances.watch(change -> {
                    if (change.after().state() == Instances.State.TERMINATED)
                        targets.terminated(change.scope(), change.after().instanceId());
                }));
        targets.resume();
        for (Scope scope : ledger.scopes())
            for (BalancerState balancer : ledger.balancers(scope).values()) fleet.refresh(scope, balancer.arn());
    }

    private java.util.List<String> using(Scope scope, String certificateArn) {
        return ledger.listeners(scope).values().stream()
                .filter(listener -> listener.certificates().contains(certificateArn))
                .map(ListenerState::balancerArn)
                .distinct()
                .toList();
    }

    @Override
    public String name() {
        return "elasticloadbalancingv2";
    }

    @Override
    public Elbv2Api face() {
        return api;
    }

    LiveFleet fleet() {
        return fleet;
    }

    @Override
    public void close() {
        fleet.close();
    }

    /// CloudWatch, looked up when it is first needed; nothing is measured in a cloud without it.
    private record LateMetrics(Directory directory) implements Metrics {
        @Override
        public Meter meter(Scope scope, Name name, String unit) {
            return directory
                    .find(Metrics.class)
                    .map(metrics -> metrics.meter(scope, name, unit))
                    .orElse(Meter.NONE);
        }

        @Override
        public void put(Scope scope, Name name, String unit, Instant at, double value) {
            directory.find(Metrics.class).ifPresent(metrics -> metrics.put(scope, name, unit, at, value));
        }
    }
}
