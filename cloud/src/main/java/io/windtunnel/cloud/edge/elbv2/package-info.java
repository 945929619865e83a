/// Elastic Load Balancing, version 2: application load balancers.
///
/// `Balancers`, `Groups`, `Targets`, `Listeners` and `Rules` are the control plane, `Ledger` its books. `LiveFleet`
/// sets
/// each load balancer to work: a `LiveBalancer` with a `LiveNode` per zone. The data plane of a node, which knows no
/// API, is in [io.windtunnel.cloud.edge.elbv2.proxy]; how a target is chosen and judged is in `kernel.balance` and
/// `kernel.health`.
///
/// Honoured: HTTP and HTTPS listeners with SNI, all rule conditions but regular expressions, forward (weighted,
/// sticky),
/// redirect and fixed response; targets by instance and address; every node's own health checks; fail open; slow start;
/// both kinds of stickiness; deregistration delay; cross-zone; DNS failover; WebSocket; HTTP/2 from clients; capacity
/// that grows and shrinks with the traffic, its metrics, and capacity reservations (`BalancerCapacity`,
/// `Reservations`).
/// Not built, and said so: network and gateway load balancers, Lambda targets, HTTP/2 and gRPC to targets,
/// authentication actions, mutual TLS, access logs, IPv6.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html
@NullMarked
package io.windtunnel.cloud.edge.elbv2;

import org.jspecify.annotations.NullMarked;
