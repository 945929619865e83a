package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Capacity;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.ConsumedCapacity;
import io.windtunnel.cloud.database.dynamodb.table.LiveIndex;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request has consumed, by table and index, told as far as the client wants to know.
///
/// Not safe for concurrent use: it belongs to one request.
final class Consumption {
    private final @Nullable String wanted;
    private final boolean transaction;
    private final Map<String, OfTable> tables = new LinkedHashMap<>();

    private static final class OfTable {
        double own;
        double reads;
        double writes;
        final Map<String, Double> locals = new LinkedHashMap<>();
        final Map<String, Double> globals = new LinkedHashMap<>();
    }

    /// @param wanted `INDEXES`, `TOTAL`, `NONE` or null
    /// @param transaction whether reads and writes are told apart
    Consumption(@Nullable String wanted, boolean transaction) {
        this.wanted = wanted;
        this.transaction = transaction;
    }

    private boolean silent() {
        return wanted == null || wanted.equals("NONE");
    }

    private OfTable of(String table) {
        return tables.computeIfAbsent(table, _ -> new OfTable());
    }

    void read(String table, @Nullable LiveIndex index, double units) {
        if (silent()) return;
        OfTable of = of(table);
        of.reads += units;
        if (index == null) of.own += units;
        else
            (index.stored().local() ? of.locals : of.globals)
                    .merge(index.stored().name(), units, Double::sum);
    }

    void wrote(WritePlan plan) {
        if (silent()) return;
        OfTable of = of(plan.table().name());
        of.own += plan.units();
        of.writes += plan.units();
        plan.forEachIndex((index, local, units) -> {
            of.writes += units;
            (local ? of.locals : of.globals).merge(index, units, Double::sum);
        });
    }

    /// Of a request that touches one table; null where nothing is to be told.
    @Nullable
    ConsumedCapacity single() {
        List<ConsumedCapacity> all = all();
        return all == null || all.isEmpty() ? null : all.getFirst();
    }

    /// Of every table; null where nothing is to be told.
    @Nullable
    List<ConsumedCapacity> all() {
        if (silent()) return null;
        List<ConsumedCapacity> told = new ArrayList<>();
        tables.forEach((name, of) -> told.add(told(name, of)));
        return told;
    }

    private ConsumedCapacity told(String name, OfTable of) {
        boolean detailed = "INDEXES".equals(wanted);
        return new ConsumedCapacity(
                name,
                of.reads + of.writes,
                transaction && of.reads > 0 ? of.reads : null,
                transaction && of.writes > 0 ? of.writes : null,
                detailed ? capacity(of.own, of.writes > 0) : null,
                detailed ? capacities(of.locals, of.writes > 0) : null,
                detailed ? capacities(of.globals, of.writes > 0) : null);
    }

    private Capacity capacity(double units, boolean writes) {
        return new Capacity(transaction && !writes ? units : null, transaction && writes ? units : null, units);
    }

    private @Nullable Map<String, Capacity> capacities(Map<String, Double> byName, boolean writes) {
        if (byName.isEmpty()) return null;
        Map<String, Capacity> told = new LinkedHashMap<>();
        byName.forEach((name, units) -> told.put(name, capacity(units, writes)));
        return told;
    }
}
