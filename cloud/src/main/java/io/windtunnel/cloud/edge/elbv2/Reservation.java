package io.windtunnel.cloud.edge.elbv2;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The capacity that a load balancer was asked never to fall below.
///
/// @param units what was asked for; 0 for nothing, any more
/// @param before what stays in effect while the request is under way
/// @param provisionedAt when what was asked for is there
/// @param rebalancing whether the request under way is none of the customer's, but a zone that came or went
/// @param decreases when it was lowered, in the last day
record Reservation(
        String balancerArn,
        int units,
        int before,
        Instant modified,
        Instant provisionedAt,
        boolean rebalancing,
        List<Instant> decreases) {
    /// The least that can be reserved.
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html
    static final int LEAST_UNITS = 100;

    /// How often a day it can be lowered. Source:
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/request-capacity-unit-reservation.html
    static final int DECREASES_A_DAY = 2;

    /// From asking until it is there: "a few minutes" at AWS, sometimes hours; see `docs/fidelity.md`.
    static final Duration PROVISIONING = Duration.ofMinutes(3);

    private static final Duration DAY = Duration.ofDays(1);

    static Reservation none(String balancerArn) {
        return new Reservation(balancerArn, 0, 0, Instant.EPOCH, Instant.EPOCH, false, List.of());
    }

    boolean pending(Instant now) {
        return now.isBefore(provisionedAt);
    }

    /// The units that the load balancer has at least now.
    int effective(Instant now) {
        return pending(now) ? before : units;
    }

    int decreasesLeft(Instant now) {
        return Math.max(0, DECREASES_A_DAY - recent(now).size());
    }

    private List<Instant> recent(Instant now) {
        return decreases.stream()
                .filter(decrease -> decrease.plus(DAY).isAfter(now))
                .toList();
    }

    /// From `now` on another amount is asked for. A lower one takes one of the day's decreases.
    Reservation asking(int wanted, Instant now) {
        List<Instant> lowered = new ArrayList<>(recent(now));
        if (wanted < units) lowered.add(now);
        return new Reservation(balancerArn, wanted, effective(now), now, now.plus(PROVISIONING), false, lowered);
    }

    /// From `now` on nothing is asked for; that takes effect at once.
    Reservation reset(Instant now) {
        return new Reservation(balancerArn, 0, 0, now, now, false, recent(now));
    }

    /// A zone has come or gone: what is reserved is spread anew.
    Reservation rebalanced(Instant now) {
        return new Reservation(balancerArn, units, units, modified, now.plus(PROVISIONING), true, decreases);
    }
}
