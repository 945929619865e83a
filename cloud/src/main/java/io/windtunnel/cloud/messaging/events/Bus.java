package io.windtunnel.cloud.messaging.events;

import io.windtunnel.kernel.identity.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event bus and its rules.
///
/// Thread safety: reads may be made from any thread; changes are made by [Buses], one after the other.
final class Bus {
    /// The bus every account has in every Region.
    static final String DEFAULT = "default";

    /// A bus as the storage's table holds it.
    record Row(String name, @Nullable String policy, Map<String, String> tags, long createdMillis) {}

    final Scope scope;
    final String name;
    final String arn;
    private volatile Row row;
    private volatile List<Rule> rules = List.of();

    Bus(Scope scope, Row row) {
        this.scope = scope;
        this.name = row.name();
        this.arn = scope.arn("events", "event-bus/" + row.name()).toString();
        this.row = row;
    }

    Row row() {
        return row;
    }

    void change(Row changed) {
        row = changed;
    }

    List<Rule> rules() {
        return rules;
    }

    void put(Rule rule) {
        List<Rule> all = new ArrayList<>(rules);
        all.removeIf(each -> each.row().name().equals(rule.row().name()));
        all.add(rule);
        all.sort(java.util.Comparator.comparing(each -> each.row().name()));
        rules = List.copyOf(all);
    }

    void remove(String rule) {
        rules = rules.stream().filter(each -> !each.row().name().equals(rule)).toList();
    }

    @Nullable
    Rule find(String rule) {
        for (Rule each : rules) if (each.row().name().equals(rule)) return each;
        return null;
    }
}
