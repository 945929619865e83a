package io.windtunnel.rehearsal.readiness;

import java.util.List;

/// One thing that is looked at. Pure: the same situation gives the same findings.
interface Check {
    List<Finding> look(Situation situation);

    /// Everything that is looked at.
    List<Check> ALL = List.of(
            new CapacityCheck(),
            new GrowthCheck(),
            new BalancerCheck(),
            new QuotaCheck(),
            new FixedSizeCheck(),
            new ScheduleCheck(),
            new WarmPoolCheck(),
            new BootCheck(),
            new RedundancyCheck(),
            new ZoneLossCheck(),
            new RecoveryCheck());
}
