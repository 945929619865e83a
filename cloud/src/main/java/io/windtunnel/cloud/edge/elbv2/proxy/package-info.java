/// The data plane of an application load balancer: what one node does with the connections that come to it. It knows no
/// API: it is given [io.windtunnel.cloud.edge.elbv2.proxy.Door]s with routes and
/// [io.windtunnel.cloud.edge.elbv2.proxy.Pool]s of targets.
///
/// A request's way: [io.windtunnel.cloud.edge.elbv2.proxy.Front] reads it, asks the routes what to do, takes a
/// connection to a target from the pool, and is joined with its [io.windtunnel.cloud.edge.elbv2.proxy.Back] by an
/// [io.windtunnel.cloud.edge.elbv2.proxy.Exchange] until the response is over. Both sides live on one event loop, and
/// bodies flow through as they come.
@NullMarked
package io.windtunnel.cloud.edge.elbv2.proxy;

import org.jspecify.annotations.NullMarked;
