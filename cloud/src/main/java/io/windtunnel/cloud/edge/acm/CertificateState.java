package io.windtunnel.cloud.edge.acm;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A certificate in the books.
///
/// @param names the domain name first, then the others
/// @param issuedAt when it is, or will be, issued; null for an imported one
/// @param importedAt null for one that was asked for
/// @param certificate in PEM, as are `chain` and `privateKey`
record CertificateState(
        String arn,
        List<String> names,
        String validationMethod,
        Instant createdAt,
        @Nullable Instant issuedAt,
        @Nullable Instant importedAt,
        String certificate,
        @Nullable String chain,
        String privateKey,
        String transparencyLogging,
        String token,
        Map<String, String> tags) {
    boolean imported() {
        return importedAt != null;
    }

    boolean issued(Instant now) {
        return issuedAt == null || !now.isBefore(issuedAt);
    }

    CertificateState withTags(Map<String, String> changed) {
        return new CertificateState(
                arn,
                names,
                validationMethod,
                createdAt,
                issuedAt,
                importedAt,
                certificate,
                chain,
                privateKey,
                transparencyLogging,
                token,
                changed);
    }
}
