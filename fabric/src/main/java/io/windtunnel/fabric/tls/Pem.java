package io.windtunnel.fabric.tls;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/// The textual form of keys and certificates (RFC 7468).
public final class Pem {
    private Pem() {}

    public static String text(X509Certificate certificate) {
        try {
            return text("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException damaged) {
            throw new IllegalArgumentException("not a certificate that can be written", damaged);
        }
    }

    /// @param label what stands behind BEGIN and END, such as `PRIVATE KEY`
    public static String text(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    /// The content of a text that holds one object.
    public static byte[] bytes(String text) {
        return Base64.getMimeDecoder().decode(text.replaceAll("-----[^-]+-----", ""));
    }
}
