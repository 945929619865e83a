package io.windtunnel.cloud.edge.elbv2.flow;

import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.kernel.balance.FlowHash;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// What the packets of one flow have in common.
///
/// @param destination the node's address and the listener's port
/// @param sequence TCP's first sequence number, which the sockets do not tell and chance stands for; 0 for UDP
record FlowKey(String protocol, InetSocketAddress source, InetSocketAddress destination, long sequence) {
    long hash() {
        return FlowHash.of(
                protocol,
                source.getAddress().getAddress(),
                source.getPort(),
                destination.getAddress().getAddress(),
                destination.getPort(),
                sequence);
    }

    long sourceHash() {
        return FlowHash.of(source.getAddress().getAddress());
    }

    /// The target for the flow among those that are fit: fixed by the hash, so that all its packets go the
    /// same way.
    Backend choose(List<Backend> fit, boolean sticky) {
        if (sticky) return FlowHash.stay(sourceHash(), fit, Backend::key);
        return fit.get(FlowHash.index(Long.rotateLeft(hash(), 17), fit.size()));
    }

    /// Whether a target in an IPv4 network could see the client's address.
    static boolean visible(InetAddress client) {
        return client.getAddress().length == 4;
    }
}
