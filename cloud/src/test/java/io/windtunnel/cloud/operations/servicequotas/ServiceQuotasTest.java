package io.windtunnel.cloud.operations.servicequotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.CloudServices;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.QuotaGrants;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceQuotasTest {
    private static final String STANDARD = "L-1216C47A";
    private static final String VPCS = "L-F678F1CE";
    private static final String ROLES = "L-FE177D64";

    private final Scope scope = new Scope(new AccountId("111122223333"), Region.US_EAST_1);
    private final Call call = Call.internal(scope);
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-26T00:00:00Z"));
    private final Directory directory = new Directory();
    private final ServiceQuotasApi api = open(Storage.inMemory(), directory);

    private ServiceQuotasApi open(Storage storage, Directory into) {
        return ServiceQuotas.open(new CloudContext(Fabric.bare(time, 1, storage), into, new ResourceTypes(), _ -> {}))
                .face();
    }

    private double value(String service, String code) {
        return directory.require(Quotas.class).value(scope, service, code);
    }

    private Shapes.Requested ask(String service, String code, double desired) {
        return api.requestServiceQuotaIncrease(call, new Shapes.RequestIncrease(service, code, desired))
                .requestedQuota();
    }

    private Shapes.Requested requested(String id) {
        return api.getRequestedServiceQuotaChange(call, new Shapes.GetRequest(id))
                .requestedQuota();
    }

    private List<Shapes.Requested> history(@Nullable String status) {
        return api.listRequestedServiceQuotaChangeHistory(call, new Shapes.ListHistory(null, status, null, null, null))
                .requestedQuotas();
    }

    private static void refused(ThrowingCallable work, String code, String words) {
        assertThatThrownBy(work).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessageContaining(words);
        });
    }

    @Test
    void the_face_fits_its_model() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("servicequotas"), api));
    }

    /// Defaults as AWS's documentation has them: each service's page of quotas, linked from
    /// https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
    @ParameterizedTest
    @CsvSource({
        "ec2, L-1216C47A, 5",
        "ec2, L-0263D0A3, 5",
        "vpc, L-F678F1CE, 5",
        "vpc, L-407747CB, 200",
        "vpc, L-0EA8095F, 60",
        "vpc, L-E79EC296, 2500",
        "vpc, L-FE5A380F, 5",
        "elasticloadbalancing, L-53DA6B97, 50",
        "elasticloadbalancing, L-69A177A2, 50",
        "elasticloadbalancing, L-B22855CB, 3000",
        "elasticloadbalancing, L-7E6692B2, 1000",
        "elasticloadbalancing, L-B6DF7632, 50",
        "elasticloadbalancing, L-7EED9B64, 100",
        "elasticloadbalancing, L-9365A611, 25",
        "elasticloadbalancing, L-B211E961, 500",
        "autoscaling, L-CDE20ADC, 500",
        "autoscaling, L-6B80B8FA, 200",
        "autoscaling, L-72753F6F, 50",
        "autoscaling, L-F0B00D71, 125",
        "autoscaling, L-6C2A2F6E, 20",
        "autoscaling, L-1312BBBF, 50",
        "cloudformation, L-0485CB21, 2000",
        "iam, L-FE177D64, 1000",
        "lambda, L-B99A9384, 1000",
    })
    void defaults_are_the_documented_ones(String service, String code, double standard) {
        assertThat(api.getAWSDefaultServiceQuota(call, new Shapes.GetServiceQuota(service, code))
                        .quota()
                        .value())
                .isEqualTo(standard);
    }

    @Test
    void an_account_has_more_vcpus_than_the_default_and_the_answer_shows_both() {
        Shapes.ServiceQuota applied = api.getServiceQuota(call, new Shapes.GetServiceQuota("ec2", STANDARD))
                .quota();
        assertThat(applied.value()).isEqualTo(1152);
        assertThat(applied.quotaArn()).isEqualTo("arn:aws:servicequotas:us-east-1:111122223333:ec2/L-1216C47A");
        assertThat(applied.serviceName()).isEqualTo("Amazon Elastic Compute Cloud (Amazon EC2)");
        Shapes.ServiceQuota standard = api.getAWSDefaultServiceQuota(call, new Shapes.GetServiceQuota("ec2", STANDARD))
                .quota();
        assertThat(standard.value()).isEqualTo(5);
        assertThat(standard.quotaArn()).isEqualTo("arn:aws:servicequotas:us-east-1::ec2/L-1216C47A");
    }

    @Test
    void an_increase_is_pending_then_a_case_then_approved_and_in_force() {
        Shapes.Requested asked = ask("vpc", VPCS, 20);
        assertThat(asked.status()).isEqualTo("PENDING");
        assertThat(asked.caseId()).isNull();
        assertThat(asked.requester()).contains("\"accountId\":\"111122223333\"");
        time.advance(Holding.TO_CASE);
        assertThat(requested(asked.id()).status()).isEqualTo("CASE_OPENED");
        assertThat(requested(asked.id()).caseId()).matches("\\d{10}");
        assertThat(value("vpc", VPCS)).isEqualTo(5);
        time.advance(Holding.TO_APPROVAL.minus(Holding.TO_CASE).minusMillis(1));
        assertThat(value("vpc", VPCS)).isEqualTo(5);
        time.advance(Duration.ofMillis(1));
        assertThat(value("vpc", VPCS)).isEqualTo(20);
        Shapes.Requested done = requested(asked.id());
        assertThat(done.status()).isEqualTo("APPROVED");
        assertThat(done.lastUpdated()).isEqualTo(asked.created().plus(Holding.TO_APPROVAL));
    }

    @Test
    void refuses_as_aws_does() {
        refused(() -> ask("vpc", VPCS, 5), "IllegalArgumentException", "greater than the current quota value");
        refused(() -> ask("autoscaling", "L-72753F6F", 60), "IllegalArgumentException", "is not adjustable");
        refused(() -> ask("vpc", "L-00000000", 60), "NoSuchResourceException", "service quota does not exist");
        refused(() -> ask("none", VPCS, 60), "NoSuchResourceException", "service does not exist");
        ask("vpc", VPCS, 6);
        refused(() -> ask("vpc", VPCS, 7), "ResourceAlreadyExistsException", "Only one open");
        time.advance(Holding.TO_APPROVAL);
        assertThat(ask("vpc", VPCS, 7).status()).isEqualTo("PENDING");
        assertThat(value("vpc", VPCS)).isEqualTo(6);
        refused(() -> requested("nobody-asked-this"), "NoSuchResourceException", "does not exist");
        refused(
                () -> api.listServices(new Shapes.ListServices("x", null)),
                "InvalidPaginationTokenException",
                "pagination token");
    }

    @Test
    void the_history_is_the_latest_first_and_kept_for_ninety_days() {
        String first = ask("vpc", VPCS, 6).id();
        time.advance(Holding.TO_APPROVAL);
        String second = ask("ec2", STANDARD, 5000).id();
        assertThat(history(null)).extracting(Shapes.Requested::id).containsExactly(second, first);
        assertThat(history("APPROVED")).extracting(Shapes.Requested::id).containsExactly(first);
        assertThat(api.listRequestedServiceQuotaChangeHistoryByQuota(
                                call, new Shapes.ListHistoryByQuota("ec2", STANDARD, null, null, null, "ACCOUNT"))
                        .requestedQuotas())
                .extracting(Shapes.Requested::id)
                .containsExactly(second);
        time.advance(Duration.ofDays(90));
        assertThat(history(null)).isEmpty();
        assertThat(value("ec2", STANDARD)).isEqualTo(5000);
        assertThat(value("vpc", VPCS)).isEqualTo(6);
    }

    @Test
    void a_grant_is_in_force_at_once_and_an_increase_counts_from_there() {
        QuotaGrants grants = directory.require(QuotaGrants.class);
        ask("vpc", VPCS, 50);
        time.advance(Holding.TO_APPROVAL);
        grants.grant(scope, "vpc", VPCS, 2);
        assertThat(value("vpc", VPCS)).isEqualTo(2);
        ask("vpc", VPCS, 3);
        time.advance(Holding.TO_APPROVAL);
        assertThat(value("vpc", VPCS)).isEqualTo(3);
        assertThatThrownBy(() -> grants.grant(scope, "vpc", "L-1", 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_global_quota_is_one_for_all_regions_and_shown_in_us_east_1() {
        Scope ohio = new Scope(scope.account(), new Region("us-east-2"));
        directory.require(QuotaGrants.class).grant(ohio, "iam", ROLES, 7);
        assertThat(value("iam", ROLES)).isEqualTo(7);
        refused(
                () -> api.getServiceQuota(Call.internal(ohio), new Shapes.GetServiceQuota("iam", ROLES)),
                "NoSuchResourceException",
                "does not exist");
    }

    @Test
    void lists_the_services_of_this_cloud_page_by_page() {
        directory.offer(CloudServices.class, name -> name.equals("ec2"));
        Shapes.Services first = api.listServices(new Shapes.ListServices(null, 1));
        assertThat(first.services()).extracting(Shapes.Service::serviceCode).containsExactly("ec2");
        Shapes.Services rest = api.listServices(new Shapes.ListServices(first.nextToken(), null));
        assertThat(rest.services()).extracting(Shapes.Service::serviceCode).containsExactly("vpc");
        assertThat(rest.nextToken()).isNull();
        refused(
                () -> api.listServiceQuotas(call, new Shapes.ListServiceQuotas("lambda", null, null, null, null)),
                "NoSuchResourceException",
                "service does not exist");
        assertThat(api.listServiceQuotas(call, new Shapes.ListServiceQuotas("vpc", null, 100, VPCS, "ALL"))
                        .quotas())
                .extracting(Shapes.ServiceQuota::quotaName)
                .containsExactly("VPCs per Region");
        assertThat(api.listAWSDefaultServiceQuotas(call, new Shapes.ListDefaults("ec2", null, null))
                        .quotas())
                .hasSizeGreaterThan(10);
    }

    @Test
    void tags_a_quota() {
        String arn = "arn:aws:servicequotas:us-east-1:111122223333:vpc/" + VPCS;
        api.tagResource(call, new Shapes.TagResource(arn, List.of(new Shapes.Tag("team", "web"))));
        assertThat(api.listTagsForResource(call, new Shapes.ListTags(arn)).tags())
                .containsExactly(new Shapes.Tag("team", "web"));
        api.untagResource(call, new Shapes.UntagResource(arn, List.of("team")));
        assertThat(api.listTagsForResource(call, new Shapes.ListTags(arn)).tags())
                .isEmpty();
        refused(
                () -> api.listTagsForResource(call, new Shapes.ListTags(arn + "0")),
                "NoSuchResourceException",
                "does not exist");
    }

    @Test
    void what_was_granted_survives_a_restart(@TempDir Path data) {
        try (Storage storage = Storage.in(data)) {
            Directory before = new Directory();
            ServiceQuotasApi face = open(storage, before);
            face.requestServiceQuotaIncrease(call, new Shapes.RequestIncrease("vpc", VPCS, 9));
            before.require(QuotaGrants.class).grant(scope, "ec2", STANDARD, 64);
        }
        time.advance(Holding.TO_APPROVAL);
        try (Storage storage = Storage.in(data)) {
            Directory after = new Directory();
            open(storage, after);
            assertThat(after.require(Quotas.class).value(scope, "vpc", VPCS)).isEqualTo(9);
            assertThat(after.require(Quotas.class).value(scope, "ec2", STANDARD))
                    .isEqualTo(64);
        }
    }
}
