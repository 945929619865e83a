package io.windtunnel.cloud.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Holds a connection's first bytes back until they tell whose it is: TLS by the first byte, a data plane's or the
/// API's by the host. Then hands them on and is gone.
final class FirstBytes extends ByteToMessageDecoder {
    /// The first byte of a TLS connection: a handshake record.
    private static final int TLS_HANDSHAKE = 0x16;

    private final Gateway gateway;
    private final boolean secure;
    private @Nullable Future<?> deadline;

    /// @param secure whether TLS has been taken off already
    FirstBytes(Gateway gateway, boolean secure) {
        this.gateway = gateway;
        this.secure = secure;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        long patience = gateway.options().limits().headerTime().toNanos();
        deadline = ctx.executor().schedule(() -> ctx.close(), patience, TimeUnit.NANOSECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (deadline != null) deadline.cancel(false);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out) {
        if (!secure && bytes.getUnsignedByte(bytes.readerIndex()) == TLS_HANDSHAKE) {
            ctx.pipeline().addAfter(ctx.name(), "server-name", new ServerName(gateway));
            ctx.pipeline().remove(this);
            return;
        }
        String host = HostField.find(bytes);
        if (host == null && bytes.readableBytes() <= gateway.options().limits().headerBytes()) return;
        gateway.receive(ctx.pipeline(), host == null ? "" : host, secure);
        ctx.pipeline().remove(this);
    }
}
