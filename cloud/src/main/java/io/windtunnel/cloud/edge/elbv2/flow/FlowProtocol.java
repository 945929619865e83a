package io.windtunnel.cloud.edge.elbv2.flow;

/// What a flow speaks, as metrics and capacity units tell them apart.
public enum FlowProtocol {
    TCP,
    TLS,
    UDP
}
