package io.windtunnel.fabric.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final LocalAuthority authority = LocalAuthority.passing(() -> NOW);

    @Test
    void issuesWhatAValidatorAccepts() throws Exception {
        KeyPair site = authority.issue(List.of("site.example", "*.site.example", "127.0.0.1", "::1"));
        assertThat(site.chain()).hasSize(2);
        X509Certificate leaf = site.chain().getFirst();
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "site.example"),
                        List.of(2, "*.site.example"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(authority.certificate().getBasicConstraints()).isZero();
        leaf.verify(authority.certificate().getPublicKey());
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf));
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
        leaf.checkValidity(Date.from(NOW.plus(LocalAuthority.LEAF_VALIDITY).minusSeconds(1)));
        assertThatThrownBy(() -> leaf.checkValidity(
                        Date.from(NOW.plus(LocalAuthority.LEAF_VALIDITY).plusSeconds(1))))
                .isInstanceOf(java.security.cert.CertificateExpiredException.class);
    }

    @Test
    void everyCertificateHasASerialOfItsOwn() {
        BigInteger one = authority.issue(List.of("a")).chain().getFirst().getSerialNumber();
        BigInteger other = authority.issue(List.of("a")).chain().getFirst().getSerialNumber();
        assertThat(one).isNotEqualTo(other).isPositive();
    }

    @Test
    void refusesWhatIsNotAName() {
        assertThatThrownBy(() -> authority.issue(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> authority.issue(List.of("bücher.example"))).hasMessageContaining("bücher");
    }

    @Test
    void staysTheSameInItsDirectory(@TempDir Path directory) throws Exception {
        X509Certificate first = LocalAuthority.in(directory, () -> NOW).certificate();
        LocalAuthority again = LocalAuthority.in(directory, () -> NOW.plusSeconds(1000));
        assertThat(again.certificate()).isEqualTo(first);
        again.issue(List.of("a")).chain().getFirst().verify(first.getPublicKey());
    }

    @Test
    void aClientThatTrustsTheAuthorityTalksToTheName() throws Exception {
        LocalAuthority today = LocalAuthority.passing(() -> new Date().toInstant());
        KeyPair keys = today.issue(List.of("site.localhost"));
        SSLContext serverSide = serverContext(keys);
        try (SSLServerSocket server = (SSLServerSocket)
                serverSide.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> heard = CompletableFuture.supplyAsync(() -> {
                try (var socket = server.accept()) {
                    return socket.getInputStream().read();
                } catch (java.io.IOException failure) {
                    throw new java.io.UncheckedIOException(failure);
                }
            });
            SSLContext client = clientContext(today.certificate());
            try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket()) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                InetAddress named = InetAddress.getByAddress("site.localhost", new byte[] {127, 0, 0, 1});
                socket.connect(new InetSocketAddress(named, server.getLocalPort()));
                socket.getOutputStream().write('!');
                assertThat(heard.get()).isEqualTo('!');
            }
        }
    }

    private static SSLContext serverContext(KeyPair keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("site", keys.key(), new char[0], keys.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext clientContext(X509Certificate trusted) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", trusted);
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Test
    void encodesAsTheStandardSays() {
        assertThat(hex(Der.objectIdentifier("1.2.840.10045.4.3.2"))).isEqualTo("06082a8648ce3d040302");
        assertThat(hex(Der.integer(BigInteger.valueOf(128)))).isEqualTo("02020080");
        assertThat(hex(Der.time(Instant.parse("2049-12-31T23:59:59Z")))).isEqualTo("170d3439313233313233353935395a");
        assertThat(hex(Der.time(Instant.parse("2050-01-01T00:00:00Z"))))
                .isEqualTo("180f32303530303130313030303030305a");
        assertThat(hex(Der.octets(new byte[200]))).startsWith("0481c8");
        assertThat(hex(Der.octets(new byte[70_000]))).startsWith("0483011170");
        assertThat(hex(Der.bits(new byte[] {6}, 1))).isEqualTo("03020106");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
