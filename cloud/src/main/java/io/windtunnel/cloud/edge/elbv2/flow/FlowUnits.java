package io.windtunnel.cloud.edge.elbv2.flow;

/// Load balancer capacity units of a network load balancer: what one is worth, for each protocol. From
/// memory, see `docs/fidelity.md`; AWS publishes them on its pricing page only.
public final class FlowUnits {
    private static final double GIGABYTE = 1e9;
    private static final double MINUTES_PER_HOUR = 60;
    private static final double SECONDS_PER_MINUTE = 60;

    private FlowUnits() {}

    /// The units in use during a minute: the largest of what its new flows, its standing flows and its
    /// bytes take.
    public static double used(FlowProtocol protocol, double newFlows, double standingFlows, double bytes) {
        double fresh = newFlows / SECONDS_PER_MINUTE / newPerSecond(protocol);
        double standing = standingFlows / standing(protocol);
        double volume = bytes * MINUTES_PER_HOUR / GIGABYTE;
        return Math.max(fresh, Math.max(standing, volume));
    }

    private static double newPerSecond(FlowProtocol protocol) {
        return switch (protocol) {
            case TCP -> 800;
            case TLS -> 50;
            case UDP -> 400;
        };
    }

    private static double standing(FlowProtocol protocol) {
        return switch (protocol) {
            case TCP -> 100_000;
            case TLS -> 3_000;
            case UDP -> 50_000;
        };
    }
}
