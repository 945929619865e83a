package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds metrics in events of the embedded metric format: JSON with a member `_aws` that says which other
/// members are metrics and which are dimensions. What does not keep to the format is passed over, as AWS
/// does.
///
/// Source:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
final class EmbeddedMetrics {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_METRICS = 100;
    private static final int MOST_DIMENSIONS = 30;
    private static final int MOST_VALUES = 100;

    private final CloudContext context;

    EmbeddedMetrics(CloudContext context) {
        this.context = context;
    }

    void publish(Scope scope, List<InputEvent> events) {
        for (InputEvent event : events) if (event.message().contains("\"_aws\"")) publish(scope, event);
    }

    private void publish(Scope scope, InputEvent event) {
        JsonNode root;
        try {
            root = JSON.readTree(event.message());
        } catch (JacksonException notJson) {
            return;
        }
        JsonNode about = root.path("_aws");
        Instant at = Instant.ofEpochMilli(about.path("Timestamp").asLong(event.timestamp()));
        context.directory().find(Metrics.class).ifPresent(metrics -> {
            for (JsonNode directive : about.path("CloudWatchMetrics")) publish(scope, metrics, root, directive, at);
        });
    }

    private static void publish(Scope scope, Metrics metrics, JsonNode root, JsonNode directive, Instant at) {
        String namespace = directive.path("Namespace").asString("");
        if (namespace.isEmpty() || directive.path("Metrics").size() > MOST_METRICS) return;
        for (JsonNode metric : directive.path("Metrics")) {
            String name = metric.path("Name").asString("");
            String unit = metric.path("Unit").asString("None");
            JsonNode value = root.path(name);
            if (name.isEmpty() || value.size() > MOST_VALUES) continue;
            for (JsonNode names : directive.path("Dimensions")) {
                TreeMap<String, String> dimensions = new TreeMap<>();
                for (JsonNode dimension : names) {
                    JsonNode found = root.path(dimension.asString(""));
                    if (found.isString()) dimensions.put(dimension.asString(""), found.stringValue());
                }
                // a set of which one is missing is no set
                if (dimensions.size() < names.size() || dimensions.size() > MOST_DIMENSIONS) continue;
                Metrics.Name of = new Metrics.Name(namespace, name, dimensions);
                if (value.isNumber()) metrics.put(scope, of, unit, at, value.doubleValue());
                for (JsonNode each : value)
                    if (value.isArray() && each.isNumber()) metrics.put(scope, of, unit, at, each.doubleValue());
            }
        }
    }
}
