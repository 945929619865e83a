/// The data plane of a network load balancer: what one node does with the flows that come to it. It knows
/// no API: it is given [io.windtunnel.cloud.edge.elbv2.flow.FlowDoor]s with routes to pools of targets,
/// whose health checks and choice of who is fit it shares with the application load balancer.
///
/// Honoured: TCP, UDP and both on one port; TLS ended here (SNI, ALPN policies) and TLS passed through;
/// the flow hash; weighted groups; stickiness by source address; client addresses preserved; PROXY
/// protocol v2; half-closed connections and resets; idle timeouts; fail open; connections ended with their
/// target; the limit of ports to one target. Not honoured: the end-to-end handshake (a client is connected
/// before its target is), QUIC, IPv6.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html
@NullMarked
package io.windtunnel.cloud.edge.elbv2.flow;

import org.jspecify.annotations.NullMarked;
