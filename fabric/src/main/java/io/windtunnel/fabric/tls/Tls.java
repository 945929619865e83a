package io.windtunnel.fabric.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/// TLS as servers and clients of the fabric speak it: the JDK's, TLS 1.2 and 1.3, HTTP/1.1.
public final class Tls {
    private Tls() {}

    /// For servers that show `keys`.
    ///
    /// @throws IllegalArgumentException when the keys do not fit together
    public static SslContext server(KeyPair keys) {
        try {
            return SslContextBuilder.forServer(keys.key(), keys.chain().toArray(X509Certificate[]::new))
                    .sslProvider(SslProvider.JDK)
                    .build();
        } catch (SSLException unfit) {
            throw new IllegalArgumentException("not a key and its certificate", unfit);
        }
    }

    /// For clients that trust anybody, as a load balancer trusts its targets.
    public static SslContext trustingClient() {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException failure) {
            throw new IllegalStateException("this JDK cannot speak TLS", failure);
        }
    }
}
