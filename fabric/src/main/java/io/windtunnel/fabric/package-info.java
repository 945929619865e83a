/// The ground the cloud stands on: places, links and faults; sockets; durable state; child processes.
@NullMarked
package io.windtunnel.fabric;

import org.jspecify.annotations.NullMarked;
