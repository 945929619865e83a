package io.windtunnel.fabric.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.windtunnel.kernel.identity.Place;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Who stands at the other end of an accepted connection. Set on the channel before its initializer runs.
///
/// @param place where the connection comes from
/// @param host the host that connected; null when it is somebody outside
/// @param client the client's address as the acceptor should see and tell it (as in `X-Forwarded-For`): the host's
///     address on AWS's side, the real address of somebody outside, or the one a relay connected on behalf of
/// @param relayed whether a relay connected on behalf of the client
public record Origin(Place place, @Nullable Host host, InetSocketAddress client, boolean relayed) {
    /// Where an accepted channel keeps its origin.
    public static final AttributeKey<Origin> KEY = AttributeKey.valueOf(Origin.class, "origin");

    /// The socket address of an address on AWS's side; nothing is looked up.
    static InetSocketAddress address(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }

    /// The origin of a connection accepted by a [Listener].
    ///
    /// @throws IllegalStateException when the channel was not accepted from the network
    public static Origin of(Channel accepted) {
        Origin origin = accepted.attr(KEY).get();
        if (origin == null) throw new IllegalStateException("not a connection the network accepted: " + accepted);
        return origin;
    }
}
