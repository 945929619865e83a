package io.windtunnel.cloud.operations.cloudwatch.dashboards;

import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// CloudWatch's operations on dashboards.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
public interface DashboardApi {
    /// A page of `ListDashboards` (API reference).
    int DASHBOARDS_PER_PAGE = 1_000;

    record PutDashboardRequest(String dashboardName, String dashboardBody) {}

    record DashboardValidationMessage(String dataPath, String message) {}

    record PutDashboardResult(List<DashboardValidationMessage> dashboardValidationMessages) {}

    record GetDashboardRequest(String dashboardName) {}

    record GetDashboardResult(String dashboardArn, String dashboardBody, String dashboardName) {}

    record ListDashboardsRequest(
            @Nullable String dashboardNamePrefix, @Nullable String nextToken) {}

    record DashboardEntry(String dashboardName, String dashboardArn, Instant lastModified, long size) {}

    record ListDashboardsResult(
            List<DashboardEntry> dashboardEntries, @Nullable String nextToken) {}

    record DeleteDashboardsRequest(List<String> dashboardNames) {}

    record DeleteDashboardsResult() {}

    /// How the operations reach the dashboards.
    <T> T dashboards(Function<Dashboards, T> work);

    private Dashboards kept() {
        return dashboards(Function.identity());
    }

    default PutDashboardResult putDashboard(Call call, PutDashboardRequest request) {
        if (!request.dashboardName().matches("[A-Za-z0-9_-]{1,255}"))
            throw new AwsException(
                    "InvalidParameterValue",
                    "The value " + request.dashboardName() + " for field DashboardName contains invalid characters."
                            + " It can only contain alphanumerics, dash (-) and underscore (_).");
        DashboardBody body = DashboardBody.check(request.dashboardBody());
        if (!body.mistakes.isEmpty()) throw refusal(body.mistakes);
        kept().put(call.scope().account(), request.dashboardName(), request.dashboardBody());
        return new PutDashboardResult(body.warnings.stream()
                .map(one -> new DashboardValidationMessage(one.path(), one.message()))
                .toList());
    }

    private static AwsException refusal(List<DashboardBody.Message> mistakes) {
        String listed = mistakes.stream()
                .map(one -> "{\"dataPath\":\"%s\",\"message\":\"%s\"}"
                        .formatted(one.path(), one.message().replace("\"", "\\\"")))
                .collect(Collectors.joining(",", "[", "]"));
        String message = mistakes.getFirst().path().isEmpty()
                ? mistakes.getFirst().message()
                : "The dashboard body is invalid, there are %d validation errors: %s"
                        .formatted(mistakes.size(), listed);
        return new AwsException("DashboardInvalidInputError", message)
                .with(
                        "dashboardValidationMessages",
                        mistakes.stream()
                                .map(one -> Map.of("DataPath", one.path(), "Message", one.message()))
                                .toList());
    }

    default GetDashboardResult getDashboard(Call call, GetDashboardRequest request) {
        Dashboard found = kept().require(call.scope().account(), request.dashboardName());
        return new GetDashboardResult(Dashboards.arn(call.scope().account(), found.name()), found.body(), found.name());
    }

    default ListDashboardsResult listDashboards(Call call, ListDashboardsRequest request) {
        String prefix = Objects.requireNonNullElse(request.dashboardNamePrefix(), "");
        String last = request.nextToken() == null ? "" : text(request.nextToken());
        List<Dashboard> rest = kept().after(call.scope().account(), last, prefix);
        List<Dashboard> page = rest.subList(0, Math.min(DASHBOARDS_PER_PAGE, rest.size()));
        List<DashboardEntry> entries = page.stream()
                .map(one -> new DashboardEntry(
                        one.name(),
                        Dashboards.arn(call.scope().account(), one.name()),
                        one.modified(),
                        one.body().getBytes(StandardCharsets.UTF_8).length))
                .toList();
        return new ListDashboardsResult(
                entries, page.size() < rest.size() ? token(page.getLast().name()) : null);
    }

    private static String token(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsException("InvalidParameterValue", "The given NextToken is invalid.");
        }
    }

    default DeleteDashboardsResult deleteDashboards(Call call, DeleteDashboardsRequest request) {
        kept().delete(call.scope().account(), request.dashboardNames());
        return new DeleteDashboardsResult();
    }
}
