package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.fabric.storage.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/// What happened to a scope's alarms, in the order in which it happened. It outlives the alarms.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
///
/// Thread safety: every method may be called from any thread.
final class AlarmHistory {
    /// History is kept for 30 days (user guide, "Common features of CloudWatch alarms").
    static final Duration KEPT = Duration.ofDays(30);

    /// How many items a scope keeps: 100,000, our choice; the oldest go first.
    static final int MOST_ITEMS = 100_000;

    private final Table<HistoryItem> table;
    private final ArrayDeque<HistoryItem> items;
    private long next;

    AlarmHistory(Table<HistoryItem> table) {
        this.table = table;
        items = new ArrayDeque<>(table.values());
        next = items.isEmpty() ? 0 : items.getLast().number() + 1;
    }

    synchronized void write(Alarm alarm, Instant at, HistoryItem.Kind kind, String summary, String data) {
        HistoryItem item = new HistoryItem(next++, alarm.name(), alarm.subject().typeName(), at, kind, summary, data);
        table.put(item.key(), item);
        items.addLast(item);
        while (items.size() > MOST_ITEMS || items.getFirst().at().isBefore(at.minus(KEPT)))
            table.remove(items.removeFirst().key());
    }

    /// The items that are not too old, oldest first.
    synchronized List<HistoryItem> items(Instant now) {
        Instant oldest = now.minus(KEPT);
        return items.stream().filter(item -> !item.at().isBefore(oldest)).toList();
    }
}
