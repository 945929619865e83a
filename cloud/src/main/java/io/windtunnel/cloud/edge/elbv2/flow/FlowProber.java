package io.windtunnel.cloud.edge.elbv2.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ConnectTimeoutException;
import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.NetworkProber;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.edge.elbv2.proxy.PoolSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Preface;
import io.windtunnel.cloud.edge.elbv2.proxy.Prober;
import io.windtunnel.fabric.net.Destination;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Health checks of a network load balancer's node: a TCP connection that is accepted passes; HTTP and
/// HTTPS as the application load balancer sends them, but for the `Host`. With PROXY protocol each begins
/// with a header for nobody.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
///
/// @param hostHeader the node's address and the listener's port
/// @param proxyHeader whether targets expect PROXY protocol
public record FlowProber(FlowNode node, Supplier<String> hostHeader, BooleanSupplier proxyHeader) implements Prober {
    @Override
    public void probe(Backend target, PoolSettings.Check check, Consumer<Outcome> told) {
        ByteBuf preface =
                proxyHeader.getAsBoolean() ? Unpooled.wrappedBuffer(ProxyHeader.local()) : Unpooled.EMPTY_BUFFER;
        switch (check.protocol()) {
            case TCP -> connect(target, check, preface, told);
            case HTTP, HTTPS ->
                new NetworkProber(node.network(), node.host(), hostHeader.get(), preface).probe(target, check, told);
        }
    }

    private void connect(Backend target, PoolSettings.Check check, ByteBuf preface, Consumer<Outcome> told) {
        int port = check.port() == 0 ? target.address().port() : check.port();
        ChannelFuture connecting = node.network()
                .connect(
                        node.host(),
                        node.network().eventLoop(),
                        new Destination(
                                target.address().realm(), target.address().ip(), port),
                        check.timeout(),
                        null,
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                if (preface.isReadable()) channel.pipeline().addLast(new Preface(preface));
                            }
                        });
        connecting.addListener(done -> {
            connecting.channel().close();
            if (done.isSuccess()) told.accept(Outcome.PASSED);
            else told.accept(done.cause() instanceof ConnectTimeoutException ? Outcome.TIMED_OUT : Outcome.FAILED);
        });
    }
}
