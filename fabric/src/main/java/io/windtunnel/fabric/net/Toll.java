package io.windtunnel.fabric.net;

import org.jspecify.annotations.Nullable;

/// Counts what passes one socket of a connection for the hosts at its two ends. The far end is counted here too where
/// its own socket is not gated.
///
/// @param here the host the socket is of
/// @param there the host of its peer; null for somebody outside
record Toll(NetworkHost here, @Nullable NetworkHost there) {
    /// Bytes came from the peer.
    void inbound(long bytes) {
        here.traffic().receive(bytes);
        if (there != null) there.traffic().send(bytes, outside(here));
    }

    /// Bytes are on their way to the peer.
    void outbound(long bytes) {
        here.traffic().send(bytes, there == null || outside(there));
        if (there != null) there.traffic().receive(bytes);
    }

    private static boolean outside(NetworkHost host) {
        return host.place() instanceof io.windtunnel.kernel.identity.Place.Internet;
    }
}
