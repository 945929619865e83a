package io.windtunnel.cloud.operations.cloudwatch.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is wrong with a dashboard's JSON. A mistake keeps it from being saved; a warning does not.
///
/// AWS does not document its messages; these are in the words people quote and otherwise in those of the
/// JSON Schema checker they come from.
///
/// Source:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
final class DashboardBody {
    /// A dashboard may have this many widgets (user guide, CloudWatch limits).
    private static final int MOST_WIDGETS = 500;

    /// The grid is this wide, and a widget at most this high, in grid units.
    private static final int GRID_WIDTH = 24;

    private static final int MOST_HEIGHT = 1_000;
    private static final Set<String> TYPES = Set.of("metric", "text", "log", "alarm", "explorer", "custom");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param path where, such as `/widgets/0/properties`
    record Message(String path, String message) {}

    final List<Message> mistakes = new ArrayList<>();
    final List<Message> warnings = new ArrayList<>();

    private DashboardBody() {}

    static DashboardBody check(String text) {
        DashboardBody checked = new DashboardBody();
        try {
            JsonNode body = JSON.readTree(text);
            if (body.isObject()) checked.body(body);
            else checked.mistake("", "The field DashboardBody must be a valid JSON object");
        } catch (JacksonException e) {
            checked.mistake("", "The field DashboardBody must be a valid JSON object");
        }
        return checked;
    }

    private void mistake(String path, String message) {
        mistakes.add(new Message(path, message));
    }

    private void body(JsonNode body) {
        JsonNode widgets = body.get("widgets");
        if (widgets == null) {
            mistake("", "Should have required property 'widgets'");
            return;
        }
        if (!widgets.isArray()) {
            mistake("/widgets", "Should be array");
            return;
        }
        if (widgets.size() > MOST_WIDGETS) mistake("/widgets", "Should NOT have more than " + MOST_WIDGETS + " items");
        for (int i = 0; i < widgets.size(); i++) widget("/widgets/" + i, widgets.get(i));
    }

    private void widget(String path, JsonNode widget) {
        if (!widget.isObject()) {
            mistake(path, "Should be object");
            return;
        }
        whole(path + "/x", widget.get("x"), 0, GRID_WIDTH - 1);
        whole(path + "/y", widget.get("y"), 0, Integer.MAX_VALUE);
        whole(path + "/width", widget.get("width"), 1, GRID_WIDTH);
        whole(path + "/height", widget.get("height"), 1, MOST_HEIGHT);
        JsonNode type = widget.get("type");
        if (type == null) mistake(path, "Should have required property 'type'");
        else if (!type.isString() || !TYPES.contains(type.stringValue()))
            mistake(path + "/type", "Should be equal to one of the allowed values");
        JsonNode properties = widget.get("properties");
        if (properties == null) mistake(path, "Should have required property 'properties'");
        else if (!properties.isObject()) mistake(path + "/properties", "Should be object");
        else if (type != null && type.isString()) properties(path + "/properties", type.stringValue(), properties);
    }

    private void whole(String path, @Nullable JsonNode number, int least, int most) {
        if (number == null) return;
        if (!number.isIntegralNumber()) mistake(path, "Should be integer");
        else if (number.asLong() < least) mistake(path, "Should be >= " + least);
        else if (number.asLong() > most) mistake(path, "Should be <= " + most);
    }

    private void properties(String path, String type, JsonNode properties) {
        switch (type) {
            case "text" -> required(path, properties, "markdown");
            case "log" -> required(path, properties, "query");
            case "alarm" -> required(path, properties, "alarms");
            case "metric" -> metric(path, properties);
            default -> {}
        }
    }

    private void required(String path, JsonNode properties, String name) {
        if (properties.get(name) == null) mistake(path, "Should have required property '" + name + "'");
    }

    private void metric(String path, JsonNode properties) {
        if (properties.get("region") == null) warnings.add(new Message(path, "Should have required property 'region'"));
        JsonNode metrics = properties.get("metrics");
        if (metrics == null) {
            if (properties.get("annotations") == null) mistake(path, "Should have required property 'metrics'");
            return;
        }
        if (!metrics.isArray()) {
            mistake(path + "/metrics", "Should be array");
            return;
        }
        for (int i = 0; i < metrics.size(); i++) line(path + "/metrics/" + i, metrics.get(i));
    }

    /// `[namespace, name, dimension, value, ..., {how it is drawn}]`, or an expression: `[{...}]`.
    private void line(String path, JsonNode line) {
        if (!line.isArray()) {
            mistake(path, "Should be array");
            return;
        }
        int size = line.size();
        if (size > 0 && line.get(size - 1).isObject()) size--;
        for (int i = 0; i < size; i++)
            if (!line.get(i).isString())
                mistake(path + "/" + i, "Invalid metric field type, only \"String\" type is allowed");
        if (line.isEmpty()) mistake(path, "Should NOT have fewer than 1 items");
        else if (size % 2 != 0) mistake(path, "Invalid metric: a namespace, a name, and a value for each dimension");
    }
}
