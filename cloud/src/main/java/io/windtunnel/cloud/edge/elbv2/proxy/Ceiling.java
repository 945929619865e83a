package io.windtunnel.cloud.edge.elbv2.proxy;

import io.windtunnel.kernel.capacity.CapacityUnit;
import io.windtunnel.kernel.capacity.Traffic;
import io.windtunnel.kernel.time.Time;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What one node can carry, and what it carries: it counts connections, bytes and rule evaluations, and says when the
/// node's share of the load balancer's capacity is used up. A node that was given no share carries everything.
///
/// Beyond its share a node rejects new connections (`RejectedConnectionCount`) and answers 503 to requests that come
/// over connections that stand. What AWS does then is only told for the older kind of load balancer.
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ts-elb-error-message.html (503) and
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
///
/// Thread safety: every method may be called from any thread; none locks or blocks. A request costs two comparisons.
public final class Ceiling {
    /// For how many seconds of its rate a rested node can be overrun: our own figure.
    static final double BURST_SECONDS = 10;

    private final Time time;
    private final Allowance connections = new Allowance();
    private final Allowance bytes = new Allowance();
    private final Allowance evaluations = new Allowance();
    private final AtomicInteger active = new AtomicInteger();
    private final LongAdder arrived = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile double mostActive = Double.POSITIVE_INFINITY;

    public Ceiling(Time time) {
        this.time = time;
    }

    /// From now on the node carries so many capacity units.
    public void units(double units) {
        Traffic most = CapacityUnit.APPLICATION.covers(units);
        long now = time.nanos();
        mostActive = most.activeConnections();
        limit(connections, most.newConnectionsPerSecond(), now);
        limit(bytes, most.bytesPerSecond(), now);
        limit(evaluations, most.ruleEvaluationsPerSecond(), now);
    }

    private static void limit(Allowance allowance, double perSecond, long now) {
        allowance.limit(perSecond, perSecond * BURST_SECONDS, now);
    }

    /// Whether a client's connection is let in; counts it either way.
    public boolean admitsConnection() {
        return admitsConnections(1);
    }

    /// The same for `count` connections that come together: all of them or none.
    public boolean admitsConnections(int count) {
        arrived.add(count);
        if (active.get() >= mostActive || !within(connections)) {
            refused.add(count);
            return false;
        }
        connections.spend(count);
        active.addAndGet(count);
        return true;
    }

    /// A connection that was let in has ended.
    public void connectionEnded() {
        connectionsEnded(1);
    }

    /// So many have ended.
    public void connectionsEnded(int count) {
        active.addAndGet(-count);
    }

    /// Whether a request is served.
    public boolean admitsRequest() {
        return admitsRequests(1);
    }

    /// The same for `count` requests that come together: all of them or none.
    public boolean admitsRequests(long count) {
        if (within(bytes) && within(evaluations)) return true;
        refused.add(count);
        return false;
    }

    private boolean within(Allowance allowance) {
        return allowance.left() || allowance.leftAt(time.nanos());
    }

    public void bytes(long count) {
        bytes.spend(count);
    }

    /// A request has passed so many rules.
    public void rules(int count) {
        rules(count, 1);
    }

    /// So many requests have passed so many rules each.
    public void rules(int count, long requests) {
        int counted = CapacityUnit.evaluations(count);
        if (counted > 0) evaluations.spend(counted * requests);
    }

    /// Connections and requests that were turned away so far.
    public long refused() {
        return refused.sum();
    }

    /// All that was counted up to a moment. Connections that were turned away are counted too: they are what the load
    /// balancer has to grow for.
    ///
    /// @param active connections that stood at that moment
    public record Count(long connections, int active, long bytes, long evaluations, long atNanos) {
        /// What went through since an earlier count.
        public Traffic since(Count before) {
            double seconds = (atNanos - before.atNanos) / 1e9;
            if (!(seconds > 0)) return Traffic.NONE;
            return new Traffic(
                    (connections - before.connections) / seconds,
                    active,
                    (bytes - before.bytes) / seconds,
                    (evaluations - before.evaluations) / seconds);
        }
    }

    public Count count() {
        return new Count(arrived.sum(), Math.max(0, active.get()), bytes.spent(), evaluations.spent(), time.nanos());
    }
}
