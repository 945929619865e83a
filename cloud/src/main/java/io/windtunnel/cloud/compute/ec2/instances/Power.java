package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.ports.CapacityShortages;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Identities;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which zones of the cloud have power and capacity, and the refusal of those that have none.
///
/// Thread safety: every method may be called from any thread.
public final class Power implements CapacityShortages {
    /// Who asks for instances: the access key of a call (empty where the cloud itself calls), or the group that Auto
    /// Scaling launches for.
    public record Asker(
            Scope scope, String accessKeyId, @Nullable String group) {}

    /// One shortage; its identity tells it from its like.
    private static final class Begun {
        final Shortage shortage;

        Begun(Shortage shortage) {
            this.shortage = shortage;
        }
    }

    private final Set<Zone> dark = ConcurrentHashMap.newKeySet();
    private final List<Begun> shortages = new CopyOnWriteArrayList<>();
    private final Directory directory;
    private final RandomGenerator random;

    public Power(Directory directory, RandomGenerator random) {
        this.directory = directory;
        this.random = random;
    }

    @Override
    public InForce begin(Shortage shortage) {
        Begun begun = new Begun(shortage);
        shortages.add(begun);
        return () -> shortages.remove(begun);
    }

    /// Whether the zone had power until now.
    public boolean cut(Zone zone) {
        return dark.add(zone);
    }

    /// Whether the zone had no power until now.
    public boolean restore(Zone zone) {
        return dark.remove(zone);
    }

    public boolean dark(Zone zone) {
        return dark.contains(zone);
    }

    /// Refuses a launch or a start in a zone without power or capacity.
    void check(Zone zone, String instanceType, Asker asker) {
        if (!dark(zone) && !lacks(zone, asker)) return;
        String others = lit(zone.region());
        throw new AwsException(
                        "InsufficientInstanceCapacity",
                        "We currently do not have sufficient " + instanceType
                                + " capacity in the Availability Zone you requested (" + zone
                                + "). Our system will be working on provisioning additional capacity. You can currently"
                                + " get " + instanceType + " capacity by not specifying an Availability Zone in your"
                                + " request" + (others.isEmpty() ? "." : " or choosing " + others + "."))
                .status(500);
    }

    private boolean lacks(Zone zone, Asker asker) {
        for (Begun begun : shortages) {
            Shortage shortage = begun.shortage;
            if (shortage.scope().equals(asker.scope())
                    && shortage.zones().contains(zone)
                    && concerns(shortage.whose(), asker)
                    && drawn(shortage.percent())) return true;
        }
        return false;
    }

    private boolean concerns(Whose whose, Asker asker) {
        return switch (whose) {
            case Whose.Groups(Set<String> names) -> asker.group() != null && names.contains(asker.group());
            case Whose.Roles(Set<Arn> roles) ->
                directory
                        .find(Identities.class)
                        .flatMap(identities -> identities.of(asker.accessKeyId()))
                        .filter(who -> roles.stream().anyMatch(who::under))
                        .isPresent();
        };
    }

    private boolean drawn(int percent) {
        if (percent >= 100) return true;
        synchronized (random) {
            return random.nextInt(100) < percent;
        }
    }

    private String lit(Region region) {
        return Ground.ZONE_LETTERS.stream()
                .map(region::zone)
                .filter(zone -> !dark(zone))
                .map(Zone::name)
                .collect(Collectors.joining(", "));
    }
}
