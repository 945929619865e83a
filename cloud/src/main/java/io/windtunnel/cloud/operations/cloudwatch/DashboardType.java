package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.operations.cloudwatch.dashboards.DashboardApi.DeleteDashboardsRequest;
import io.windtunnel.cloud.operations.cloudwatch.dashboards.DashboardApi.PutDashboardRequest;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::CloudWatch::Dashboard`.
///
/// Source:
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudwatch-dashboard.html
final class DashboardType implements ResourceType<DashboardType.Properties> {
    record Properties(@Nullable String dashboardName, String dashboardBody) {}

    private final CloudWatchApi api;
    private final Ids ids;

    DashboardType(CloudWatchApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::CloudWatch::Dashboard";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("DashboardName");
    }

    @Override
    public Progress create(Request<Properties> request) {
        String given = request.properties().dashboardName();
        String name = given == null ? request.generatedName(ids.upper(12), CloudWatchResources.LONGEST_NAME) : given;
        return put(request, name, "");
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return put(request, request.id(), request.id());
    }

    private Progress put(Request<Properties> request, String name, String existing) {
        return CloudWatchResources.attempt(existing, () -> {
            String body = request.properties().dashboardBody();
            api.putDashboard(Call.internal(request.scope()), new PutDashboardRequest(name, body));
            return new Progress.Done(name, Map.of());
        });
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteDashboards(Call.internal(request.scope()), new DeleteDashboardsRequest(List.of(request.id())));
        } catch (AwsException alreadyGone) {
            return new Progress.Done(request.id(), Map.of());
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
