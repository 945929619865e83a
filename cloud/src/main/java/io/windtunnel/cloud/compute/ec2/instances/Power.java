package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.wire.AwsException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Which zones of the cloud have power, and the refusal of those that have none.
///
/// Thread safety: every method may be called from any thread.
public final class Power {
    private final Set<Zone> dark = ConcurrentHashMap.newKeySet();

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

    /// Refuses a launch or a start in a zone without power, as a zone without capacity.
    void check(Zone zone, String instanceType) {
        if (!dark(zone)) return;
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

    private String lit(Region region) {
        return Ground.ZONE_LETTERS.stream()
                .map(region::zone)
                .filter(zone -> !dark(zone))
                .map(Zone::name)
                .collect(Collectors.joining(", "));
    }
}
