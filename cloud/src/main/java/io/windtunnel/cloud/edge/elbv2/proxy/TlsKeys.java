package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.AsyncMapping;
import io.netty.util.concurrent.Promise;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The certificates of an HTTPS listener: which one a client is shown, by the name it asks for (SNI).
public final class TlsKeys {
    /// A key with its chain, leaf first.
    public record Key(PrivateKey key, List<X509Certificate> chain) {}

    private final SslContext standard;
    private final Map<String, SslContext> byName;

    private TlsKeys(SslContext standard, Map<String, SslContext> byName) {
        this.standard = standard;
        this.byName = byName;
    }

    /// Keys of which the first is shown to clients that ask for no known name.
    ///
    /// @param offered the protocols that ALPN offers, the preferred first; none for no ALPN
    /// @throws IllegalArgumentException when a key does not belong to its certificate
    public static TlsKeys of(List<Key> keys, List<String> protocols, List<String> offered) {
        Map<String, SslContext> byName = new LinkedHashMap<>();
        SslContext standard = null;
        for (Key key : keys) {
            SslContext context = context(key, protocols, offered);
            if (standard == null) standard = context;
            for (String name : names(key.chain().getFirst())) byName.putIfAbsent(name, context);
        }
        if (standard == null) throw new IllegalArgumentException("no certificate");
        return new TlsKeys(standard, byName);
    }

    private static SslContext context(Key key, List<String> protocols, List<String> offered) {
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forServer(key.key(), key.chain()).protocols(protocols);
            if (!offered.isEmpty())
                builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        offered));
            return builder.build();
        } catch (SSLException unusable) {
            throw new IllegalArgumentException("not a usable certificate: " + unusable.getMessage(), unusable);
        }
    }

    private static List<String> names(X509Certificate leaf) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
            if (alternatives == null) return names;
            for (List<?> alternative : alternatives)
                if (alternative.get(1) instanceof String name) names.add(name.toLowerCase(Locale.ROOT));
        } catch (CertificateParsingException _) {
            // A certificate without readable names is shown only when it is the standard one.
        }
        return names;
    }

    private SslContext find(@Nullable String name) {
        if (name == null) return standard;
        String asked = name.toLowerCase(Locale.ROOT);
        SslContext exact = byName.get(asked);
        if (exact != null) return exact;
        int dot = asked.indexOf('.');
        return dot < 0 ? standard : byName.getOrDefault("*" + asked.substring(dot), standard);
    }

    /// The certificate for each name, as Netty's handler asks.
    public AsyncMapping<String, SslContext> mapping() {
        return (name, promise) -> {
            Promise<SslContext> found = promise;
            return found.setSuccess(find(name));
        };
    }
}
