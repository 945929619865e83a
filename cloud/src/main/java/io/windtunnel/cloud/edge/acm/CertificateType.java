package io.windtunnel.cloud.edge.acm;

import io.windtunnel.cloud.edge.acm.Shapes.Tag;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::CertificateManager::Certificate`.
///
/// Source: CloudFormation template reference, `aws-resource-certificatemanager-certificate`
final class CertificateType implements ResourceType<CertificateType.Properties> {
    record Properties(
            String domainName,
            List<String> subjectAlternativeNames,
            @Nullable String validationMethod,
            @Nullable String keyAlgorithm,
            @Nullable String certificateTransparencyLoggingPreference,
            List<Tag> tags) {}

    private final AcmApi api;

    CertificateType(AcmApi api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "AWS::CertificateManager::Certificate";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("DomainName", "SubjectAlternativeNames", "ValidationMethod", "KeyAlgorithm");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties asked = request.properties();
        try {
            String arn = api.requestCertificate(
                            Call.internal(request.scope()),
                            new Shapes.RequestCertificate(
                                    asked.domainName(),
                                    asked.validationMethod(),
                                    asked.subjectAlternativeNames(),
                                    null,
                                    new Shapes.Options(asked.certificateTransparencyLoggingPreference()),
                                    tags(request),
                                    asked.keyAlgorithm()))
                    .certificateArn();
            return progress(request.scope(), arn);
        } catch (AwsException refused) {
            return new Progress.Failed("", refused.message());
        }
    }

    private static List<Tag> tags(Request<Properties> request) {
        List<Tag> all = new ArrayList<>(request.properties().tags());
        request.tags().forEach((key, value) -> all.add(new Tag(key, value)));
        return all;
    }

    private Progress progress(Scope scope, String arn) {
        String status = api.describeCertificate(Call.internal(scope), new Shapes.Named(arn))
                .certificate()
                .status();
        if (!status.equals("ISSUED"))
            return new Progress.Pending(arn, Duration.ofSeconds(1), () -> progress(scope, arn));
        return new Progress.Done(arn, Map.of("Id", arn));
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        api.addTagsToCertificate(Call.internal(request.scope()), new Shapes.ChangeTags(request.id(), tags(request)));
        return progress(request.scope(), request.id());
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteCertificate(Call.internal(request.scope()), new Shapes.Named(request.id()));
        } catch (AwsException refused) {
            if (!refused.code().equals("ResourceNotFoundException"))
                return new Progress.Failed(request.id(), refused.message());
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
