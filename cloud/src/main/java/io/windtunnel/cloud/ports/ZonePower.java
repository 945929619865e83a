package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Zone;

/// The power of Availability Zones, as AWS FIS's scenario of a power interruption takes it away. EC2 offers it; a
/// rehearsal's `zone-outage` calls it (and darkens the zone's links itself).
///
/// While a zone is without power, in every account: its instances stop as machines that lose their power (the workload
/// ends, the host leaves the network, the instance goes from `running` over `stopping` to `stopped`), and launches and
/// starts there fail with `InsufficientInstanceCapacity`.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/az-availability-scenario.html
///
/// Thread safety: every method may be called from any thread. Cutting a dark zone and restoring a lit one do nothing.
public interface ZonePower {
    void cut(Zone zone);

    /// Gives the power back: the instances that the cut has stopped, and that still exist, start again.
    void restore(Zone zone);

    boolean dark(Zone zone);
}
