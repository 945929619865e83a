package io.windtunnel.kernel.capacity;

/// What one load balancer capacity unit covers. A load balancer uses as many units as its largest dimension needs.
///
/// Source: https://aws.amazon.com/elasticloadbalancing/pricing/
public record CapacityUnit(
        double newConnectionsPerSecond,
        double activeConnections,
        double bytesPerHour,
        double ruleEvaluationsPerSecond) {
    /// The unit (LCU) of an application load balancer before instances and addresses. A gigabyte is 10^9 bytes, as in
    /// the page's examples.
    public static final CapacityUnit APPLICATION = new CapacityUnit(25, 3_000, 1e9, 1_000);

    /// Rules that a request passes without being counted.
    public static final int FREE_RULES = 10;

    private static final double SECONDS_PER_HOUR = 3_600;

    /// The units that `traffic` needs in one dimension.
    public double units(Traffic traffic, Dimension dimension) {
        return switch (dimension) {
            case NEW_CONNECTIONS -> traffic.newConnectionsPerSecond() / newConnectionsPerSecond;
            case ACTIVE_CONNECTIONS -> traffic.activeConnections() / activeConnections;
            case PROCESSED_BYTES -> traffic.bytesPerSecond() * SECONDS_PER_HOUR / bytesPerHour;
            case RULE_EVALUATIONS -> traffic.ruleEvaluationsPerSecond() / ruleEvaluationsPerSecond;
        };
    }

    /// The units that `traffic` needs: those of its largest dimension.
    public double units(Traffic traffic) {
        return units(traffic, largest(traffic));
    }

    /// The dimension that needs the most units; the first one where none needs any.
    public Dimension largest(Traffic traffic) {
        Dimension largest = Dimension.NEW_CONNECTIONS;
        for (Dimension dimension : Dimension.values())
            if (units(traffic, dimension) > units(traffic, largest)) largest = dimension;
        return largest;
    }

    /// The most that so many units carry in every dimension.
    public Traffic covers(double units) {
        return new Traffic(
                newConnectionsPerSecond * units,
                activeConnections * units,
                bytesPerHour * units / SECONDS_PER_HOUR,
                ruleEvaluationsPerSecond * units);
    }

    /// Rule evaluations of one request that passed `rules` rules.
    public static int evaluations(int rules) {
        return Math.max(0, rules - FREE_RULES);
    }
}
