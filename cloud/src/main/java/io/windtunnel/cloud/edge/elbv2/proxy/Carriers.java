package io.windtunnel.cloud.edge.elbv2.proxy;

import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.random.RandomStreams;

/// Makes what carries the traffic of a node. Offered in the directory by whoever plays the network; where nobody does,
/// it is sockets.
@FunctionalInterface
public interface Carriers {
    /// Where a node stands.
    ///
    /// @param realm the VPC its address belongs to
    record Stand(Place place, String realm, String ip) {}

    /// What the node is made of.
    ///
    /// @param random streams of the node's own
    record Making(Stand stand, Meters meters, RandomStreams random, NodeSettings settings, Ceiling ceiling) {}

    Carrier of(Making making);
}
