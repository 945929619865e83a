package io.windtunnel.cloud.compute.ec2.common;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What one account in one Region stands on: its tables, tags, ids, quotas and time.
public record Ground(Scope scope, Fabric fabric, Tags tags, PublicPool publicPool, Quotas quotas) {
    /// The letters of the zones a Region has. (AWS has up to six; the first three are enough for every lesson.)
    public static final List<String> ZONE_LETTERS = List.of("a", "b", "c");

    public static Ground of(Scope scope, Fabric fabric, PublicPool publicPool, Quotas quotas) {
        Tags tags = new Tags(fabric.storage().table(scope, "ec2.tags", ResourceTags.class));
        return new Ground(scope, fabric, tags, publicPool, quotas);
    }

    /// The table `ec2.name` of this account and Region.
    public <V extends Record> Table<V> table(String name, Class<V> type) {
        return fabric.storage().table(scope, "ec2." + name, type);
    }

    /// A new resource id with this prefix.
    public String id(String prefix) {
        return fabric.ids().resource(prefix);
    }

    /// Lets the account have `wanted` of what `limit` limits, the new one counted.
    ///
    /// @throws io.windtunnel.wire.AwsException the limit's refusal
    public void require(Quotas.Limit limit, long wanted) {
        quotas.require(scope, limit, wanted);
    }

    public Instant now() {
        return fabric.time().now();
    }

    public String account() {
        return scope.account().digits();
    }

    /// The Region's zones in the order of their letters.
    public Stream<Zone> zones() {
        return ZONE_LETTERS.stream().map(scope.region()::zone);
    }

    public String arn(String resource) {
        return scope.arn("ec2", resource).toString();
    }
}
