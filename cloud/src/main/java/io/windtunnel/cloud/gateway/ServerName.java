package io.windtunnel.cloud.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.windtunnel.cloud.ports.VirtualHosts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the name a TLS client asks for: the bytes of a data plane that speaks TLS itself are relayed as they are;
/// otherwise TLS ends here, with a certificate for that name.
final class ServerName extends AbstractSniHandler<Object> {
    private final Gateway gateway;

    ServerName(Gateway gateway) {
        this.gateway = gateway;
    }

    /// What the name leads to: a list of destinations to relay to, or a TLS context.
    @Override
    protected Future<Object> lookup(ChannelHandlerContext ctx, @Nullable String name) {
        Promise<Object> found = ctx.executor().newPromise();
        String host = Objects.requireNonNullElse(name, "");
        var entrance = gateway.hosts().find(host);
        if (entrance.isPresent() && entrance.get().tls().isPresent()) return found.setSuccess(entrance.get());
        gateway.threads().run(() -> {
            try {
                found.setSuccess(gateway.certificates().context(host));
            } catch (RuntimeException failure) {
                found.setFailure(failure);
            }
        });
        return found;
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, @Nullable String name, Future<Object> found) {
        if (!found.isSuccess()) {
            ctx.fireExceptionCaught(found.cause());
            ctx.close();
            return;
        }
        switch (found.getNow()) {
            case VirtualHosts.Entrance entrance ->
                ctx.pipeline()
                        .replace(
                                this,
                                "relay",
                                gateway.relay(entrance, entrance.tls().getAsInt()));
            case SslContext tls -> {
                ctx.pipeline().addAfter(ctx.name(), "first-secure-bytes", new FirstBytes(gateway, true));
                ctx.pipeline().replace(this, "tls", tls.newHandler(ctx.alloc()));
            }
            default -> throw new IllegalStateException("neither an entrance nor TLS: " + List.of(found.getNow()));
        }
    }
}
