package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// The tables of every account and Region.
///
/// Thread safety: every method may be called from any thread.
public final class Tables {
    static final String TABLE = "dynamodb.tables";

    /// What is told of tables that come, change and go.
    public interface Listener {
        /// A table was created or recovered; what goes with its changes may join it now.
        void opened(LiveTable table);

        /// A table's description has changed.
        default void changed(LiveTable table, StoredTable before) {}

        /// A partition was split.
        default void split(LiveTable table, Capacity.Split split) {}

        /// A table is about to go: nobody writes it any more, and everything is still there.
        default void deleting(LiveTable table) {}

        /// A table is gone.
        default void deleted(LiveTable table) {}
    }

    private final CloudContext context;
    private final Fabric fabric;
    private final Physics physics;
    private final TableFactory factory;
    private final Map<Scope, Map<String, LiveTable>> scopes = new ConcurrentHashMap<>();
    private final Map<Region, ZoneReplicas> replicas = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public Tables(CloudContext context, Physics physics) {
        this.context = context;
        this.fabric = context.fabric();
        this.physics = physics;
        this.factory = new TableFactory(context);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public Instant now() {
        return fabric.time().now();
    }

    public String newId() {
        return fabric.ids().uuid();
    }

    public CloudContext context() {
        return context;
    }

    public Physics physics() {
        return physics;
    }

    private Table<StoredTable> stored(Scope scope) {
        return fabric.storage().table(scope, TABLE, StoredTable.class);
    }

    private ZoneReplicas replicas(Region region) {
        return replicas.computeIfAbsent(region, each -> new ZoneReplicas(fabric, each, physics));
    }

    /// A scope's tables by name; those of a recovered storage are opened when they are first asked for.
    private Map<String, LiveTable> live(Scope scope) {
        Map<String, LiveTable> known = scopes.get(scope);
        return known == null ? open(scope) : known;
    }

    private synchronized Map<String, LiveTable> open(Scope scope) {
        Map<String, LiveTable> known = scopes.get(scope);
        if (known != null) return known;
        Map<String, LiveTable> tables = new ConcurrentSkipListMap<>();
        for (StoredTable each : stored(scope).values()) {
            if (each.status().equals(StoredTable.DELETING)) {
                factory.erase(scope, each);
                stored(scope).remove(each.name());
                continue;
            }
            LiveTable live = factory.recover(scope, each, replicas(scope.region()));
            tables.put(each.name(), live);
        }
        scopes.put(scope, tables);
        for (LiveTable each : tables.values()) {
            for (Listener listener : listeners) listener.opened(each);
            goOn(each);
        }
        return tables;
    }

    /// Goes on with what a crash has interrupted.
    private void goOn(LiveTable live) {
        StoredTable table = live.stored();
        if (!table.status().equals(StoredTable.ACTIVE)) change(live, each -> each.status(StoredTable.ACTIVE));
        for (StoredIndex each : table.globals()) {
            if (each.backfilling()) backfill(live, each.name());
            else if (!each.status().equals(StoredTable.ACTIVE))
                laterIndex(live, each.name(), each.status().equals(StoredTable.DELETING));
        }
    }

    /// Opens the tables of every scope that has some.
    public Collection<LiveTable> all() {
        fabric.storage().scopes(TABLE).forEach(this::live);
        return scopes.values().stream().flatMap(each -> each.values().stream()).toList();
    }

    public Collection<String> names(Scope scope) {
        return live(scope).keySet();
    }

    /// The table of a name, or of an ARN.
    public Optional<LiveTable> find(Scope scope, String name) {
        if (!name.startsWith("arn:")) return Optional.ofNullable(live(scope).get(name));
        try {
            Arn arn = Arn.parse(name);
            if (!arn.service().equals("dynamodb") || !arn.resource().startsWith("table/")) return Optional.empty();
            String rest = arn.resource().substring("table/".length());
            int slash = rest.indexOf('/');
            return Optional.ofNullable(live(arn.scope()).get(slash < 0 ? rest : rest.substring(0, slash)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// @throws AwsException `ResourceNotFoundException`, in the control plane's words
    public LiveTable require(Scope scope, String name) {
        return find(scope, name)
                .orElseThrow(() -> new AwsException(
                        "ResourceNotFoundException", "Requested resource not found: Table: " + name + " not found"));
    }

    /// A table whose items may be read and written.
    ///
    /// @throws AwsException `ResourceNotFoundException`
    public LiveTable serving(Scope scope, String name) {
        LiveTable live = name.startsWith("arn:")
                ? find(scope, name).orElse(null)
                : live(scope).get(name);
        if (live == null || !live.stored().active())
            throw new AwsException("ResourceNotFoundException", "Requested resource not found");
        return live;
    }

    /// @throws AwsException `ResourceNotFoundException`, `ValidationException`
    public LiveTable byArn(Scope scope, String arn) {
        if (!Arn.isArn(arn)) throw TableChecks.invalid("Invalid TableArn: " + arn);
        return find(scope, arn)
                .orElseThrow(() -> new AwsException(
                        "ResourceNotFoundException",
                        "Requested resource not found: ResourceArn: " + arn + " not found"));
    }

    // ---- changes

    /// Adds a table.
    ///
    /// @throws AwsException `ResourceInUseException`
    public LiveTable create(Scope scope, StoredTable table) {
        Map<String, LiveTable> tables = live(scope);
        LiveTable live = factory.create(scope, table, replicas(scope.region()));
        if (tables.putIfAbsent(table.name(), live) != null)
            throw new AwsException("ResourceInUseException", "Table already exists: " + table.name());
        stored(scope).put(table.name(), table);
        listeners.forEach(each -> each.opened(live));
        return live;
    }

    /// Changes a table's description, and what follows from it.
    public StoredTable change(LiveTable live, UnaryOperator<StoredTable> change) {
        StoredTable before;
        StoredTable after;
        synchronized (live) {
            before = live.stored();
            after = change.apply(before);
            live.stored(after);
            stored(live.scope()).put(after.name(), after);
            List<Capacity.Split> splits = factory.follow(live, before, after);
            splits.forEach(split -> listeners.forEach(each -> each.split(live, split)));
        }
        listeners.forEach(each -> each.changed(live, before));
        return after;
    }

    /// Changes a table's description once the transition is over, if its status is still what it was.
    public void later(LiveTable live, String status, UnaryOperator<StoredTable> change) {
        afterTransition(() -> {
            if (live.stored().status().equals(status)) change(live, change);
        });
    }

    private void afterTransition(Runnable task) {
        if (physics.transition().isZero()) task.run();
        else fabric.time().after(physics.transition(), task);
    }

    /// Fills a new table and makes it active once the transition is over.
    public void fillLater(LiveTable live, Runnable filling, UnaryOperator<StoredTable> change) {
        afterTransition(() -> {
            filling.run();
            if (live.stored().status().equals(StoredTable.CREATING))
                change(live, table -> change.apply(table).activated());
        });
    }

    /// Deletes a table once the transition is over.
    public void laterDelete(LiveTable live) {
        afterTransition(() -> delete(live));
    }

    private void delete(LiveTable live) {
        if (live(live.scope()).get(live.name()) != live) return;
        listeners.forEach(each -> each.deleting(live));
        if (!live(live.scope()).remove(live.name(), live)) return;
        stored(live.scope()).remove(live.name());
        listeners.forEach(each -> each.deleted(live));
        factory.erase(live.scope(), live.stored());
    }

    /// Fills a new global index from its table, and makes it active.
    public void backfill(LiveTable live, String index) {
        afterTransition(() -> {
            if (live.count() < 1_000) fill(live, index);
            else fabric.threads().run(() -> fill(live, index));
        });
    }

    private void fill(LiveTable live, String name) {
        LiveIndex index = live.index(name);
        if (index == null) return;
        new Backfill(fabric, live, index).run();
        change(
                live,
                table -> table.global(name)
                        .map(each -> table.with(name, each.status(StoredTable.ACTIVE)))
                        .orElse(table));
    }

    /// Makes an index active, or deletes it, once the transition is over.
    public void laterIndex(LiveTable live, String index, boolean deletes) {
        afterTransition(() -> change(
                live,
                table -> table.global(index)
                        .map(each -> table.with(index, deletes ? null : each.status(StoredTable.ACTIVE)))
                        .orElse(table)));
    }

    /// Ends a minute of every table: splits what is hot or full, tells provisioned capacity.
    public void minute() {
        for (LiveTable live : all()) {
            List<Capacity.Split> splits = factory.minute(live);
            splits.forEach(split -> listeners.forEach(each -> each.split(live, split)));
        }
    }
}
