package io.windtunnel.rehearsal.traffic;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.windtunnel.rehearsal.measure.Failure;
import org.jspecify.annotations.Nullable;

/// One connection of a client: carries one exchange at a time. Lives on its event loop.
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private final Client client;
    private final Endpoint endpoint;
    private @Nullable Channel channel;
    private @Nullable Exchange exchange;
    private boolean used;
    private boolean keep;
    private int status;

    Connection(Client client, Endpoint endpoint) {
        this.client = client;
        this.endpoint = endpoint;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    boolean open() {
        return channel != null && channel.isActive();
    }

    /// Sends `next`; its answer ends it.
    void carry(Exchange next) {
        Channel to = channel;
        if (to == null) throw new IllegalStateException("not connected");
        exchange = next;
        status = 0;
        next.carriedBy(this);
        to.writeAndFlush(next.request.get(), to.voidPromise());
    }

    /// The exchange was given up: an answer would be for nobody.
    void abandon() {
        exchange = null;
        if (channel != null) channel.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpResponse head) {
            if (head.status().code() < 200) return;
            status = head.status().code();
            keep = HttpUtil.isKeepAlive(head);
            if (head.decoderResult().isFailure()) context.close();
        }
        if (part instanceof LastHttpContent && status != 0) answered(context);
    }

    private void answered(ChannelHandlerContext context) {
        Exchange answered = exchange;
        exchange = null;
        used = true;
        if (answered != null) answered.answered(status);
        status = 0;
        if (keep && client.keeps() && answered != null && context.channel().isActive()) endpoint.free(this);
        else context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        endpoint.gone(this);
        Exchange lost = exchange;
        exchange = null;
        if (lost == null) return;
        if (used && status == 0 && lost.repeat()) client.send(lost);
        else lost.failed(Failure.RESET);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
