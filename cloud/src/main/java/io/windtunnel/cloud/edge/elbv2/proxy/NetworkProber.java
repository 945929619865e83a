package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.LoopTime;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.kernel.time.Timer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Health checks over the network: a connection of its own for each, from the node's host, closed after
/// the answer.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
///
/// @param hostHeader the `Host` of its requests; null for the target's own address
/// @param preface bytes that go before every request; empty for none
public record NetworkProber(
        Network network, Host host, @Nullable String hostHeader, ByteBuf preface) implements Prober {
    /// Checks as a node of an application load balancer sends them.
    public NetworkProber(Node node) {
        this(node.network(), node.host(), null, Unpooled.EMPTY_BUFFER);
    }

    @Override
    public void probe(Backend target, PoolSettings.Check check, Consumer<Outcome> told) {
        int port = check.port() == 0 ? target.address().port() : check.port();
        Destination to =
                new Destination(target.address().realm(), target.address().ip(), port);
        new Attempt(this, to, check, told).start();
    }

    private static final class Attempt extends ChannelInboundHandlerAdapter {
        private final NetworkProber prober;
        private final Destination to;
        private final PoolSettings.Check check;
        private final Consumer<Outcome> told;
        private boolean done;

        Attempt(NetworkProber prober, Destination to, PoolSettings.Check check, Consumer<Outcome> told) {
            this.prober = prober;
            this.to = to;
            this.check = check;
            this.told = told;
        }

        void start() {
            EventLoop loop = prober.network.eventLoop();
            ChannelFuture connecting =
                    prober.network.connect(prober.host, loop, to, check.timeout(), null, new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            if (prober.preface.isReadable()) channel.pipeline().addLast(new Preface(prober.preface));
                            if (check.secure())
                                channel.pipeline()
                                        .addLast(Trust.context().newHandler(channel.alloc(), to.ip(), to.port()));
                            channel.pipeline().addLast(new HttpClientCodec(), Attempt.this);
                        }
                    });
            Timer deadline = new LoopTime(prober.network.time(), loop)
                    .after(check.timeout(), () -> finish(connecting.channel(), Outcome.TIMED_OUT));
            connecting.addListener(result -> {
                if (result.isSuccess()) send(connecting.channel());
                else finish(connecting.channel(), Back.timedOut(result) ? Outcome.TIMED_OUT : Outcome.FAILED);
            });
            connecting.channel().closeFuture().addListener(_ -> deadline.cancel());
        }

        private void send(Channel channel) {
            FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, check.path());
            boolean standard = to.port() == (check.secure() ? 443 : 80);
            String own = standard ? to.ip() : to.ip() + ":" + to.port();
            request.headers()
                    .set(HttpHeaderNames.HOST, prober.hostHeader == null ? own : prober.hostHeader)
                    .set(HttpHeaderNames.CONNECTION, "close")
                    .set(HttpHeaderNames.USER_AGENT, "ELB-HealthChecker/2.0")
                    .set(HttpHeaderNames.ACCEPT_ENCODING, "gzip, compressed");
            channel.writeAndFlush(request);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpResponse response) {
                int status = response.status().code();
                boolean readable = response.decoderResult().isSuccess();
                if (!readable) finish(context.channel(), Outcome.FAILED);
                else if (check.passes().test(status)) finish(context.channel(), Outcome.PASSED);
                else finish(context.channel(), new Outcome.Mismatch(status));
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            finish(context.channel(), Outcome.FAILED);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            finish(context.channel(), Outcome.FAILED);
        }

        private void finish(Channel channel, Outcome outcome) {
            if (done) return;
            done = true;
            channel.close();
            told.accept(outcome);
        }
    }
}
