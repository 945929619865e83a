package io.windtunnel.cloud.operations.logs;

import io.windtunnel.kernel.identity.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The fields that Logs Insights finds in events by itself.
///
/// Source:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
final class Discovery {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Fields that are found in one JSON event, and in a group.
    private static final int MOST_IN_EVENT = 200;

    private static final int MOST_IN_GROUP = 1_000;

    /// Events that are looked at to say how frequent a field is, our choice.
    private static final int SAMPLE_EVENTS = 10_000;

    private static final Duration AROUND = Duration.ofMinutes(8);
    private static final Duration RECENT = Duration.ofMinutes(15);

    private static final List<String> GENERATED =
            List.of("@ingestionTime", "@log", "@logStream", "@message", "@timestamp");

    private Discovery() {}

    /// All fields of one event.
    ///
    /// @throws io.windtunnel.wire.AwsException `ResourceNotFoundException` when the event is gone
    static Map<String, String> fields(Groups groups, Scope scope, Pointer pointer) {
        LogGroup group = groups.find(scope, pointer.groupName())
                .filter(found -> found.id().equals(pointer.groupId()))
                .orElseThrow(() -> Refusals.notFound("log record"));
        Batch batch = groups.events(scope, group)
                .at(pointer.position())
                .filter(found -> pointer.index() < found.count())
                .filter(found -> found.timestamp(pointer.index()) >= groups.expiredBefore(group))
                .orElseThrow(() -> Refusals.notFound("log record"));
        String stream = groups.streams(scope, group.name()).stream()
                .filter(each -> each.id() == batch.streamId())
                .map(LogStream::name)
                .findFirst()
                .orElseThrow(() -> Refusals.notFound("log record"));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("@ptr", pointer.text());
        fields.put("@timestamp", Long.toString(batch.timestamp(pointer.index())));
        fields.put("@ingestionTime", Long.toString(batch.ingestedMillis()));
        fields.put("@message", batch.message(pointer.index()));
        fields.put("@logStream", stream);
        fields.put("@log", scope.account().digits() + ":" + group.name());
        discover(batch.message(pointer.index()), fields::put);
        return fields;
    }

    /// How many percent of the events around a time have each field, the most frequent first.
    ///
    /// @param seconds since 1970; null for the last 15 minutes
    static SequencedMap<String, Integer> percentages(
            Groups groups, Scope scope, LogGroup group, @Nullable Long seconds) {
        long now = groups.now().toEpochMilli();
        long from = seconds == null ? now - RECENT.toMillis() : seconds * 1000 - AROUND.toMillis();
        long until = seconds == null ? now + 1 : seconds * 1000 + AROUND.toMillis() + 1;
        from = Math.max(from, groups.expiredBefore(group));
        Merge merge = Merge.backward(groups.events(scope, group).between(from, until, _ -> true), from, until, null);
        int events = 0;
        Map<String, Integer> counts = new TreeMap<>();
        while (events < SAMPLE_EVENTS && merge.next()) {
            events++;
            discover(merge.batch().message(merge.index()), (name, _) -> {
                if (counts.containsKey(name) || counts.size() < MOST_IN_GROUP) counts.merge(name, 1, Integer::sum);
            });
        }
        SequencedMap<String, Integer> percentages = new LinkedHashMap<>();
        if (events == 0) return percentages;
        for (String name : GENERATED) percentages.put(name, 100);
        int all = events;
        List<Map.Entry<String, Integer>> found = new ArrayList<>(counts.entrySet());
        found.sort(Comparator.comparing((Map.Entry<String, Integer> each) -> -each.getValue())
                .thenComparing(Map.Entry::getKey));
        for (Map.Entry<String, Integer> each : found)
            percentages.put(each.getKey(), (int) Math.round(100.0 * each.getValue() / all));
        return percentages;
    }

    /// Calls `field` with the name and value of each field of a JSON event.
    private static void discover(String message, BiConsumer<String, String> field) {
        if (!message.stripLeading().startsWith("{")) return;
        try {
            Map<String, String> found = new LinkedHashMap<>();
            flatten("", JSON.readTree(message), found);
            found.forEach(field);
        } catch (JacksonException notJson) {
            // an event that only looks like JSON has no fields of its own
        }
    }

    private static void flatten(String name, JsonNode node, Map<String, String> found) {
        if (found.size() >= MOST_IN_EVENT || node.isNull()) return;
        if (node.isObject()) node.forEachEntry((key, child) -> flatten(joined(name, key), child, found));
        else if (node.isArray())
            for (int i = 0; i < node.size(); i++) flatten(joined(name, Integer.toString(i)), node.get(i), found);
        else if (node.isBoolean()) found.put(name, node.booleanValue() ? "1" : "0");
        else found.put(name, node.isString() ? node.stringValue() : node.toString());
    }

    private static String joined(String name, String key) {
        if (name.isEmpty()) return key.startsWith("@") ? "@" + key : key;
        return name + "." + key;
    }
}
