package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.kernel.alarm.Suppression;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON of an alarm's history, in the form AWS gives it.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/describe-alarm-history.html
/// (examples)
final class HistoryData {
    private HistoryData() {}

    static String created(Alarm alarm) {
        ObjectNode data = Words.object().put("version", "1.0").put("type", "Create");
        data.set("createdAlarm", alarm(alarm));
        return data.toString();
    }

    static String deleted(Alarm alarm) {
        ObjectNode data = Words.object().put("version", "1.0").put("type", "Delete");
        data.set("deletedAlarm", alarm(alarm));
        return data.toString();
    }

    static String updated(Alarm before, Alarm after) {
        ObjectNode old = alarm(before);
        ObjectNode now = alarm(after);
        ObjectNode changed = Words.object();
        for (Map.Entry<String, JsonNode> field : old.properties())
            if (!field.getValue().equals(now.get(field.getKey()))) changed.set(field.getKey(), field.getValue());
        ObjectNode data = Words.object().put("version", "1.0").put("type", "Update");
        data.set("originalUpdatedFields", changed);
        data.set("updatedAlarm", now);
        return data.toString();
    }

    static String transition(Alarm before, Alarm after) {
        ObjectNode data = Words.object().put("version", "1.0");
        data.set("oldState", state(before));
        data.set("newState", state(after));
        return data.toString();
    }

    private static ObjectNode state(Alarm alarm) {
        Alarm.Status status = alarm.status();
        ObjectNode state =
                Words.object().put("stateValue", status.state().name()).put("stateReason", status.reason());
        if (status.reasonData() != null) state.set("stateReasonData", read(status.reasonData()));
        Suppression.By by = status.suppression().by();
        if (by != null) {
            state.put("actionsSuppressedBy", by.apiName());
            state.put("actionsSuppressedReason", "Actions suppressed by " + by.apiName());
        }
        return state;
    }

    /// JSON from JSON; a text where it is none.
    private static JsonNode read(String json) {
        try {
            return Words.json().readTree(json);
        } catch (JacksonException e) {
            return Words.json().getNodeFactory().stringNode(json);
        }
    }

    /// @param error null when the action has been taken
    static String action(String arn, Instant stateUpdated, @Nullable String error) {
        ObjectNode data = Words.object()
                .put("actionState", error == null ? "Succeeded" : "Failed")
                .put("stateUpdateTimestamp", stateUpdated.toEpochMilli())
                .put("notificationResource", arn);
        data.putNull("publishedMessage");
        if (error == null) data.putNull("error");
        else data.put("error", error);
        return data.toString();
    }

    private static ObjectNode alarm(Alarm alarm) {
        ObjectNode node = Words.object()
                .put("alarmName", alarm.name())
                .put("alarmArn", alarm.arn().toString());
        if (alarm.settings().description() != null)
            node.put("alarmDescription", alarm.settings().description());
        node.put("actionsEnabled", alarm.settings().actionsEnabled());
        texts(node.putArray("okActions"), alarm.settings().okActions());
        texts(node.putArray("alarmActions"), alarm.settings().alarmActions());
        texts(node.putArray("insufficientDataActions"), alarm.settings().insufficientDataActions());
        switch (alarm.subject()) {
            case Subject.Threshold threshold -> threshold(node, threshold);
            case Subject.Composite composite -> {
                node.put("alarmRule", composite.rule());
                if (composite.suppressor() != null) {
                    node.put("actionsSuppressor", composite.suppressor());
                    node.put("actionsSuppressorWaitPeriod", composite.waitSeconds());
                    node.put("actionsSuppressorExtensionPeriod", composite.extensionSeconds());
                }
            }
        }
        node.put("alarmConfigurationUpdatedTimestamp", Words.stamp(alarm.configured()));
        return node.put("stateValue", alarm.state().name());
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static void threshold(ObjectNode node, Subject.Threshold threshold) {
        if (threshold.single()) threshold.source().ifPresent(source -> metric(node, source));
        else {
            ArrayNode metrics = node.putArray("metrics");
            threshold.lines().forEach(line -> line(metrics.addObject(), line));
        }
        node.put("evaluationPeriods", threshold.evaluationPeriods());
        if (threshold.datapointsToAlarm() != null) node.put("datapointsToAlarm", threshold.datapointsToAlarm());
        node.put("threshold", threshold.value())
                .put("comparisonOperator", threshold.comparison().apiName());
        if (threshold.missingData() != null)
            node.put("treatMissingData", threshold.missingData().apiName());
        if (threshold.lowSamples() != null) node.put("evaluateLowSampleCountPercentile", threshold.lowSamples());
    }

    private static void line(ObjectNode node, Line line) {
        node.put("id", line.id());
        if (line.source() != null) {
            ObjectNode stat = node.putObject("metricStat");
            metric(stat, line.source());
        }
        if (line.expression() != null) node.put("expression", line.expression());
        if (line.label() != null) node.put("label", line.label());
        node.put("returnData", line.result());
    }

    private static void metric(ObjectNode node, Line.Source source) {
        node.put("metricName", source.metric()).put("namespace", source.namespace());
        ArrayNode dimensions = node.putArray("dimensions");
        source.dimensions()
                .forEach((name, value) ->
                        dimensions.addObject().put("name", name).put("value", value));
        node.put("period", source.period());
        boolean plain = AlarmViews.PLAIN_STATISTICS.contains(source.statistic());
        node.put(plain ? "statistic" : "extendedStatistic", source.statistic());
        if (source.unit() != null) node.put("unit", source.unit());
    }
}
