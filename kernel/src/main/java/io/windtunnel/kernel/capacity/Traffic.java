package io.windtunnel.kernel.capacity;

/// What goes through a load balancer, on average over a stretch of time.
///
/// @param newConnectionsPerSecond connections that clients opened
/// @param activeConnections connections of clients that stood
/// @param bytesPerSecond bytes of requests and responses
/// @param ruleEvaluationsPerSecond requests times the rules that each passed beyond the free ones
public record Traffic(
        double newConnectionsPerSecond,
        double activeConnections,
        double bytesPerSecond,
        double ruleEvaluationsPerSecond) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    public Traffic {
        if (!(newConnectionsPerSecond >= 0
                && activeConnections >= 0
                && bytesPerSecond >= 0
                && ruleEvaluationsPerSecond >= 0)) throw new IllegalArgumentException("traffic that is not negative");
    }

    public Traffic plus(Traffic other) {
        return new Traffic(
                newConnectionsPerSecond + other.newConnectionsPerSecond,
                activeConnections + other.activeConnections,
                bytesPerSecond + other.bytesPerSecond,
                ruleEvaluationsPerSecond + other.ruleEvaluationsPerSecond);
    }

    public Traffic times(double factor) {
        return new Traffic(
                newConnectionsPerSecond * factor,
                activeConnections * factor,
                bytesPerSecond * factor,
                ruleEvaluationsPerSecond * factor);
    }
}
