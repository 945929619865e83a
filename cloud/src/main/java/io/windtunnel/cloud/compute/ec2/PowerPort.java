package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.instances.Estate;
import io.windtunnel.cloud.compute.ec2.instances.Power;
import io.windtunnel.cloud.ports.ZonePower;
import io.windtunnel.kernel.identity.Zone;
import java.util.function.Consumer;

/// The power of the zones, in every account.
final class PowerPort implements ZonePower {
    private final Power power;
    private final Estates estates;

    PowerPort(Power power, Estates estates) {
        this.power = power;
        this.estates = estates;
    }

    @Override
    public void cut(Zone zone) {
        if (power.cut(zone)) inRegion(zone, estate -> estate.instances().powerLost(zone));
    }

    @Override
    public void restore(Zone zone) {
        if (power.restore(zone)) inRegion(zone, estate -> estate.instances().powerBack(zone));
    }

    @Override
    public boolean dark(Zone zone) {
        return power.dark(zone);
    }

    private void inRegion(Zone zone, Consumer<Estate> work) {
        for (Estate estate : estates.all())
            if (estate.ground().scope().region().equals(zone.region()))
                estate.in(same -> {
                    work.accept(same);
                    return true;
                });
    }
}
