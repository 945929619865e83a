package io.windtunnel.cloud.edge.elbv2.proxy;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What carries the traffic of one node of a load balancer: sockets ([Node]), or whoever plays them. It is given doors
/// with routes to pools, chooses targets by the pools, keeps to its ceiling and tells its meters.
///
/// Thread safety: the control plane calls it from one thread at a time.
public interface Carrier extends AutoCloseable {
    /// From now on the node works by other settings.
    void settings(NodeSettings next);

    /// Opens a door.
    void open(Door door);

    /// The door on a port, or null.
    @Nullable
    Door door(int port);

    /// The ports whose doors are open.
    Set<Integer> ports();

    /// Closes a door; connections through it stay until they are over.
    void close(int port);

    /// Connections that stand now, from clients and to targets.
    int connections();

    /// What checks the node's targets.
    Prober prober();

    /// Ends every door and connection.
    @Override
    void close();
}
