/// How much a load balancer can carry, pure: [Traffic] is what goes through it, [CapacityUnit] says what AWS's unit
/// covers and which dimension is the largest, [AlbScaling] decides how an application load balancer's capacity follows.
/// Nothing here waits, counts time or talks to anyone.
///
/// Sources: https://aws.amazon.com/elasticloadbalancing/pricing/ (the unit) and
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html
@NullMarked
package io.windtunnel.kernel.capacity;

import org.jspecify.annotations.NullMarked;
