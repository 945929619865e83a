package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.ports.OwnPages;
import io.windtunnel.fabric.tls.KeyPair;
import io.windtunnel.fabric.tls.LocalAuthority;
import io.windtunnel.fabric.tls.Pem;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Signs what is sent to HTTP endpoints, so that they can verify it as they verify SNS's. The key is made at first use.
///
/// Thread safety: every method may be called from any thread.
final class Signer {
    private static final String PAGE = "sns-signing.pem";

    private final LocalAuthority authority;
    private volatile @Nullable KeyPair keys;

    Signer(LocalAuthority authority, OwnPages pages) {
        this.authority = authority;
        pages.register(
                PAGE,
                () -> new OwnPages.Page(
                        "application/x-pem-file", Pem.text(keys().chain().getFirst())));
    }

    private KeyPair keys() {
        KeyPair known = keys;
        if (known != null) return known;
        synchronized (this) {
            if (keys == null) keys = authority.issueRsa(List.of("sns.amazonaws.com"));
            return keys;
        }
    }

    /// The members of an envelope that say how it is signed.
    ///
    /// @param version `1` for SHA-1, `2` for SHA-256
    /// @param endpoint where the cloud is reached
    String members(byte[] text, String version, String endpoint) {
        try {
            Signature signature = Signature.getInstance(version.equals("2") ? "SHA256withRSA" : "SHA1withRSA");
            signature.initSign(keys().key());
            signature.update(text);
            String signed = Base64.getEncoder().encodeToString(signature.sign());
            return "  \"SignatureVersion\" : \"" + version + "\",\n  \"Signature\" : \"" + signed
                    + "\",\n  \"SigningCertURL\" : \"" + endpoint + "/_windtunnel/" + PAGE + "\",\n";
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this JDK cannot sign with RSA", failure);
        }
    }
}
