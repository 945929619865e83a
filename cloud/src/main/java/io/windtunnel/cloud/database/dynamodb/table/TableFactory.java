package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.OnDemandThroughput;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes tables of their descriptions, and keeps what they are made of as the descriptions say.
final class TableFactory {
    private final CloudContext context;
    private final Fabric fabric;

    TableFactory(CloudContext context) {
        this.context = context;
        this.fabric = context.fabric();
    }

    private Rows rows(Scope scope, String id) {
        return fabric.storage().rows(scope, "dynamodb.items." + id);
    }

    private Table<StoredMap> maps(Scope scope) {
        return fabric.storage().table(scope, "dynamodb.partitions", StoredMap.class);
    }

    LiveTable create(Scope scope, StoredTable table, ZoneReplicas replicas) {
        List<LiveIndex> indexes = new ArrayList<>();
        table.locals().forEach(each -> indexes.add(index(scope, table, each)));
        table.globals().forEach(each -> indexes.add(index(scope, table, each)));
        return new LiveTable(new LiveTable.Parts(
                scope,
                table,
                new TableKeys(table.keys(), table.attributes()),
                rows(scope, table.id()),
                capacity(scope, table.id(), settings(table)),
                replicas,
                new TableMeters(context.directory(), scope, table.name(), table.arn()),
                indexes));
    }

    private LiveIndex index(Scope scope, StoredTable table, StoredIndex index) {
        return new LiveIndex(
                index,
                new TableKeys(index.keys(), table.attributes()),
                table.keys(),
                rows(scope, index.id()),
                capacity(scope, index.id(), settings(table, index)));
    }

    private Capacity capacity(Scope scope, String id, Capacity.Settings settings) {
        StoredMap known = maps(scope).get(id);
        Capacity capacity = new Capacity(
                settings, known == null ? null : known.map(), fabric.time().nanos());
        if (known == null) keep(scope, id, capacity);
        return capacity;
    }

    private void keep(Scope scope, String id, Capacity capacity) {
        maps(scope).put(id, StoredMap.of(capacity.partitions()));
    }

    private static Capacity.Settings settings(StoredTable table) {
        StoredTable.Settings settings = table.settings();
        return new Capacity.Settings(settings.onDemand(), settings.throughput(), settings.most());
    }

    private static Capacity.Settings settings(StoredTable table, StoredIndex index) {
        OnDemandThroughput most = index.most() == null ? table.settings().most() : index.most();
        return new Capacity.Settings(table.settings().onDemand(), index.throughput(), most);
    }

    /// A table as the storage has it, with its sizes counted.
    LiveTable recover(Scope scope, StoredTable table, ZoneReplicas replicas) {
        LiveTable live = create(scope, table, replicas);
        List<LiveIndex> locals =
                live.indexes().stream().filter(each -> each.stored().local()).toList();
        live.rows().scan(null, null, false, (key, value) -> {
            Item item = Item.decode(value);
            RowKey place = live.keys().ofItem(item);
            long more = 0;
            for (LiveIndex each : locals)
                if (each.keys().indexed(item, place) != null)
                    more += each.project(item).size();
            live.grow(place, item.size(), more);
            return true;
        });
        for (LiveIndex each : live.indexes())
            each.rows().scan(null, null, false, (_, value) -> {
                each.grow(Item.decode(value).size());
                return true;
            });
        return live;
    }

    /// Brings capacity and indexes to what the description now says.
    List<Capacity.Split> follow(LiveTable live, StoredTable before, StoredTable after) {
        long now = fabric.time().nanos();
        for (StoredIndex each : after.globals()) {
            LiveIndex known = live.index(each.name());
            if (known == null) {
                live.add(index(live.scope(), after, each));
                continue;
            }
            known.stored(each);
            if (!known.capacity().set(settings(after, each), now).isEmpty())
                keep(live.scope(), each.id(), known.capacity());
        }
        for (StoredIndex each : before.globals()) if (after.global(each.name()).isEmpty()) drop(live, each);
        List<Capacity.Split> splits = live.capacity().set(settings(after), now);
        if (!splits.isEmpty()) keep(live.scope(), after.id(), live.capacity());
        return splits;
    }

    private void drop(LiveTable live, StoredIndex index) {
        LiveIndex known = live.index(index.name());
        if (known != null) live.remove(known);
        rows(live.scope(), index.id()).clear();
        maps(live.scope()).remove(index.id());
    }

    void erase(Scope scope, StoredTable table) {
        rows(scope, table.id()).clear();
        maps(scope).remove(table.id());
        for (StoredIndex each : table.locals()) erase(scope, each);
        for (StoredIndex each : table.globals()) erase(scope, each);
    }

    private void erase(Scope scope, StoredIndex index) {
        rows(scope, index.id()).clear();
        maps(scope).remove(index.id());
    }

    /// Ends a minute of a table.
    List<Capacity.Split> minute(LiveTable live) {
        long now = fabric.time().nanos();
        StoredTable.Throughput set = live.stored().settings().throughput();
        long bytes = live.bytes();
        long reads = set.read();
        long writes = set.write();
        for (LiveIndex each : live.indexes()) {
            bytes += each.bytes();
            reads += each.stored().throughput().read();
            writes += each.stored().throughput().write();
        }
        live.meters().standing(bytes, live.stored().upkeep().recoverable() != null, reads, writes);
        for (LiveIndex each : live.indexes()) {
            if (each.stored().local()) continue;
            if (!each.capacity().minute(now).isEmpty())
                keep(live.scope(), each.stored().id(), each.capacity());
            tell(
                    live,
                    each.stored().name(),
                    live.stored().settings().onDemand(),
                    each.stored().throughput());
        }
        tell(
                live,
                null,
                live.stored().settings().onDemand(),
                live.stored().settings().throughput());
        List<Capacity.Split> splits = live.capacity().minute(now);
        if (!splits.isEmpty()) keep(live.scope(), live.stored().id(), live.capacity());
        return splits;
    }

    private static void tell(
            LiveTable live, @Nullable String index, boolean onDemand, StoredTable.Throughput throughput) {
        if (!onDemand) live.meters().provisioned(index, throughput.read(), throughput.write());
    }
}
