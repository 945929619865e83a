package io.windtunnel.cloud.edge.elbv2.flow;

import java.time.Duration;

/// The source ports of one node towards one target, where the node speaks from its own address: so many at
/// a time, and so many new ones a minute. Decides; the caller owns it and guards it.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
final class PortBudget {
    /// Connections at a time, and about as many new ones a minute.
    static final int MOST = 55_000;

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private long minuteFrom = Long.MIN_VALUE;
    private int begun;
    private int standing;

    /// Takes a port for a connection that begins now; false when none is to be had.
    boolean take(long nowNanos) {
        if (minuteFrom == Long.MIN_VALUE || nowNanos - minuteFrom >= MINUTE_NANOS) {
            minuteFrom = nowNanos;
            begun = 0;
        }
        if (begun >= MOST || standing >= MOST) return false;
        begun++;
        standing++;
        return true;
    }

    void giveBack() {
        standing--;
    }
}
