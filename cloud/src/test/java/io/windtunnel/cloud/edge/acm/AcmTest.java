package io.windtunnel.cloud.edge.acm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.CertificateUses;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcmTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-06-01T00:00:00Z"));
    private final Fabric fabric = Fabric.bare(time, 1);
    private final Directory directory = new Directory();
    private final Acm acm = Acm.open(new CloudContext(fabric, directory, new ResourceTypes(), event -> {}));
    private final AcmApi api = acm.face();
    private final Call call = Call.internal(new Scope(AccountId.DEFAULT, Region.US_EAST_1));

    @AfterEach
    void close() {
        fabric.close();
    }

    private String request(String name) {
        return api.requestCertificate(
                        call,
                        new Shapes.RequestCertificate(
                                name, "DNS", List.of("*." + name), "token", null, List.of(), null))
                .certificateArn();
    }

    private Shapes.Detail describe(String arn) {
        return api.describeCertificate(call, new Shapes.Named(arn)).certificate();
    }

    @Test
    void theFaceFitsTheModel() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("acm"), api));
    }

    @Test
    void aRequestedCertificateIsIssuedAfterItsValidation() {
        String arn = request("shop.example");
        assertThat(describe(arn).status()).isEqualTo("PENDING_VALIDATION");
        assertThat(describe(arn).domainValidationOptions()).hasSize(2);
        assertThat(acm.find(Arn.parse(arn))).isEmpty();
        assertThat(request("shop.example")).as("the same token").isEqualTo(arn);
        time.advance(AcmApi.VALIDATION);
        assertThat(describe(arn).status()).isEqualTo("ISSUED");
        assertThat(acm.find(Arn.parse(arn))
                        .orElseThrow()
                        .chain()
                        .getFirst()
                        .getSubjectX500Principal()
                        .getName())
                .contains("shop.example");
    }

    @Test
    void anIssuedOneCanBeReadAndImportedElsewhere() {
        String arn = request("shop.example");
        time.advance(Duration.ofSeconds(5));
        Shapes.Body body = api.getCertificate(call, new Shapes.Named(arn));
        String key = Pem.write(acm.find(Arn.parse(arn)).orElseThrow().key());
        String copy = api.importCertificate(
                        call,
                        new Shapes.ImportCertificate(
                                null,
                                body.certificate().getBytes(StandardCharsets.US_ASCII),
                                key.getBytes(StandardCharsets.US_ASCII),
                                null,
                                List.of()))
                .certificateArn();
        assertThat(describe(copy).type()).isEqualTo("IMPORTED");
        assertThat(describe(copy).domainName()).isEqualTo("shop.example");
        assertThat(api.listCertificates(call, new Shapes.ListCertificates(List.of(), null, 1))
                        .nextToken())
                .isNotNull();
    }

    @Test
    void oneInUseStays() {
        String arn = request("shop.example");
        directory.offer(CertificateUses.class, (scope, certificate) -> List.of("arn:of:a:balancer"));
        assertThatThrownBy(() -> api.deleteCertificate(call, new Shapes.Named(arn)))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refused -> assertThat(refused.code()).isEqualTo("ResourceInUseException"));
        assertThatThrownBy(() -> describe(arn + "x"))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refused -> assertThat(refused.code()).isEqualTo("ResourceNotFoundException"));
    }
}
