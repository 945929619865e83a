package io.windtunnel.cloud.edge.elbv2.flow;

import io.windtunnel.cloud.edge.elbv2.proxy.Pool;

/// A target group behind a listener.
///
/// @param preserveClient whether its targets see the client's own address, where it has one of theirs
/// @param proxyHeader whether its targets are told of the client by PROXY protocol v2
/// @param sticky whether flows of one source address go to one target
public record FlowGroup(Pool pool, boolean preserveClient, boolean proxyHeader, boolean sticky) {
    String arn() {
        return pool.settings().group();
    }
}
