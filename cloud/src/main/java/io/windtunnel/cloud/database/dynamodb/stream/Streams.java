package io.windtunnel.cloud.database.dynamodb.stream;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.table.Capacity;
import io.windtunnel.cloud.database.dynamodb.table.Companion;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.Partition;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.StoredStream;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.ring.PartitionMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The streams of every table, those that were disabled within the last day included.
///
/// Thread safety: every method may be called from any thread.
public final class Streams implements Tables.Listener {
    /// A stream and what it was made for.
    ///
    /// @param keys the table's
    public record Known(
            Scope scope, String tableName, List<KeySchemaElement> keys, StoredStream stored, TableStream stream) {}

    private final Fabric fabric;
    private final Map<String, Known> byArn = new ConcurrentSkipListMap<>();
    private final Map<LiveTable, Companion> writers = new ConcurrentHashMap<>();

    public Streams(Fabric fabric) {
        this.fabric = fabric;
    }

    @Override
    public void opened(LiveTable table) {
        follow(table, null);
    }

    @Override
    public void changed(LiveTable table, StoredTable before) {
        if (!Objects.equals(table.stored().stream(), before.stream())) follow(table, before.stream());
    }

    private synchronized void follow(LiveTable table, @Nullable StoredStream before) {
        Companion writer = writers.remove(table);
        if (writer != null) table.companions().remove(writer);
        StoredStream now = table.stored().stream();
        if (before != null && (now == null || !now.enabled() || !now.arn().equals(before.arn()))) disable(before.arn());
        if (now == null) return;
        Known known = byArn.computeIfAbsent(now.arn(), _ -> open(table, now));
        if (!now.enabled()) return;
        known.stream().begin(numbers(table.capacity().partitions()));
        List<String> names = table.stored().keys().stream()
                .map(KeySchemaElement::attributeName)
                .toList();
        Companion next = new StreamWriter(known.stream(), names);
        writers.put(table, next);
        table.companions().add(next);
    }

    private void disable(String arn) {
        Known known = byArn.get(arn);
        if (known == null) return;
        known.stream().disable();
        StoredStream was = known.stored();
        StoredStream off = new StoredStream(was.label(), was.arn(), was.view(), false, was.created());
        byArn.put(arn, new Known(known.scope(), known.tableName(), known.keys(), off, known.stream()));
    }

    private Known open(LiveTable table, StoredStream stored) {
        TableStream stream = new TableStream(
                fabric,
                table.scope(),
                table.stored().id(),
                stored.arn(),
                stored.label(),
                stored.view(),
                stored.enabled());
        return new Known(table.scope(), table.name(), table.stored().keys(), stored, stream);
    }

    private static PartitionMap<Integer> numbers(PartitionMap<Partition> partitions) {
        long[] starts = new long[partitions.size()];
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            starts[i] = partitions.first(i);
            numbers.add(partitions.at(i).number());
        }
        return PartitionMap.of(starts, numbers);
    }

    @Override
    public void split(LiveTable table, Capacity.Split split) {
        StoredStream now = table.stored().stream();
        Known known = now == null || !now.enabled() ? null : byArn.get(now.arn());
        if (known != null)
            known.stream()
                    .split(
                            split.parent().number(),
                            split.lower().number(),
                            split.upper().number(),
                            split.upper().first());
    }

    @Override
    public void deleted(LiveTable table) {
        writers.remove(table);
        StoredStream stream = table.stored().stream();
        if (stream != null) disable(stream.arn());
    }

    public Optional<Known> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    /// The streams of a scope, by ARN.
    public List<Known> of(Scope scope) {
        return byArn.values().stream()
                .filter(each -> each.scope().equals(scope))
                .toList();
    }

    /// Forgets what is older than a day.
    public void trim() {
        for (Known each : byArn.values()) {
            each.stream().trim();
            if (each.stored().enabled() || !each.stream().shards().isEmpty()) continue;
            each.stream().erase();
            byArn.remove(each.stored().arn());
        }
    }
}
