package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.operations.cloudwatch.Shapes.Dimension;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.DimensionFilter;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.Metric;
import io.windtunnel.cloud.ports.Metrics.Name;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.TreeMap;

/// Names of metrics between the API's form and ours.
final class Names {
    private Names() {}

    /// @throws AwsException when there are too many dimensions, or one twice
    static Name name(String namespace, String metric, List<Dimension> dimensions, String path) {
        if (dimensions.size() > Limits.DIMENSIONS_PER_METRIC)
            throw new AwsException(
                    "InvalidParameterValue",
                    "The collection %sDimensions must not have a size greater than %d."
                            .formatted(path, Limits.DIMENSIONS_PER_METRIC));
        TreeMap<String, String> sorted = new TreeMap<>();
        for (Dimension dimension : dimensions)
            if (sorted.put(dimension.name(), dimension.value()) != null)
                throw new AwsException(
                        "InvalidParameterValue", "No repeated Dimension should be allowed: " + dimension.name());
        return new Name(namespace, metric, sorted);
    }

    static Metric metric(Name name) {
        List<Dimension> dimensions = name.dimensions().entrySet().stream()
                .map(entry -> new Dimension(entry.getKey(), entry.getValue()))
                .toList();
        return new Metric(name.namespace(), name.metric(), dimensions);
    }

    /// Whether the metric has each of the dimensions, with the value where one is asked for.
    static boolean matches(Name name, List<DimensionFilter> filters) {
        for (DimensionFilter filter : filters) {
            String value = name.dimensions().get(filter.name());
            if (value == null) return false;
            if (filter.value() != null && !filter.value().equals(value)) return false;
        }
        return true;
    }
}
