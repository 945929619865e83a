package io.windtunnel.cloud.operations.ssm;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and answers of Systems Manager's API: the members that are honoured.
final class Shapes {
    private Shapes() {}

    record Tag(String key, String value) {}

    record PutParameter(
            String name,
            @Nullable String description,
            String value,
            @Nullable String type,
            @Nullable Boolean overwrite,
            @Nullable String allowedPattern,
            List<Tag> tags,
            @Nullable String tier,
            @Nullable String dataType) {}

    record PutAnswer(Long version, String tier) {}

    record GetParameter(String name, @Nullable Boolean withDecryption) {}

    record Parameter(
            String name,
            String type,
            String value,
            Long version,
            @Nullable String selector,
            Instant lastModifiedDate,
            @Member("ARN") String arn,
            String dataType) {}

    record ParameterAnswer(Parameter parameter) {}

    record GetParameters(List<String> names, @Nullable Boolean withDecryption) {}

    record ParametersAnswer(List<Parameter> parameters, List<String> invalidParameters) {}

    record Filter(String key, @Nullable String option, List<String> values) {}

    record GetParametersByPath(
            String path,
            @Nullable Boolean recursive,
            List<Filter> parameterFilters,
            @Nullable Boolean withDecryption,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record ParametersPage(
            List<Parameter> parameters, @Nullable String nextToken) {}

    record DeleteParameter(String name) {}

    record Nothing() {}

    record DeleteParameters(List<String> names) {}

    record DeletedParameters(List<String> deletedParameters, List<String> invalidParameters) {}

    record DescribeParameters(
            List<Filter> parameterFilters,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record Description(
            String name,
            @Member("ARN") String arn,
            String type,
            Instant lastModifiedDate,
            String lastModifiedUser,
            @Nullable String description,
            @Nullable String allowedPattern,
            Long version,
            String tier,
            String dataType) {}

    record DescriptionsPage(
            List<Description> parameters, @Nullable String nextToken) {}

    record GetParameterHistory(
            String name,
            @Nullable Boolean withDecryption,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record HistoryEntry(
            String name,
            String type,
            Instant lastModifiedDate,
            String lastModifiedUser,
            @Nullable String description,
            String value,
            @Nullable String allowedPattern,
            Long version,
            List<String> labels,
            String tier,
            String dataType) {}

    record HistoryPage(
            List<HistoryEntry> parameters, @Nullable String nextToken) {}

    record LabelParameterVersion(String name, @Nullable Long parameterVersion, List<String> labels) {}

    record Labelled(List<String> invalidLabels, Long parameterVersion) {}

    record AddTagsToResource(String resourceType, String resourceId, List<Tag> tags) {}

    record RemoveTagsFromResource(String resourceType, String resourceId, List<String> tagKeys) {}

    record ListTagsForResource(String resourceType, String resourceId) {}

    record TagList(List<Tag> tagList) {}
}
