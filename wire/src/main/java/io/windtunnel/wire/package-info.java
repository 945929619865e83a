/// AWS's protocols, driven by AWS's published API models: bytes to small records and back. No sockets.
@NullMarked
package io.windtunnel.wire;

import org.jspecify.annotations.NullMarked;
