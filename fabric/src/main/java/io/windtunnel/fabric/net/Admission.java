package io.windtunnel.fabric.net;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Whether a connection may come to a host: what security groups decide. What is not admitted is dropped without a
/// word, as if nobody were there.
///
/// Thread safety: asked on event loops, by every attempt to connect: it must neither block nor take long.
@FunctionalInterface
public interface Admission {
    /// Admits everybody.
    Admission OPEN = (_, _, _, _) -> true;

    /// @param client the one outside on whose behalf `from` connects; null when it connects for itself
    /// @param port of `to`, on AWS's side
    boolean admits(Host from, @Nullable InetAddress client, Host to, int port);

    /// The same for a datagram that begins a conversation; answers are always admitted.
    default boolean admitsDatagrams(Host from, @Nullable InetAddress client, Host to, int port) {
        return admits(from, client, to, port);
    }
}
