package io.windtunnel.fabric.net;

import io.windtunnel.kernel.identity.Place;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The hosts of a ground, by their addresses, and who may connect to whom: with sockets ([Network]) or without
/// ([UnpluggedHosts]).
///
/// Thread safety: every method may be called from any thread.
public interface Hosts {
    /// Puts a host on the ground.
    ///
    /// @throws IllegalStateException when the address is taken
    Host host(Place place, String realm, String ip);

    /// The host at an address.
    Optional<Host> find(String realm, String ip);

    /// Holds connections against `admission` from now on; those that are made stay.
    void admission(Admission admission);

    /// Hosts stand in the segments it names from now on; those that are there stay where they are.
    default void segmentation(Segmentation segmentation) {}

    /// Whether a connection may come to a port of a host; see [Admission].
    boolean admits(Host from, @Nullable InetAddress client, Host to, int port);
}
