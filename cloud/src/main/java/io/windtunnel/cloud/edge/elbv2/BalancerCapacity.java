package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.proxy.Ceiling;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.LoadBalancerCapacity.Reading;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.capacity.AlbScaling;
import io.windtunnel.kernel.capacity.CapacityUnit;
import io.windtunnel.kernel.capacity.Dimension;
import io.windtunnel.kernel.capacity.Traffic;
import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The capacity of one application load balancer at work: it looks at what the nodes carry, decides each
/// minute how much they may carry from now on, spreads that evenly over them, and tells CloudWatch, the
/// bill and the journal.
///
/// Thread safety: every method may be called from any thread; no other service is called under its lock.
final class BalancerCapacity {
    private static final CapacityUnit UNIT = CapacityUnit.APPLICATION;
    private static final double MINUTES_PER_HOUR = 60;

    /// How much the capacity must differ from what was last told to be told again: our own figure.
    private static final double WORTH_TELLING = 1.5;

    static final String BILLED_AS = "Elastic Load Balancing";
    static final Usage.Type HOURS = new Usage.Type(BILLED_AS, "LoadBalancerUsage", "Hrs", Usage.Charge.IDLE);
    private static final Usage.Type USED = new Usage.Type(BILLED_AS, "LCUUsage", "LCU-Hrs", Usage.Charge.USE);
    private static final Usage.Type RESERVED =
            new Usage.Type(BILLED_AS, "ReservedLCUUsage", "LCU-Hrs", Usage.Charge.IDLE);

    private final LiveFleet.Ground ground;
    private final Scope scope;
    private final String arn;
    private final String fullName;
    private final Map<Ceiling, Ceiling.Count> lastRound = new LinkedHashMap<>();
    private final Map<Ceiling, Ceiling.Count> lastMinute = new LinkedHashMap<>();
    private AlbScaling.State state;
    private Traffic traffic = Traffic.NONE;
    private double needed;
    private double peak;
    private double told = AlbScaling.INITIAL_UNITS;
    private long refused;
    private long refusedByGone;
    private int calmRounds;
    private boolean saturated;

    BalancerCapacity(LiveFleet.Ground ground, Scope scope, String arn, String fullName) {
        this.ground = ground;
        this.scope = scope;
        this.arn = arn;
        this.fullName = fullName;
        this.state = AlbScaling.State.initial(ground.fabric().time().now());
    }

    /// From now on these are the nodes; each has an even share.
    synchronized void spread(List<Ceiling> nodes) {
        for (Ceiling gone : List.copyOf(lastRound.keySet())) {
            if (nodes.contains(gone)) continue;
            lastRound.remove(gone);
            lastMinute.remove(gone);
            refusedByGone += gone.refused();
        }
        for (Ceiling node : nodes) {
            lastRound.putIfAbsent(node, node.count());
            lastMinute.putIfAbsent(node, node.count());
        }
        share();
    }

    private void share() {
        lastRound.keySet().forEach(node -> node.units(state.units() / lastRound.size()));
    }

    /// One look at the nodes, every [LiveFleet#ROUND].
    void look() {
        List<Journal.Event> events = new ArrayList<>();
        synchronized (this) {
            observe();
            long turnedAway = refusals() - refused;
            refused += turnedAway;
            calmRounds = turnedAway > 0 ? 0 : calmRounds + 1;
            if (turnedAway > 0 && !saturated) {
                saturated = true;
                events.add(event("loadbalancer.saturated", words(turnedAway)));
            } else if (saturated && calmRounds >= MINUTES_PER_HOUR / LiveFleet.ROUND.toSeconds()) {
                saturated = false;
                events.add(event("loadbalancer.relieved", name() + " turns nobody away any more"));
            }
        }
        events.forEach(ground.journal()::record);
    }

    private void observe() {
        double hottest = 0;
        traffic = Traffic.NONE;
        for (Map.Entry<Ceiling, Ceiling.Count> node : lastRound.entrySet()) {
            Ceiling.Count now = node.getKey().count();
            Traffic own = now.since(node.getValue());
            node.setValue(now);
            traffic = traffic.plus(own);
            hottest = Math.max(hottest, UNIT.units(own));
        }
        needed = hottest * lastRound.size();
        peak = Math.max(peak, needed);
    }

    private long refusals() {
        long sum = refusedByGone;
        for (Ceiling node : lastRound.keySet()) sum += node.refused();
        return sum;
    }

    private String name() {
        return "Load balancer " + fullName.split("/")[1];
    }

    private String words(long turnedAway) {
        return "%s is at its capacity of %s units and turned away %d connections or requests within ten seconds (%s)"
                .formatted(
                        name(),
                        round(state.units()),
                        turnedAway,
                        UNIT.largest(traffic).words());
    }

    private static String round(double units) {
        return String.format(Locale.ROOT, "%.0f", units);
    }

    private Journal.Event event(String kind, String words) {
        return new Journal.Event(ground.fabric().time().now(), scope, kind, arn, words);
    }

    /// What a minute comes to.
    private record Minute(double used, double peak, int reserved, List<Journal.Event> events) {}

    /// The end of a minute: tells what was used and decides upon the capacity.
    void minute() {
        Instant now = ground.fabric().time().now();
        int reserved = ground.ledger().reservation(scope, arn).effective(now);
        Minute minute = decide(reserved, now);
        double beyond = minute.used > minute.reserved ? minute.used - minute.reserved : 0;
        publish("ConsumedLCUs", (reserved > 0 ? beyond : minute.used) / MINUTES_PER_HOUR);
        publish("PeakLCUs", minute.peak);
        publish("ReservedLCUs", reserved / MINUTES_PER_HOUR);
        Usage usage = Usage.of(ground.directory());
        if (beyond > 0) usage.meter(scope, arn, USED).add(beyond / MINUTES_PER_HOUR);
        if (reserved > 0) usage.meter(scope, arn, RESERVED).add(reserved / MINUTES_PER_HOUR);
        minute.events.forEach(ground.journal()::record);
    }

    private synchronized Minute decide(int reserved, Instant now) {
        double used = UNIT.units(sinceLastMinute());
        double highest = Math.max(peak, used);
        state = AlbScaling.decide(state, new AlbScaling.Observed(highest, reserved), now);
        peak = 0;
        share();
        List<Journal.Event> events = new ArrayList<>();
        double ratio = state.units() / told;
        if (ratio >= WORTH_TELLING || ratio <= 1 / WORTH_TELLING) {
            events.add(event(
                    "loadbalancer.scaled",
                    "%s has %s to %s capacity units; its traffic needs %s"
                            .formatted(name(), ratio > 1 ? "grown" : "shrunk", round(state.units()), round(highest))));
            told = state.units();
        }
        return new Minute(used, highest, reserved, events);
    }

    private Traffic sinceLastMinute() {
        Traffic all = Traffic.NONE;
        for (Map.Entry<Ceiling, Ceiling.Count> node : lastMinute.entrySet()) {
            Ceiling.Count now = node.getKey().count();
            all = all.plus(now.since(node.getValue()));
            node.setValue(now);
        }
        return all;
    }

    private void publish(String metric, double value) {
        if (value <= 0) return;
        Metrics.Name name =
                new Metrics.Name("AWS/ApplicationELB", metric, new TreeMap<>(Map.of("LoadBalancer", fullName)));
        ground.metrics().meter(scope, name, "Count").record(value);
    }

    Reading reading() {
        int reserved = ground.ledger()
                .reservation(scope, arn)
                .effective(ground.fabric().time().now());
        synchronized (this) {
            Dimension largest = UNIT.largest(traffic);
            return new Reading(state.units(), needed, reserved, largest.words(), refusals());
        }
    }
}
