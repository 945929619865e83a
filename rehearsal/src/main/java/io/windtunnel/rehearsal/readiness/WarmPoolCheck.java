package io.windtunnel.rehearsal.readiness;

import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import io.windtunnel.rehearsal.readiness.Survey.WarmPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Warm pools that are used up before the peak: what comes after is launched cold.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html
final class WarmPoolCheck implements Check {
    @Override
    public List<Finding> look(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        for (Group group : situation.serving()) {
            WarmPool pool = group.warmPool();
            Optional<Serving> serving = situation.serving(group);
            if (pool != null && serving.isPresent()) findings.add(judge(situation, group, pool, serving.get()));
        }
        return findings;
    }

    private static Finding judge(Situation situation, Group group, WarmPool pool, Serving serving) {
        double peak = situation.forecastOf(group).peak();
        int needed = (int) Math.ceil(peak / serving.perSecond() - 1e-9) - group.desired();
        boolean enough = pool.size() >= needed;
        double usedUpAt = (group.desired() + pool.size()) * serving.perSecond();
        return new Finding(
                "warm pool",
                group.name(),
                enough ? Outcome.HOLDS : Outcome.RISK,
                usedUpAt,
                "%d instances %s; the peak needs %d more than the %d that stand"
                        .formatted(pool.size(), pool.state(), Math.max(0, needed), group.desired()),
                "an empty pool launches cold: %s instead of %s"
                        .formatted(
                                Finding.time(situation.untilServing(group)),
                                Finding.time(situation.untilServingFromPool(group))),
                enough ? "" : "a prepared capacity of " + (group.desired() + needed));
    }
}
