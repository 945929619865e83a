package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Sends bytes as soon as a connection is made, before anything else, then is gone.
public final class Preface extends ChannelInboundHandlerAdapter {
    private final ByteBuf bytes;

    /// @param bytes not consumed, not released
    public Preface(ByteBuf bytes) {
        this.bytes = bytes;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(bytes.retainedDuplicate());
        ctx.fireChannelActive();
        ctx.pipeline().remove(this);
    }
}
