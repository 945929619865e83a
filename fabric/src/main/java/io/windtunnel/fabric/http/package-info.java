/// HTTP/1.1 servers and clients that stand in a place: for small services and health checks. A data plane that must be
/// fast or stream builds on [io.windtunnel.fabric.net.Network] itself.
@NullMarked
package io.windtunnel.fabric.http;

import org.jspecify.annotations.NullMarked;
