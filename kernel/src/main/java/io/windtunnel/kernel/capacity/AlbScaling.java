package io.windtunnel.kernel.capacity;

import java.time.Duration;
import java.time.Instant;

/// How an application load balancer's capacity follows what it carries.
///
/// AWS says that it scales reactively on every dimension, and that a customer should reserve capacity where traffic
/// will
/// more than double in under five minutes. So it keeps twice the capacity that was last needed, and doubles in no less
/// than five minutes: traffic that doubles in five minutes is always carried, traffic that grows faster overtakes it.
/// It shrinks slowly, and never below what is reserved. How AWS really does it is not published: these figures are
/// marked as observed or guessed in `docs/fidelity.md`.
///
/// Source: https://aws.amazon.com/blogs/networking-and-content-delivery/
/// using-load-balancer-capacity-unit-reservation-to-prepare-for-sharp-increases-in-traffic
public final class AlbScaling {
    /// Units that a new load balancer has, and never less. Guessed: the smallest reservation that AWS takes is 100,
    /// which
    /// would be no use if every load balancer had more.
    public static final double INITIAL_UNITS = 100;

    /// Capacity that is kept for each unit that was needed.
    public static final double HEADROOM = 2;

    /// In which the capacity may double.
    public static final Duration DOUBLING = Duration.ofMinutes(5);

    /// In which the capacity may halve. Observed: load balancers are said to scale down in hours.
    public static final Duration HALVING = Duration.ofHours(1);

    private AlbScaling() {}

    /// The capacity in units, as of a moment.
    public record State(double units, Instant at) {
        public static State initial(Instant now) {
            return new State(INITIAL_UNITS, now);
        }
    }

    /// What was seen since the last decision.
    ///
    /// @param peakUnits the most units that were needed at a time
    /// @param reservedUnits the reservation in effect; 0 for none
    public record Observed(double peakUnits, double reservedUnits) {}

    /// The capacity from now on.
    public static State decide(State state, Observed observed, Instant now) {
        Duration passed = Duration.between(state.at(), now);
        if (passed.isNegative() || passed.isZero()) return state;
        double wanted = observed.peakUnits() * HEADROOM;
        double units = wanted > state.units()
                ? Math.min(wanted, state.units() * Math.pow(2, share(passed, DOUBLING)))
                : Math.max(wanted, state.units() * Math.pow(2, -share(passed, HALVING)));
        double floor = Math.max(INITIAL_UNITS, observed.reservedUnits());
        return new State(Math.max(floor, units), now);
    }

    /// How long it takes to grow from one capacity to another; nothing where it need not grow.
    public static Duration growth(double from, double to) {
        if (to <= from) return Duration.ZERO;
        double doublings = Math.log(to / from) / Math.log(2);
        return Duration.ofMillis(Math.round(doublings * DOUBLING.toMillis()));
    }

    private static double share(Duration passed, Duration of) {
        return (double) passed.toNanos() / of.toNanos();
    }
}
