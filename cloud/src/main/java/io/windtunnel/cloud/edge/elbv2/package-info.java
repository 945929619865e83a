/// Elastic Load Balancing, version 2: application and network load balancers.
///
/// `Balancers` (with `Seating`), `Groups`, `Targets`, `Listeners` and `Rules` are the control plane,
/// `Ledger` its books. `LiveFleet` sets each application load balancer to work, a `LiveBalancer` with a
/// `LiveNode` per zone, and `FlowFleet` each network load balancer, a `FlowBalancer` with a `FlowStation`
/// per zone. What both kinds have is in `Station`, `TargetViews` and `Whereabouts`. The data planes of a
/// node, which know no API, are in [io.windtunnel.cloud.edge.elbv2.proxy] and
/// [io.windtunnel.cloud.edge.elbv2.flow]; how a target is chosen and judged is in `kernel.balance` and
/// `kernel.health`.
///
/// Honoured: HTTP and HTTPS listeners with SNI, all rule conditions but regular expressions, forward
/// (weighted, sticky), redirect and fixed response; TCP, UDP, TCP_UDP and TLS listeners; targets by
/// instance and address, and an application load balancer behind a network one; every node's own health
/// checks; fail open; slow start; stickiness; deregistration delay; cross-zone; DNS failover; WebSocket;
/// HTTP/2 from clients; static addresses; capacity of application load balancers that grows and shrinks with
/// the traffic, its metrics and reservations (`BalancerCapacity`, `Reservations`). Not built, and said so: gateway load
/// balancers, Lambda targets,
/// HTTP/2 and gRPC to targets, authentication actions, mutual TLS, access logs, IPv6, QUIC, zonal shift.
///
/// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html and
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html
@NullMarked
package io.windtunnel.cloud.edge.elbv2;

import org.jspecify.annotations.NullMarked;
