package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.PublicPool;
import io.windtunnel.cloud.compute.ec2.instances.Estate;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Scope;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The estates of all accounts in all Regions; a new one has what a new AWS account has.
///
/// Thread safety: every method may be called from any thread.
public final class Estates {
    private final Fabric fabric;
    private final Estate.Shared shared;
    private final PublicPool publicPool = new PublicPool();
    private final Map<Scope, Estate> byScope = new ConcurrentHashMap<>();
    private final Map<Scope, Metering> meterings = new ConcurrentHashMap<>();
    private final Map<Scope, Transfers> transfers = new ConcurrentHashMap<>();

    Estates(Fabric fabric, Estate.Shared shared) {
        this.fabric = fabric;
        this.shared = shared;
    }

    private Estate of(Scope scope) {
        Estate known = byScope.get(scope);
        return known != null ? known : byScope.computeIfAbsent(scope, this::open);
    }

    private Estate open(Scope scope) {
        return new Estate(Ground.of(scope, fabric, publicPool, Quotas.of(shared.directory())), shared);
    }

    /// Works on one estate, under its lock.
    public <T> T in(Scope scope, Function<Estate, T> work) {
        return of(scope).in(work);
    }

    /// Those that have been opened.
    public Collection<Estate> all() {
        return byScope.values();
    }

    /// The estate a VPC belongs to.
    public Optional<Estate> ofVpc(String vpcId) {
        for (Estate estate : all()) if (estate.networks().vpcs().find(vpcId).isPresent()) return Optional.of(estate);
        return Optional.empty();
    }

    /// The subnet of an address in a VPC; empty where there is none.
    String subnetOf(String realm, String ip) {
        return ofVpc(realm)
                .flatMap(estate -> estate.networks().interfaces().at(realm, ip))
                .map(NetworkInterface::subnetId)
                .orElse("");
    }

    /// An instance has changed: the bill is told. Called by its estate, after its lock is free.
    void meter(Scope scope, String instanceId) {
        metering(scope).changed(of(scope), instanceId);
    }

    /// Tells the bill what every estate has.
    void meterAll() {
        byScope.forEach((scope, estate) -> {
            metering(scope).look(estate);
            transfers
                    .computeIfAbsent(scope, _ -> new Transfers(scope, fabric, () -> Usage.of(shared.directory())))
                    .look(estate);
        });
    }

    private Metering metering(Scope scope) {
        return meterings.computeIfAbsent(
                scope, _ -> new Metering(scope, () -> Usage.of(shared.directory()), fabric.time()));
    }

    /// Opens the estates that were kept from an earlier run; what ran in them boots again.
    void recover() {
        for (Scope scope : fabric.storage().scopes("ec2.vpcs")) in(scope, _ -> true);
        meterAll();
    }
}
