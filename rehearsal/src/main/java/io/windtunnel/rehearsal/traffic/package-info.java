/// The wind: an open loop. [Arrivals] says when each request is due, whatever became of those before; [Generator] sends
/// them on time and charges latency from that moment, so that a slow answer does not hide the requests behind it;
/// [Client] is a plain HTTP client that resolves names, tries the next address and keeps connections.
@NullMarked
package io.windtunnel.rehearsal.traffic;

import org.jspecify.annotations.NullMarked;
