/// Readiness for a high-traffic day, `windtunnel readiness`: what would break first, and at which load, told before the
/// wind blows. [Readiness] deploys the designs of a rehearsal file into a cloud on virtual time, [Surveyor] asks for
/// what
/// was made through the APIs a person would use, and each [Check] holds the [Survey] against the [Forecast].
///
/// Honoured: quotas, maximum sizes, the speed of scaling, load balancers' capacity, boot and image weight, single
/// points
/// of failure, detection times, scheduled actions, warm pools.
/// Not honoured: stand-ins' `steps`, functions, queues and databases: only what stands behind load balancers is
/// reckoned.
///
/// Source: https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/welcome.html
@NullMarked
package io.windtunnel.rehearsal.readiness;

import org.jspecify.annotations.NullMarked;
