package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;

/// TLS to targets: their certificates are not validated.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
public final class Trust {
    private static final class Made {
        static final SslContext CONTEXT = make();

        private static SslContext make() {
            try {
                return SslContextBuilder.forClient()
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .endpointIdentificationAlgorithm(null)
                        .build();
            } catch (SSLException broken) {
                throw new IllegalStateException("no TLS", broken);
            }
        }
    }

    private Trust() {}

    public static SslContext context() {
        return Made.CONTEXT;
    }
}
