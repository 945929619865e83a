package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SniHandler;
import io.windtunnel.fabric.net.Origin;
import java.time.Duration;

/// Receives the connections of a door: plain or TLS, HTTP/1.1 or HTTP/2.
final class Entrance extends ChannelInitializer<Channel> {
    /// Streams of one HTTP/2 connection.
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
    private static final int MOST_STREAMS = 128;

    private final Node node;
    private final Door door;

    Entrance(Node node, Door door) {
        this.node = node;
        this.door = door;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!node.ceiling().admitsConnection()) {
            node.meters().rejected();
            channel.close();
            return;
        }
        channel.closeFuture().addListener(_ -> node.ceiling().connectionEnded());
        node.meters().clientConnected();
        node.track(channel);
        Client client = new Client(Origin.of(channel).client());
        TlsKeys keys = door.keys();
        if (keys == null) {
            http1(channel, client);
            return;
        }
        channel.pipeline().addLast(new SniHandler(keys.mapping()));
        channel.pipeline().addLast(new Negotiated(client));
    }

    private void http1(Channel channel, Client client) {
        Codecs.RequestReader reader = new Codecs.RequestReader();
        Codecs.ResponseWriter writer = new Codecs.ResponseWriter();
        channel.pipeline().addLast(reader, writer, new Front(node, door, client, reader, writer));
    }

    private void http2(Channel channel, Client client) {
        client.speaksHttp2();
        Http2FrameCodec frames = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(MOST_STREAMS)
                        .maxHeaderListSize(Codecs.LONGEST_REQUEST_HEADER))
                .build();
        channel.pipeline().addLast(frames, new Http2MultiplexHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline()
                        .addLast(
                                new Http2StreamFrameToHttpObjectCodec(true), new Front(node, door, client, null, null));
            }
        }));
        idle(channel, frames, node.settings().idleTimeout());
    }

    /// Ends an HTTP/2 connection that had no stream for the whole idle timeout.
    private void idle(Channel channel, Http2FrameCodec frames, Duration timeout) {
        int seen = frames.connection().remote().lastStreamCreated();
        node.time(channel.eventLoop()).after(timeout, () -> {
            if (!channel.isActive()) return;
            boolean quiet = frames.connection().numActiveStreams() == 0
                    && frames.connection().remote().lastStreamCreated() == seen;
            if (quiet) channel.close();
            else idle(channel, frames, node.settings().idleTimeout());
        });
    }

    /// Waits for the end of the TLS handshake, and goes on with what was agreed.
    private final class Negotiated extends ApplicationProtocolNegotiationHandler {
        private final Client client;

        Negotiated(Client client) {
            super(ApplicationProtocolNames.HTTP_1_1);
            this.client = client;
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            client.tls(context.pipeline().get(io.netty.handler.ssl.SslHandler.class));
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) http2(context.channel(), client);
            else http1(context.channel(), client);
        }

        @Override
        protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
            node.meters().tlsFailed();
            context.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
