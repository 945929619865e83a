package io.windtunnel.cloud.operations.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.cloudwatch.dashboards.DashboardApi.DashboardEntry;
import io.windtunnel.cloud.operations.cloudwatch.dashboards.DashboardApi.DashboardValidationMessage;
import io.windtunnel.cloud.operations.cloudwatch.dashboards.DashboardApi.DeleteDashboardsRequest;
import io.windtunnel.cloud.operations.cloudwatch.dashboards.DashboardApi.GetDashboardRequest;
import io.windtunnel.cloud.operations.cloudwatch.dashboards.DashboardApi.ListDashboardsRequest;
import io.windtunnel.cloud.operations.cloudwatch.dashboards.DashboardApi.PutDashboardRequest;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardTest {
    private static final String GOOD = """
            {"widgets":[{"type":"metric","x":0,"y":0,"width":12,"height":6,"properties":{"region":"us-east-1",
            "metrics":[["AWS/EC2","CPUUtilization","InstanceId","i-1",{"stat":"p99"}],[{"expression":"SUM(METRICS())"}]]}},
            {"type":"text","properties":{"markdown":"Hello"}}]}""";

    private final CloudWatchApi api = CloudWatch.open(new CloudContext(
                    Fabric.bare(new VirtualTime(Instant.parse("2026-11-24T10:00:00Z")), 1),
                    new Directory(),
                    new ResourceTypes(),
                    _ -> {}))
            .face();
    private final Call here = Call.internal(new Scope(AccountId.DEFAULT, Region.US_EAST_1));
    private final Call elsewhere = Call.internal(new Scope(AccountId.DEFAULT, new Region("eu-west-1")));

    private List<DashboardValidationMessage> put(String name, String body) {
        return api.putDashboard(here, new PutDashboardRequest(name, body)).dashboardValidationMessages();
    }

    @Test
    void aDashboardIsKeptForEveryRegion() {
        assertThat(put("site", GOOD)).isEmpty();
        put("site-two", "{\"widgets\":[]}");
        var got = api.getDashboard(elsewhere, new GetDashboardRequest("site"));
        assertThat(got.dashboardBody()).isEqualTo(GOOD);
        assertThat(got.dashboardArn()).isEqualTo("arn:aws:cloudwatch::000000000000:dashboard/site");
        var listed = api.listDashboards(here, new ListDashboardsRequest("site", null));
        assertThat(listed.dashboardEntries())
                .extracting(DashboardEntry::dashboardName)
                .containsExactly("site", "site-two");
        assertThat(listed.dashboardEntries().getFirst().size()).isEqualTo(GOOD.length());
        assertThatThrownBy(() -> api.deleteDashboards(here, new DeleteDashboardsRequest(List.of("site", "none"))))
                .hasMessage("Dashboard none does not exist");
        assertThat(api.getDashboard(here, new GetDashboardRequest("site")).dashboardName())
                .as("none is deleted")
                .isEqualTo("site");
        api.deleteDashboards(here, new DeleteDashboardsRequest(List.of("site")));
        assertThatThrownBy(() -> api.getDashboard(here, new GetDashboardRequest("site")))
                .hasMessage("Dashboard site does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | must be a valid JSON object",
                "[] | must be a valid JSON object",
                "{} | Should have required property 'widgets'",
                "{\"widgets\":{}} | {\"dataPath\":\"/widgets\",\"message\":\"Should be array\"}",
                "{\"widgets\":[{\"type\":\"pie\",\"properties\":{}}]} | allowed values",
                "{\"widgets\":[{\"type\":\"text\"}]} | Should have required property 'properties'",
                "{\"widgets\":[{\"type\":\"text\",\"properties\":{}}]} | 'markdown'",
                "{\"widgets\":[{\"x\":24,\"type\":\"text\",\"properties\":{\"markdown\":\"\"}}]} | /widgets/0/x\",\"message\":\"Should be <= 23",
                "{\"widgets\":[{\"type\":\"metric\",\"properties\":{\"metrics\":[{}]}}]} | /widgets/0/properties/metrics/0\",\"message\":\"Should be array",
                "{\"widgets\":[{\"type\":\"metric\",\"properties\":{\"metrics\":[[\"A\",\"b\",\"c\",1]]}}]} | only \\\"String\\\" type is allowed",
            })
    void mistakesAreShownWhereTheyAre(String body, String message) {
        assertThatThrownBy(() -> put("x", body)).hasMessageContaining(message);
        assertThat(api.listDashboards(here, new ListDashboardsRequest(null, null))
                        .dashboardEntries())
                .isEmpty();
    }

    @Test
    void aWarningDoesNotKeepItFromBeingSaved() {
        String body = "{\"widgets\":[{\"type\":\"metric\",\"properties\":{\"metrics\":[[\"AWS/EC2\",\"x\"]]}}]}";
        assertThat(put("x", body))
                .containsExactly(new DashboardValidationMessage(
                        "/widgets/0/properties", "Should have required property 'region'"));
        assertThatThrownBy(() -> put("a b", body)).hasMessageContaining("invalid characters");
    }
}
