package io.windtunnel.cloud.edge.acm;

import io.windtunnel.wire.AwsException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Keys and certificates in PEM, read and written.
final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static String write(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException unwritable) {
            throw new IllegalStateException("a certificate that cannot be encoded", unwritable);
        }
    }

    static String write(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + LINES.encodeToString(bytes) + "\n-----END " + kind + "-----\n";
    }

    /// Every certificate of a text, in order.
    static List<X509Certificate> certificates(String text) {
        List<X509Certificate> all = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (var one :
                    factory.generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))))
                all.add((X509Certificate) one);
        } catch (CertificateException unreadable) {
            throw new AwsException("ValidationException", "The certificate is not valid PEM");
        }
        if (all.isEmpty()) throw new AwsException("ValidationException", "The certificate is not valid PEM");
        return all;
    }

    /// A private key in PKCS #8, RSA or elliptic.
    static PrivateKey key(String text, String algorithm) {
        int begin = text.indexOf("-----BEGIN PRIVATE KEY-----");
        int end = text.indexOf("-----END PRIVATE KEY-----");
        if (begin < 0 || end < begin)
            throw new AwsException(
                    "ValidationException", "The private key is not supported: PKCS #8 in PEM, unencrypted, is needed");
        String body = text.substring(begin + "-----BEGIN PRIVATE KEY-----".length(), end);
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(body);
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new AwsException("ValidationException", "The private key does not match the certificate");
        }
    }
}
