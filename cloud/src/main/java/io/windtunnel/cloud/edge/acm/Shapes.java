package io.windtunnel.cloud.edge.acm;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests, answers and structures of ACM, by the API's own names: the members that are honoured.
///
/// Source: https://docs.aws.amazon.com/acm/latest/APIReference/
public final class Shapes {
    private Shapes() {}

    public record Tag(String key, @Nullable String value) {}

    public record Options(@Nullable String certificateTransparencyLoggingPreference) {}

    public record RequestCertificate(
            String domainName,
            @Nullable String validationMethod,
            List<String> subjectAlternativeNames,
            @Nullable String idempotencyToken,
            @Nullable Options options,
            List<Tag> tags,
            @Nullable String keyAlgorithm) {}

    @SuppressWarnings("ArrayRecordComponent") // a request is read once and never compared
    public record ImportCertificate(
            @Nullable String certificateArn,
            byte[] certificate,
            byte[] privateKey,
            byte @Nullable [] certificateChain,
            List<Tag> tags) {}

    public record Named(String certificateArn) {}

    public record Made(String certificateArn) {}

    public record ListCertificates(
            List<String> certificateStatuses,
            @Nullable String nextToken,
            @Nullable Integer maxItems) {}

    public record Certificates(@Nullable String nextToken, List<Summary> certificateSummaryList) {}

    public record Summary(
            String certificateArn,
            String domainName,
            List<String> subjectAlternativeNameSummaries,
            boolean hasAdditionalSubjectAlternativeNames,
            String status,
            String type,
            String keyAlgorithm,
            boolean inUse,
            String renewalEligibility,
            Instant createdAt,
            @Nullable Instant notBefore,
            @Nullable Instant notAfter,
            @Nullable Instant issuedAt,
            @Nullable Instant importedAt) {}

    public record Described(Detail certificate) {}

    public record Detail(
            String certificateArn,
            String domainName,
            List<String> subjectAlternativeNames,
            @Nullable List<Validation> domainValidationOptions,
            @Nullable String serial,
            String subject,
            @Nullable String issuer,
            Instant createdAt,
            @Nullable Instant issuedAt,
            @Nullable Instant importedAt,
            String status,
            @Nullable Instant notBefore,
            @Nullable Instant notAfter,
            String keyAlgorithm,
            @Nullable String signatureAlgorithm,
            List<String> inUseBy,
            String type,
            String renewalEligibility,
            @Nullable Options options) {}

    public record Validation(
            String domainName,
            String validationDomain,
            String validationStatus,
            @Nullable Record resourceRecord,
            String validationMethod) {}

    public record Record(String name, String type, String value) {}

    public record Body(String certificate, @Nullable String certificateChain) {}

    public record ChangeTags(String certificateArn, List<Tag> tags) {}

    public record Tags(List<Tag> tags) {}
}
