package io.windtunnel.fabric.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A certificate authority of this computer alone: it makes itself on first use and issues certificates for any
/// name, on the curve P-256. Kept in a directory, it stays the same from run to run, so that a browser can be told
/// to trust it.
///
/// Thread safety: every method may be called from any thread.
public final class LocalAuthority {
    /// How long before now a certificate is valid already: for clients whose clock is behind.
    private static final Duration SLACK = Duration.ofDays(1);

    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);

    /// How long an issued certificate is valid: 395 days, as ACM's were until 2025.
    public static final Duration LEAF_VALIDITY = Duration.ofDays(395);

    private static final int SERIAL_BYTES = 16;
    private static final int RSA_BITS = 2_048;

    private static final String COMMON_NAME = "Windtunnel local authority";

    private final Supplier<Instant> now;
    private final @Nullable Path directory;
    private @Nullable Self self;

    private record Self(PrivateKey key, X509Certificate certificate, byte[] keyId) {}

    private LocalAuthority(Supplier<Instant> now, @Nullable Path directory) {
        this.now = now;
        this.directory = directory;
    }

    /// An authority that is forgotten when the process ends.
    public static LocalAuthority passing(Supplier<Instant> now) {
        return new LocalAuthority(now, null);
    }

    /// The authority kept in `directory` as `authority.pem` and `authority-key.pem`; made there on first use.
    public static LocalAuthority in(Path directory, Supplier<Instant> now) {
        return new LocalAuthority(now, directory);
    }

    /// The authority's own certificate, for clients that are to trust it.
    ///
    /// @throws UncheckedIOException when it cannot be read from or written to its directory
    public X509Certificate certificate() {
        return self().certificate;
    }

    /// A new key and a certificate for the names. A first label `*` is a wildcard; IP addresses may stand among them.
    ///
    /// @throws IllegalArgumentException when there is no name, or one is not ASCII
    /// @throws UncheckedIOException when the authority cannot be read from or written to its directory
    public KeyPair issue(List<String> dnsNames) {
        return issue(dnsNames, false);
    }

    /// The same with an RSA key of 2,048 bits, for what signs as AWS's services of old do.
    public KeyPair issueRsa(List<String> dnsNames) {
        return issue(dnsNames, true);
    }

    private KeyPair issue(List<String> dnsNames, boolean rsa) {
        if (dnsNames.isEmpty()) throw new IllegalArgumentException("a certificate needs a name");
        for (String name : dnsNames)
            if (name.isBlank() || !StandardCharsets.US_ASCII.newEncoder().canEncode(name))
                throw new IllegalArgumentException("not a DNS name: " + name);
        Self authority = self();
        try {
            var keys = rsa ? newRsaKeys() : newKeys();
            X509Certificate leaf = certify(
                    dnsNames.getFirst(), LEAF_VALIDITY, keys.getPublic(), dnsNames, authority.keyId, authority.key);
            return new KeyPair(keys.getPrivate(), List.of(leaf, authority.certificate));
        } catch (GeneralSecurityException failure) {
            throw noCryptography(failure);
        }
    }

    private synchronized Self self() {
        if (self == null) self = directory == null ? make() : keep(directory);
        return self;
    }

    private Self make() {
        try {
            var keys = newKeys();
            byte[] keyId = keyId(keys.getPublic());
            X509Certificate certificate =
                    certify(COMMON_NAME, AUTHORITY_VALIDITY, keys.getPublic(), List.of(), keyId, keys.getPrivate());
            return new Self(keys.getPrivate(), certificate, keyId);
        } catch (GeneralSecurityException failure) {
            throw noCryptography(failure);
        }
    }

    private Self keep(Path where) {
        Path certificateFile = where.resolve("authority.pem");
        Path keyFile = where.resolve("authority-key.pem");
        try {
            if (Files.exists(certificateFile) && Files.exists(keyFile)) return read(certificateFile, keyFile);
            Self made = make();
            Files.createDirectories(where);
            Files.writeString(keyFile, Pem.text("PRIVATE KEY", made.key.getEncoded()));
            boolean _ = keyFile.toFile().setReadable(false, false)
                    && keyFile.toFile().setReadable(true, true);
            Files.writeString(certificateFile, Pem.text(made.certificate));
            return made;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot keep the local authority in " + where, failure);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the local authority in " + where + " is damaged", failure);
        }
    }

    private static Self read(Path certificateFile, Path keyFile) throws IOException, GeneralSecurityException {
        X509Certificate certificate = parse(Pem.bytes(Files.readString(certificateFile)));
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Pem.bytes(Files.readString(keyFile))));
        return new Self(key, certificate, keyId(certificate.getPublicKey()));
    }

    private X509Certificate certify(
            String subject, Duration validity, PublicKey key, List<String> names, byte[] keyId, PrivateKey signer)
            throws GeneralSecurityException {
        Instant made = now.get();
        BigInteger serial = new BigInteger(1, Arrays.copyOf(keyId(key), SERIAL_BYTES)); // as unique as the key
        byte[] toBeSigned = new CertificateForm(
                        serial, COMMON_NAME, subject, made.minus(SLACK), made.plus(validity), key, names, keyId)
                .toBeSigned();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer);
        signature.update(toBeSigned);
        return parse(CertificateForm.signed(toBeSigned, signature.sign()));
    }

    private static X509Certificate parse(byte[] encoded) throws GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static java.security.KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static java.security.KeyPair newRsaKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        return generator.generateKeyPair();
    }

    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), 20);
    }

    private static IllegalStateException noCryptography(GeneralSecurityException failure) {
        return new IllegalStateException("this JDK lacks elliptic curve cryptography", failure);
    }
}
