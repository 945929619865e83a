package io.windtunnel.cloud.operations.billing.explorer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests and answers of [CostExplorerApi], bound to AWS's model by name.
public final class Shapes {
    private Shapes() {}

    public record DateInterval(String start, String end) {}

    public record DimensionValues(@Nullable String key, List<String> values, List<String> matchOptions) {}

    /// Held to be refused: nothing here knows the tags of what was used.
    public record TagValues(@Nullable String key) {}

    /// Held to be refused: there are no cost categories.
    public record CostCategoryValues(@Nullable String key) {}

    public record Expression(
            List<Expression> or,
            List<Expression> and,
            @Nullable Expression not,
            @Nullable DimensionValues dimensions,
            @Nullable TagValues tags,
            @Nullable CostCategoryValues costCategories) {}

    public record GroupDefinition(
            @Nullable String type, @Nullable String key) {}

    public record GetCostAndUsageRequest(
            DateInterval timePeriod,
            String granularity,
            @Nullable Expression filter,
            List<String> metrics,
            List<GroupDefinition> groupBy,
            @Nullable String nextPageToken) {}

    public record MetricValue(String amount, String unit) {}

    public record Group(List<String> keys, Map<String, MetricValue> metrics) {}

    public record ResultByTime(
            DateInterval timePeriod, Map<String, MetricValue> total, List<Group> groups, boolean estimated) {}

    public record DimensionValue(String value, Map<String, String> attributes) {}

    public record GetCostAndUsageResponse(
            @Nullable String nextPageToken,
            @Nullable List<GroupDefinition> groupDefinitions,
            List<ResultByTime> resultsByTime,
            List<DimensionValue> dimensionValueAttributes) {}

    public record GetDimensionValuesRequest(
            @Nullable String searchString,
            DateInterval timePeriod,
            String dimension,
            @Nullable String context,
            @Nullable Expression filter,
            @Nullable Integer maxResults,
            @Nullable String nextPageToken) {}

    public record GetDimensionValuesResponse(
            List<DimensionValue> dimensionValues,
            int returnSize,
            int totalSize,
            @Nullable String nextPageToken) {}
}
