package io.windtunnel.cloud.edge.acm;

import io.windtunnel.cloud.edge.acm.Shapes.Tag;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.tls.KeyPair;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The API of AWS Certificate Manager, version 2015-12-08.
///
/// Source: https://docs.aws.amazon.com/acm/latest/APIReference/
public final class AcmApi {
    /// From asking until issued: the validation of domains that are all ours. See `docs/fidelity.md`.
    static final Duration VALIDATION = Duration.ofSeconds(1);

    /// Names of one certificate. Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
    private static final int MOST_NAMES = 10;

    /// What may be asked for; what is issued is on the curve P-256 in any case.
    private static final List<String> ALGORITHMS = List.of("RSA_2048", "EC_prime256v1");

    private static final int MOST_TAGS = 50;
    private static final int MOST_ITEMS = 1000;

    private final Acm acm;
    private final Fabric fabric;

    AcmApi(Acm acm, Fabric fabric) {
        this.acm = acm;
        this.fabric = fabric;
    }

    public Shapes.Made requestCertificate(Call call, Shapes.RequestCertificate request) {
        List<String> names = names(request);
        String method = request.validationMethod() == null ? "EMAIL" : request.validationMethod();
        if (request.keyAlgorithm() != null && !ALGORITHMS.contains(request.keyAlgorithm()))
            throw AwsException.notBuilt("acm", "RequestCertificate", "the key algorithm " + request.keyAlgorithm());
        Map<String, String> tags = tagged(Map.of(), request.tags());
        String token = request.idempotencyToken() == null ? "" : request.idempotencyToken();
        if (!token.isEmpty())
            for (CertificateState old : acm.table(call.scope()).values())
                if (old.token().equals(token) && old.names().equals(names)) return new Shapes.Made(old.arn());
        KeyPair pair = acm.authority().issue(names);
        Instant now = fabric.time().now();
        CertificateState made = new CertificateState(
                arn(call.scope()),
                names,
                method,
                now,
                now.plus(VALIDATION),
                null,
                Pem.write(pair.chain().getFirst()),
                chain(pair),
                Pem.write(pair.key()),
                logging(request.options()),
                token,
                tags);
        acm.table(call.scope()).put(made.arn(), made);
        return new Shapes.Made(made.arn());
    }

    private static String logging(Shapes.@Nullable Options options) {
        String asked = options == null ? null : options.certificateTransparencyLoggingPreference();
        return asked == null ? "ENABLED" : asked;
    }

    private static @Nullable String chain(KeyPair pair) {
        if (pair.chain().size() < 2) return null;
        StringBuilder text = new StringBuilder();
        pair.chain().stream().skip(1).forEach(certificate -> text.append(Pem.write(certificate)));
        return text.toString();
    }

    private String arn(Scope scope) {
        return scope.arn("acm", "certificate/" + fabric.ids().uuid()).toString();
    }

    private static List<String> names(Shapes.RequestCertificate request) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        names.add(request.domainName());
        names.addAll(request.subjectAlternativeNames());
        if (names.size() > MOST_NAMES)
            throw new AwsException("LimitExceededException", "The certificate has more than 10 domain names");
        for (String name : names)
            if (!name.matches("(\\*\\.)?([A-Za-z0-9_-]+\\.)+[A-Za-z0-9-]+"))
                throw new AwsException(
                        "InvalidDomainValidationOptionsException", "The domain name '" + name + "' is not valid");
        return List.copyOf(names);
    }

    public Shapes.Made importCertificate(Call call, Shapes.ImportCertificate request) {
        String certificate = text(request.certificate());
        X509Certificate leaf = Pem.certificates(certificate).getFirst();
        String chain = request.certificateChain() == null ? null : text(request.certificateChain());
        if (chain != null) Pem.certificates(chain);
        String key = text(request.privateKey());
        Pem.key(key, leaf.getPublicKey().getAlgorithm());
        CertificateState old =
                request.certificateArn() == null ? null : acm.require(call.scope(), request.certificateArn());
        if (old != null && !old.imported())
            throw new AwsException("ValidationException", "The certificate was not imported and cannot be replaced");
        Instant now = fabric.time().now();
        CertificateState made = new CertificateState(
                old == null ? arn(call.scope()) : old.arn(),
                namesOf(leaf),
                "",
                old == null ? now : old.createdAt(),
                null,
                now,
                certificate,
                chain,
                key,
                "DISABLED",
                "",
                old == null ? tagged(Map.of(), request.tags()) : old.tags());
        acm.table(call.scope()).put(made.arn(), made);
        return new Shapes.Made(made.arn());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static List<String> namesOf(X509Certificate leaf) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        try {
            Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
            if (alternatives != null)
                for (List<?> alternative : alternatives) if (alternative.get(1) instanceof String name) names.add(name);
        } catch (CertificateParsingException unreadable) {
            throw new AwsException("ValidationException", "The certificate's names are not readable");
        }
        if (names.isEmpty()) names.add(leaf.getSubjectX500Principal().getName());
        return List.copyOf(names);
    }

    public Shapes.Described describeCertificate(Call call, Shapes.Named request) {
        CertificateState state = acm.require(call.scope(), request.certificateArn());
        boolean issued = state.issued(fabric.time().now());
        X509Certificate leaf = issued ? Pem.certificates(state.certificate()).getFirst() : null;
        return new Shapes.Described(new Shapes.Detail(
                state.arn(),
                state.names().getFirst(),
                state.names(),
                state.imported() ? null : validations(state, issued),
                leaf == null ? null : leaf.getSerialNumber().toString(16),
                "CN=" + state.names().getFirst(),
                leaf == null ? null : leaf.getIssuerX500Principal().getName(),
                state.createdAt(),
                issued ? state.issuedAt() : null,
                state.importedAt(),
                issued ? "ISSUED" : "PENDING_VALIDATION",
                leaf == null ? null : leaf.getNotBefore().toInstant(),
                leaf == null ? null : leaf.getNotAfter().toInstant(),
                algorithm(state),
                leaf == null ? null : leaf.getSigAlgName().toUpperCase(java.util.Locale.ROOT),
                acm.users(call.scope(), state.arn()),
                state.imported() ? "IMPORTED" : "AMAZON_ISSUED",
                "INELIGIBLE",
                state.imported() ? null : new Shapes.Options(state.transparencyLogging())));
    }

    private static String algorithm(CertificateState state) {
        String family =
                Pem.certificates(state.certificate()).getFirst().getPublicKey().getAlgorithm();
        return family.equals("EC") ? "EC-prime256v1" : "RSA-2048";
    }

    private static List<Shapes.Validation> validations(CertificateState state, boolean issued) {
        List<Shapes.Validation> all = new ArrayList<>();
        for (String name : state.names()) {
            String bare = name.startsWith("*.") ? name.substring(2) : name;
            String digest = "_" + Integer.toHexString(bare.hashCode());
            all.add(new Shapes.Validation(
                    name,
                    name,
                    issued ? "SUCCESS" : "PENDING_VALIDATION",
                    state.validationMethod().equals("DNS")
                            ? new Shapes.Record(digest + "." + bare + ".", "CNAME", digest + ".acm-validations.aws.")
                            : null,
                    state.validationMethod()));
        }
        return all;
    }

    public Shapes.Certificates listCertificates(Call call, Shapes.ListCertificates request) {
        Instant now = fabric.time().now();
        List<CertificateState> all = acm.table(call.scope()).values().stream()
                .filter(state -> request.certificateStatuses().isEmpty()
                        || request.certificateStatuses().contains(state.issued(now) ? "ISSUED" : "PENDING_VALIDATION"))
                .toList();
        String token = request.nextToken();
        List<CertificateState> rest = token == null
                ? all
                : all.stream().filter(state -> state.arn().compareTo(token) > 0).toList();
        int most = request.maxItems() == null ? MOST_ITEMS : request.maxItems();
        List<CertificateState> page = rest.subList(0, Math.min(most, rest.size()));
        return new Shapes.Certificates(
                page.size() < rest.size() ? page.getLast().arn() : null,
                page.stream().map(state -> summary(call.scope(), state, now)).toList());
    }

    private Shapes.Summary summary(Scope scope, CertificateState state, Instant now) {
        boolean issued = state.issued(now);
        X509Certificate leaf = issued ? Pem.certificates(state.certificate()).getFirst() : null;
        return new Shapes.Summary(
                state.arn(),
                state.names().getFirst(),
                state.names(),
                false,
                issued ? "ISSUED" : "PENDING_VALIDATION",
                state.imported() ? "IMPORTED" : "AMAZON_ISSUED",
                algorithm(state),
                !acm.users(scope, state.arn()).isEmpty(),
                "INELIGIBLE",
                state.createdAt(),
                leaf == null ? null : leaf.getNotBefore().toInstant(),
                leaf == null ? null : leaf.getNotAfter().toInstant(),
                issued ? state.issuedAt() : null,
                state.importedAt());
    }

    public Shapes.Body getCertificate(Call call, Shapes.Named request) {
        CertificateState state = acm.require(call.scope(), request.certificateArn());
        if (!state.issued(fabric.time().now()))
            throw new AwsException(
                    "RequestInProgressException", "The certificate request for " + state.arn() + " is in progress");
        return new Shapes.Body(state.certificate(), state.chain());
    }

    public void deleteCertificate(Call call, Shapes.Named request) {
        CertificateState state = acm.require(call.scope(), request.certificateArn());
        if (!acm.users(call.scope(), state.arn()).isEmpty())
            throw new AwsException("ResourceInUseException", "Certificate " + state.arn() + " is in use.");
        acm.table(call.scope()).remove(state.arn());
    }

    public void addTagsToCertificate(Call call, Shapes.ChangeTags request) {
        acm.require(call.scope(), request.certificateArn());
        acm.table(call.scope())
                .update(
                        request.certificateArn(),
                        old -> old == null ? null : old.withTags(tagged(old.tags(), request.tags())));
    }

    private static Map<String, String> tagged(Map<String, String> old, List<Tag> tags) {
        Map<String, String> next = new LinkedHashMap<>(old);
        for (Tag tag : tags) next.put(tag.key(), tag.value() == null ? "" : tag.value());
        if (next.size() > MOST_TAGS)
            throw new AwsException("TooManyTagsException", "A certificate can have at most 50 tags");
        return Map.copyOf(next);
    }

    public void removeTagsFromCertificate(Call call, Shapes.ChangeTags request) {
        acm.require(call.scope(), request.certificateArn());
        acm.table(call.scope()).update(request.certificateArn(), old -> {
            if (old == null) return null;
            Map<String, String> next = new LinkedHashMap<>(old.tags());
            for (Tag tag : request.tags())
                if (tag.value() == null || tag.value().equals(next.get(tag.key()))) next.remove(tag.key());
            return old.withTags(Map.copyOf(next));
        });
    }

    public Shapes.Tags listTagsForCertificate(Call call, Shapes.Named request) {
        return new Shapes.Tags(acm.require(call.scope(), request.certificateArn()).tags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Tag(entry.getKey(), entry.getValue()))
                .toList());
    }
}
