package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.CapacityReservationStatus;
import io.windtunnel.cloud.edge.elbv2.Shapes.MinimumLoadBalancerCapacity;
import io.windtunnel.cloud.edge.elbv2.Shapes.ZonalCapacityReservationState;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Capacity reservations: asked for, looked at, given up.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyCapacityReservation.html
final class Reservations {
    /// Service Quotas' codes, with AWS's default where Service Quotas does not list them. Source:
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
    private static final String MOST_OF_ONE = "L-0BB7B635";

    private static final String MOST_IN_REGION = "L-8A66D0E6";
    private static final double STANDARD_MOST = 15_000;

    private final Ledger ledger;
    private final Fabric fabric;
    private final Directory directory;

    Reservations(Ledger ledger, Fabric fabric, Directory directory) {
        this.ledger = ledger;
        this.fabric = fabric;
        this.directory = directory;
    }

    private Instant now() {
        return fabric.time().now();
    }

    Answers.CapacityReservation describe(Scope scope, String arn) {
        BalancerState balancer = application(scope, arn, "DescribeCapacityReservation");
        return answer(balancer, ledger.reservation(scope, arn));
    }

    Answers.CapacityReservation modify(Scope scope, Requests.ModifyCapacityReservation request) {
        String arn = request.loadBalancerArn();
        BalancerState balancer = application(scope, arn, "ModifyCapacityReservation");
        boolean reset = Boolean.TRUE.equals(request.resetCapacityReservation());
        MinimumLoadBalancerCapacity asked = request.minimumLoadBalancerCapacity();
        if (reset == (asked != null && asked.capacityUnits() != null))
            throw Refusals.configuration(
                    "Exactly one of MinimumLoadBalancerCapacity and ResetCapacityReservation must be specified");
        Instant now = now();
        synchronized (ledger) {
            Table<Reservation> table = ledger.reservations(scope);
            Reservation old = ledger.reservation(scope, arn);
            Reservation changed = reset ? old.reset(now) : asking(scope, old, units(asked), now);
            table.put(arn, changed);
            return answer(balancer, changed);
        }
    }

    private static int units(@Nullable MinimumLoadBalancerCapacity asked) {
        return Objects.requireNonNull(Objects.requireNonNull(asked).capacityUnits());
    }

    private Reservation asking(Scope scope, Reservation old, int wanted, Instant now) {
        if (wanted < Reservation.LEAST_UNITS)
            throw Refusals.configuration("The minimum capacity of an Application Load Balancer must be at least "
                    + Reservation.LEAST_UNITS + " capacity units");
        if (old.pending(now))
            throw new AwsException(
                    "CapacityReservationPending",
                    "There is a pending capacity reservation for load balancer '" + old.balancerArn() + "'");
        if (wanted == old.units()) return old;
        if (wanted < old.units() && old.decreasesLeft(now) == 0)
            throw new AwsException(
                    "CapacityDecreaseRequestLimitExceeded",
                    "The daily limit of " + Reservation.DECREASES_A_DAY
                            + " decreases of the capacity reservation has been reached");
        requireQuotas(scope, old, wanted);
        return old.asking(wanted, now);
    }

    private void requireQuotas(Scope scope, Reservation old, int wanted) {
        double mostOfOne = quota(scope, MOST_OF_ONE);
        if (wanted > mostOfOne)
            throw tooMany("You've exceeded the capacity units limit per load balancer: " + (long) mostOfOne);
        double mostInRegion = quota(scope, MOST_IN_REGION);
        long others = ledger.reservations(scope).values().stream()
                .filter(other -> !other.balancerArn().equals(old.balancerArn()))
                .mapToLong(Reservation::units)
                .sum();
        if (others + wanted > mostInRegion)
            throw tooMany("You've exceeded the capacity units limit per Region: " + (long) mostInRegion);
    }

    private static AwsException tooMany(String message) {
        return new AwsException("CapacityUnitsLimitExceeded", message);
    }

    private double quota(Scope scope, String code) {
        try {
            return Quotas.of(directory).value(scope, "elasticloadbalancing", code);
        } catch (IllegalArgumentException notListed) {
            return STANDARD_MOST;
        }
    }

    /// The load balancer was moved to other zones.
    void rebalance(Scope scope, String arn) {
        Instant now = now();
        synchronized (ledger) {
            Reservation old = ledger.reservation(scope, arn);
            if (old.units() > 0 && !old.pending(now)) ledger.reservations(scope).put(arn, old.rebalanced(now));
        }
    }

    private BalancerState application(Scope scope, String arn, String operation) {
        BalancerState found = ledger.balancer(scope, arn);
        if (!arn.contains(":loadbalancer/app/"))
            throw Refusals.notBuilt(operation, "a load balancer that is not an application load balancer");
        return found;
    }

    private Answers.CapacityReservation answer(BalancerState balancer, Reservation reservation) {
        Instant now = now();
        int left = reservation.decreasesLeft(now);
        if (reservation.modified().equals(Instant.EPOCH))
            return new Answers.CapacityReservation(null, left, null, List.of());
        if (reservation.units() == 0)
            return new Answers.CapacityReservation(reservation.modified(), left, null, List.of());
        return new Answers.CapacityReservation(
                reservation.modified(),
                left,
                new MinimumLoadBalancerCapacity(reservation.units()),
                zones(balancer, reservation, now));
    }

    private static List<ZonalCapacityReservationState> zones(
            BalancerState balancer, Reservation reservation, Instant now) {
        String code = !reservation.pending(now) ? "provisioned" : reservation.rebalancing() ? "rebalancing" : "pending";
        double share = (double) reservation.effective(now) / balancer.seats().size();
        return balancer.seats().stream()
                .map(seat -> new ZonalCapacityReservationState(new CapacityReservationStatus(code), seat.zone(), share))
                .toList();
    }
}
