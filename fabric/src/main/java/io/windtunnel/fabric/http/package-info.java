/// HTTP/1.1 servers and clients that stand in a place: for small services, health checks and the API. Long
/// bodies may be streams (`HttpServer.Streaming`). A data plane that must be faster yet builds on
/// [io.windtunnel.fabric.net.Network] itself.
@NullMarked
package io.windtunnel.fabric.http;

import org.jspecify.annotations.NullMarked;
