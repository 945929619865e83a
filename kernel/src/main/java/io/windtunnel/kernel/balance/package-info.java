/// Whom to send the next request to: the algorithms of a load balancer, without sockets or clocks.
@NullMarked
package io.windtunnel.kernel.balance;

import org.jspecify.annotations.NullMarked;
