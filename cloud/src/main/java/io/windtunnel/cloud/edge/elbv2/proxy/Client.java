package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Who connected to a node.
final class Client {
    private final InetSocketAddress address;
    private final String ip;
    private @Nullable String tlsVersion;
    private @Nullable String tlsCipher;
    private boolean http2;

    Client(InetSocketAddress address) {
        this.address = address;
        this.ip = address.getAddress().getHostAddress();
    }

    String ip() {
        return ip;
    }

    int port() {
        return address.getPort();
    }

    void speaksHttp2() {
        http2 = true;
    }

    boolean http2() {
        return http2;
    }

    void tls(@Nullable SslHandler handler) {
        if (handler == null) return;
        tlsVersion = handler.engine().getSession().getProtocol();
        tlsCipher = handler.engine().getSession().getCipherSuite();
    }

    @Nullable
    String tlsVersion() {
        return tlsVersion;
    }

    @Nullable
    String tlsCipher() {
        return tlsCipher;
    }
}
