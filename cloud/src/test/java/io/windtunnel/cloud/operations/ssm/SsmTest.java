package io.windtunnel.cloud.operations.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Parameters;
import io.windtunnel.cloud.ports.PublicImages;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SsmTest {
    private static final String IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    private final Scope scope = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private final Call call = Call.internal(scope);
    private final Directory directory = new Directory();
    private final SsmApi api = open();

    private SsmApi open() {
        directory.offer(PublicImages.class, region -> Map.of(IMAGE, "ami-12345"));
        VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
        return Ssm.open(new CloudContext(Fabric.bare(time, 1), directory, new ResourceTypes(), _ -> {}))
                .face();
    }

    private long put(String name, String value, @Nullable String type, boolean overwrite) {
        return api.putParameter(
                        call, new Shapes.PutParameter(name, null, value, type, overwrite, null, List.of(), null, null))
                .version();
    }

    private String value(String name) {
        return api.getParameter(call, new Shapes.GetParameter(name, true))
                .parameter()
                .value();
    }

    @Test
    void the_face_fits_its_model() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("ssm"), api));
    }

    @Test
    void keeps_versions_and_labels() {
        assertThat(put("/a", "one", "String", false)).isEqualTo(1);
        assertThat(put("/a", "two", null, true)).isEqualTo(2);
        assertThat(value("/a")).isEqualTo("two");
        assertThat(value("/a:1")).isEqualTo("one");
        api.labelParameterVersion(call, new Shapes.LabelParameterVersion("/a", 1L, List.of("good")));
        assertThat(value("/a:good")).isEqualTo("one");
        assertThat(api.getParameterHistory(call, new Shapes.GetParameterHistory("/a", true, null, null))
                        .parameters())
                .extracting(Shapes.HistoryEntry::value)
                .containsExactly("one", "two");
        assertThatThrownBy(() -> value("/a:9")).hasMessageContaining("could not find version 9 of /a");
    }

    @Test
    void refuses_as_aws_does() {
        put("/a", "one", "String", false);
        assertThatThrownBy(() -> put("/a", "two", "String", false)).hasMessageContaining("already exists");
        assertThatThrownBy(() -> put("/b", "two", null, false)).hasMessageContaining("type is required");
        assertThatThrownBy(() -> put("/aws/x", "two", "String", false)).hasMessageContaining("reserved");
        assertThatThrownBy(() -> put("b/c", "two", "String", false)).hasMessageContaining("fully qualified");
        assertThatThrownBy(() -> put("/c", "x".repeat(4097), "String", false)).hasMessageContaining("4096");
        assertThatThrownBy(() -> value("/none")).hasMessage("Parameter /none not found.");
    }

    @Test
    void walks_paths_page_by_page() {
        for (int i = 10; i < 25; i++) put("/site/p" + i, "v" + i, "String", false);
        put("/site/deep/x", "y", "SecureString", false);
        Shapes.ParametersPage page = api.getParametersByPath(
                call, new Shapes.GetParametersByPath("/site", false, List.of(), null, null, null));
        assertThat(page.parameters()).hasSize(10);
        Shapes.ParametersPage rest = api.getParametersByPath(
                call, new Shapes.GetParametersByPath("/site", false, List.of(), null, null, page.nextToken()));
        assertThat(rest.parameters()).hasSize(5);
        assertThat(rest.nextToken()).isNull();
        assertThat(api.getParametersByPath(
                                call, new Shapes.GetParametersByPath("/site/deep", true, List.of(), false, null, null))
                        .parameters()
                        .getFirst()
                        .value())
                .isNotEqualTo("y");
        assertThat(api.describeParameters(
                                call,
                                new Shapes.DescribeParameters(
                                        List.of(new Shapes.Filter("Type", null, List.of("SecureString"))), null, null))
                        .parameters())
                .hasSize(1);
    }

    @Test
    void serves_the_public_names_of_images() {
        assertThat(value(IMAGE)).isEqualTo("ami-12345");
        assertThat(directory.require(Parameters.class).value(scope, IMAGE)).contains("ami-12345");
        assertThat(value("/aws/service/global-infrastructure/regions/eu-west-1"))
                .isEqualTo("eu-west-1");
        assertThat(api.getParameters(call, new Shapes.GetParameters(List.of(IMAGE, "/none"), null)))
                .satisfies(each -> assertThat(each.invalidParameters()).containsExactly("/none"))
                .satisfies(each -> assertThat(each.parameters()).hasSize(1));
    }
}
