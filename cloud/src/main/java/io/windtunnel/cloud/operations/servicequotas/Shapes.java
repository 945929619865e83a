package io.windtunnel.cloud.operations.servicequotas;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and answers of Service Quotas' API: the members that are honoured.
final class Shapes {
    private Shapes() {}

    record ListServices(
            @Nullable String nextToken, @Nullable Integer maxResults) {}

    /// Called `ServiceInfo` by the model.
    record Service(String serviceCode, String serviceName) {}

    record Services(@Nullable String nextToken, List<Service> services) {}

    record ListServiceQuotas(
            String serviceCode,
            @Nullable String nextToken,
            @Nullable Integer maxResults,
            @Nullable String quotaCode,
            @Nullable String quotaAppliedAtLevel) {}

    record ListDefaults(
            String serviceCode,
            @Nullable String nextToken,
            @Nullable Integer maxResults) {}

    record ServiceQuota(
            String serviceCode,
            String serviceName,
            String quotaArn,
            String quotaCode,
            String quotaName,
            double value,
            String unit,
            boolean adjustable,
            boolean globalQuota,
            @Nullable String quotaAppliedAtLevel) {}

    record ServiceQuotas(@Nullable String nextToken, List<ServiceQuota> quotas) {}

    record GetServiceQuota(String serviceCode, String quotaCode) {}

    record OneQuota(ServiceQuota quota) {}

    record RequestIncrease(String serviceCode, String quotaCode, double desiredValue) {}

    record Requested(
            String id,
            @Nullable String caseId,
            String serviceCode,
            String serviceName,
            String quotaCode,
            String quotaName,
            double desiredValue,
            String status,
            Instant created,
            Instant lastUpdated,
            String requester,
            String quotaArn,
            boolean globalQuota,
            String unit,
            String quotaRequestedAtLevel) {}

    record OneRequest(Requested requestedQuota) {}

    record GetRequest(String requestId) {}

    record ListHistory(
            @Nullable String serviceCode,
            @Nullable String status,
            @Nullable String nextToken,
            @Nullable Integer maxResults,
            @Nullable String quotaRequestedAtLevel) {}

    record ListHistoryByQuota(
            String serviceCode,
            String quotaCode,
            @Nullable String status,
            @Nullable String nextToken,
            @Nullable Integer maxResults,
            @Nullable String quotaRequestedAtLevel) {}

    record History(@Nullable String nextToken, List<Requested> requestedQuotas) {}

    record Tag(String key, String value) {}

    record TagResource(@Member("ResourceARN") String resourceArn, List<Tag> tags) {}

    record UntagResource(@Member("ResourceARN") String resourceArn, List<String> tagKeys) {}

    record ListTags(@Member("ResourceARN") String resourceArn) {}

    record Tags(List<Tag> tags) {}

    record Done() {}
}
