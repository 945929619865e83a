package io.windtunnel.rehearsal.readiness;

import io.windtunnel.kernel.capacity.AlbScaling;
import io.windtunnel.kernel.capacity.CapacityUnit;
import io.windtunnel.kernel.capacity.Traffic;
import io.windtunnel.rehearsal.plan.TrafficPlan;
import io.windtunnel.rehearsal.readiness.Finding.Outcome;
import io.windtunnel.rehearsal.readiness.Survey.Balancer;
import io.windtunnel.rehearsal.readiness.Survey.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Whether an application load balancer's capacity grows as fast as the traffic does, or should be reserved.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html
final class BalancerCheck implements Check {
    private static final int MINUTE = 60;
    private static final String LIMIT = "an ALB starts with " + Finding.count(AlbScaling.INITIAL_UNITS)
            + " LCU (guessed) and doubles in " + Finding.time(AlbScaling.DOUBLING);

    /// What one request comes to where nothing better is known: a thousand bytes.
    private static final double USUAL_BYTES = 1_000;

    @Override
    public List<Finding> look(Situation situation) {
        List<Finding> findings = new ArrayList<>();
        for (Balancer balancer : situation.survey().balancers()) {
            List<TrafficPlan> traffic = situation.trafficOf(balancer);
            if (balancer.application() && !traffic.isEmpty())
                findings.add(judge(situation, balancer, Forecast.of(traffic)));
        }
        return findings;
    }

    private static Finding judge(Situation situation, Balancer balancer, Forecast forecast) {
        double bytes = bytes(situation, balancer);
        int first = firstShort(balancer, forecast, bytes, false);
        double most = highest(balancer, forecast, bytes, false);
        double unkept = highest(balancer, forecast, bytes, true);
        int reserve = (int) Math.max(100, Math.ceil(most));
        String figure = "the peak needs %s LCU; %s if every request had a connection of its own"
                .formatted(Finding.count(Math.ceil(most)), Finding.count(Math.ceil(unkept)));
        String limit = balancer.reservedUnits() > 0 ? LIMIT + "; " + balancer.reservedUnits() + " are reserved" : LIMIT;
        double sudden = forecast.peak() * Math.max(AlbScaling.INITIAL_UNITS, balancer.reservedUnits()) / unkept;
        if (first >= 0)
            return new Finding(
                    "load balancer capacity",
                    balancer.name(),
                    Outcome.BREAKS,
                    forecast.at(first),
                    figure,
                    limit,
                    "reserve " + reserve + " LCU (elbv2 modify-capacity-reservation; quota L-8A66D0E6)");
        int firstUnkept = firstShort(balancer, forecast, bytes, true);
        boolean holds = firstUnkept < 0;
        return new Finding(
                "load balancer capacity",
                balancer.name(),
                holds ? Outcome.HOLDS : Outcome.RISK,
                holds ? (sudden > forecast.peak() ? sudden : Double.NaN) : forecast.at(firstUnkept),
                figure,
                limit,
                holds ? "" : "reserve capacity where clients do not keep their connections");
    }

    private static double bytes(Situation situation, Balancer balancer) {
        return situation.serving().stream()
                .filter(group -> behind(situation, group, balancer))
                .flatMap(group -> situation.serving(group).stream())
                .mapToDouble(Serving::bytes)
                .max()
                .orElse(USUAL_BYTES);
    }

    private static boolean behind(Situation situation, Group group, Balancer balancer) {
        return situation.targetGroups(group).stream()
                .anyMatch(targets -> targets.balancers().contains(balancer.arn()));
    }

    private static double units(Balancer balancer, double rate, double connections, double bytes) {
        return CapacityUnit.APPLICATION.units(
                new Traffic(connections, connections, rate * bytes, rate * CapacityUnit.evaluations(balancer.rules())));
    }

    private static double highest(Balancer balancer, Forecast forecast, double bytes, boolean noneKept) {
        double highest = 0;
        for (int second = 0; second < forecast.seconds(); second++) {
            double connections = noneKept ? forecast.at(second) : forecast.unkeptAt(second);
            highest = Math.max(highest, units(balancer, forecast.at(second), connections, bytes));
        }
        return highest;
    }

    /// The first second in which the traffic needs more than the capacity has become; -1 when none does.
    private static int firstShort(Balancer balancer, Forecast forecast, double bytes, boolean noneKept) {
        AlbScaling.State state =
                new AlbScaling.State(Math.max(AlbScaling.INITIAL_UNITS, balancer.reservedUnits()), Instant.EPOCH);
        double peak = 0;
        for (int second = 0; second < forecast.seconds(); second++) {
            double connections = noneKept ? forecast.at(second) : forecast.unkeptAt(second);
            double needed = units(balancer, forecast.at(second), connections, bytes);
            if (needed > state.units()) return second;
            peak = Math.max(peak, needed);
            if ((second + 1) % MINUTE != 0) continue;
            AlbScaling.Observed observed = new AlbScaling.Observed(peak, balancer.reservedUnits());
            state = AlbScaling.decide(state, observed, Instant.ofEpochSecond(second + 1));
            peak = 0;
        }
        return -1;
    }
}
