package io.windtunnel.cloud.edge.acm;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.ports.CertificateUses;
import io.windtunnel.cloud.ports.Certificates;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.fabric.tls.LocalAuthority;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// ACM as a service of the cloud: its books, and the keys it offers to TLS listeners.
public final class Acm implements CloudService, Certificates {
    private final Fabric fabric;
    private final Directory directory;
    private final AcmApi api;
    private @Nullable LocalAuthority authority;

    private Acm(CloudContext context) {
        fabric = context.fabric();
        directory = context.directory();
        api = new AcmApi(this, fabric);
    }

    /// Opens the service: offers [Certificates] and adds its resource type.
    public static Acm open(CloudContext context) {
        Acm service = new Acm(context);
        context.directory().offer(Certificates.class, service);
        context.resourceTypes().add(new CertificateType(service.api));
        return service;
    }

    Table<CertificateState> table(Scope scope) {
        return fabric.storage().table(scope, "acm.certificates", CertificateState.class);
    }

    /// The certificate, or AWS's refusal.
    CertificateState require(Scope scope, String arn) {
        if (!Arn.isArn(arn)) throw new AwsException("InvalidArnException", "The ARN '" + arn + "' is not valid");
        CertificateState found = table(scope).get(arn);
        if (found == null)
            throw new AwsException(
                    "ResourceNotFoundException",
                    "Could not find certificate " + arn + " in account " + scope.account() + ".");
        return found;
    }

    synchronized LocalAuthority authority() {
        LocalAuthority known = authority;
        if (known == null) {
            known = directory
                    .find(LocalAuthority.class)
                    .orElseGet(() -> LocalAuthority.passing(() -> fabric.time().now()));
            authority = known;
        }
        return known;
    }

    List<String> users(Scope scope, String arn) {
        return directory
                .find(CertificateUses.class)
                .map(uses -> uses.using(scope, arn))
                .orElse(List.of());
    }

    @Override
    public Optional<KeyPair> find(Arn certificate) {
        CertificateState found = table(certificate.scope()).get(certificate.toString());
        if (found == null || !found.issued(fabric.time().now())) return Optional.empty();
        List<X509Certificate> chain = new ArrayList<>(Pem.certificates(found.certificate()));
        if (found.chain() != null) chain.addAll(Pem.certificates(found.chain()));
        String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
        return Optional.of(new KeyPair(Pem.key(found.privateKey(), algorithm), List.copyOf(chain)));
    }

    @Override
    public String name() {
        return "acm";
    }

    @Override
    public AcmApi face() {
        return api;
    }

    @Override
    public void close() {}
}
