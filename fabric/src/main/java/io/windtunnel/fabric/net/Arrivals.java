package io.windtunnel.fabric.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.windtunnel.kernel.identity.Place;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Receives the connections of a port: finds out who comes, and puts those from outside behind the internet's link.
final class Arrivals extends ChannelInitializer<Channel> {
    private final Network network;
    private final NetworkHost host;
    private final ChannelInitializer<? super Channel> initializer;

    Arrivals(Network network, NetworkHost host, ChannelInitializer<? super Channel> initializer) {
        this.network = network;
        this.host = host;
        this.initializer = initializer;
    }

    @Override
    protected void initChannel(Channel channel) {
        @Nullable InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        if (peer == null) {
            channel.close();
            return;
        }
        Origin known = network.originOf(peer);
        channel.attr(Origin.KEY).set(known != null ? known : new Origin(Place.INTERNET, null, peer, false));
        host.track(channel);
        if (known != null) {
            channel.pipeline().addLast(initializer);
            return;
        }
        LinkHandler gate = network.gateToInternet(host, channel.eventLoop());
        channel.pipeline().addLast(gate).addLast(initializer);
        gate.arm(channel);
    }
}
