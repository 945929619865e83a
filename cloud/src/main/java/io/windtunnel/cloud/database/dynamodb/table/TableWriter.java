package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.OfIndex;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.WriteKind;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Changes items: reads what stands there, has it decided what should, works out rows and cost, takes the capacity, and
/// makes item, index entries, stream record and the rest durable in one.
///
/// Thread safety: every method may be called from any thread.
public final class TableWriter {
    /// Bytes that one write unit writes. Source: read-write-operations.html
    private static final int UNIT_BYTES = 1_024;

    /// What an item becomes.
    @FunctionalInterface
    public interface Decision {
        /// The new item for the one that stands there; null for none.
        ///
        /// @throws AwsException when the item is not to be changed
        @Nullable
        Item decide(@Nullable Item before);
    }

    private final Fabric fabric;
    private final Physics physics;

    public TableWriter(Fabric fabric, Physics physics) {
        this.fabric = fabric;
        this.physics = physics;
    }

    /// Changes one item as decided.
    ///
    /// @throws AwsException what the decision throws; `TransactionConflictException`; what refuses the item or the
    ///     capacity
    public WritePlan write(LiveTable table, RowKey key, WriteKind kind, Decision decision) {
        Quorum quorum = table.quorum();
        if (quorum == null || kind.origin() != null) return here(table, key, kind, decision);
        return quorum.write(key, () -> here(table, key, kind, decision));
    }

    private WritePlan here(LiveTable table, RowKey key, WriteKind kind, Decision decision) {
        boolean agreed = kind.untold() != null;
        ReentrantLock lock = table.lock(key);
        lock.lock();
        try {
            if (!agreed) table.replicas().requireLeader(table.capacity().number(key.hash()));
            table.requireFree(key);
            byte[] bytes = table.rows().get(key.bytes());
            Item before = bytes == null ? null : Item.decode(bytes);
            WritePlan plan = plan(table, key, bytes, before, decided(table, key, before, decision), kind);
            if (agreed) tell(plan);
            else admit(List.of(plan));
            commit(List.of(plan), List.of());
            return plan;
        } finally {
            lock.unlock();
        }
    }

    /// A failed condition costs as much as the write would have.
    private @Nullable Item decided(LiveTable table, RowKey key, @Nullable Item before, Decision decision) {
        try {
            return decision.decide(before);
        } catch (AwsException refusal) {
            if (refusal.code().equals("ConditionalCheckFailedException")) {
                take(table, key, units(before, null));
                table.meters().conditionFailed();
            }
            throw refusal;
        }
    }

    // ---- plans

    /// Works out what a change does and costs. The item's lock is held, or the item is claimed.
    public WritePlan plan(
            LiveTable table,
            RowKey key,
            byte @Nullable [] bytes,
            @Nullable Item before,
            @Nullable Item after,
            WriteKind kind) {
        if (after != null && after.size() > Item.SIZE_LIMIT)
            throw AwsException.validation(
                    before == null
                            ? "Item size has exceeded the maximum allowed size"
                            : "Item size to update has exceeded the maximum allowed size");
        WritePlan plan = new WritePlan(
                table, key, bytes, before, after, kind, fabric.time().now().toEpochMilli());
        plan.units(kind.isFree() ? 0 : units(before, after));
        for (LiveIndex index : table.indexes()) {
            if (after != null)
                index.keys().schema().checkIndexed(after, index.stored().name());
            OfIndex change = change(index, plan);
            if (change != null) plan.indexes.add(change);
        }
        return plan;
    }

    /// Units of a write, by the larger of both items.
    public static double units(@Nullable Item before, @Nullable Item after) {
        return units(Math.max(before == null ? 0 : before.size(), after == null ? 0 : after.size()));
    }

    private static double units(int bytes) {
        return Math.max(1, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
    }

    static @Nullable OfIndex change(LiveIndex index, WritePlan plan) {
        Item before = plan.before();
        Item after = plan.after();
        RowKey from = before == null ? null : index.keys().indexed(before, plan.key());
        RowKey to = after == null ? null : index.keys().indexed(after, plan.key());
        if (from == null && to == null) return null;
        Item old = from == null || before == null ? null : index.project(before);
        Item next = to == null || after == null ? null : index.project(after);
        byte[] nextBytes = next == null ? null : next == after ? plan.afterBytes() : next.encode();
        boolean moves = from != null && to != null && !Arrays.equals(from.bytes(), to.bytes());
        if (!moves && old != null && old.equals(next)) return null;
        List<Rows.Write> rows = new ArrayList<>(2);
        if (from != null && (to == null || moves)) rows.add(new Rows.Write(index.rows(), from.bytes(), null));
        if (to != null) rows.add(new Rows.Write(index.rows(), to.bytes(), nextBytes));
        double units = moves ? units(old, null) + units(null, next) : units(old, next);
        long growth = (next == null ? 0 : next.size()) - (old == null ? 0L : old.size());
        return new OfIndex(index, rows, plan.service() ? 0 : units, growth);
    }

    // ---- capacity

    /// Takes the capacity of plans, of all or none.
    ///
    /// @throws AwsException `ProvisionedThroughputExceededException`, `ThrottlingException`
    public void admit(List<WritePlan> plans) {
        if (plans.size() > 1) plans.forEach(this::look);
        for (WritePlan plan : plans) {
            if (plan.service()) continue;
            LiveTable table = plan.table();
            for (OfIndex each : plan.indexes) {
                if (each.index().stored().local() || each.units() == 0) continue;
                Capacity.Verdict verdict = each.index()
                        .capacity()
                        .take(true, indexHash(each), each.units(), fabric.time().nanos());
                refuse(table, each.index(), true, verdict);
                table.meters()
                        .used(
                                true,
                                each.index().stored().name(),
                                each.units(),
                                each.index().capacity().onDemand());
            }
            take(table, plan.key(), plan.units() + plan.localUnits());
        }
    }

    /// Counts what a change costs that other Regions have acknowledged: it is not refused.
    private static void tell(WritePlan plan) {
        LiveTable table = plan.table();
        table.meters().used(true, null, plan.units(), table.capacity().onDemand());
        for (OfIndex each : plan.indexes)
            table.meters()
                    .used(
                            true,
                            each.index().stored().name(),
                            each.units(),
                            each.index().capacity().onDemand());
    }

    /// Takes the capacity of a transaction's plans, twice that of single writes.
    ///
    /// @throws AwsException as [#admit]
    public void admitTransaction(List<WritePlan> plans) {
        plans.forEach(WritePlan::doubled);
        admit(plans);
    }

    private static long indexHash(OfIndex change) {
        return TableKeys.hash(change.rows().getLast().key());
    }

    private void look(WritePlan plan) {
        long now = fabric.time().nanos();
        LiveTable table = plan.table();
        refuse(table, null, true, table.capacity().look(true, plan.key().hash(), now));
        for (OfIndex each : plan.indexes)
            if (!each.index().stored().local() && each.units() > 0)
                refuse(table, each.index(), true, each.index().capacity().look(true, indexHash(each), now));
    }

    private void take(LiveTable table, RowKey key, double units) {
        if (units == 0) return;
        Capacity.Verdict verdict =
                table.capacity().take(true, key.hash(), units, fabric.time().nanos());
        refuse(table, null, true, verdict);
        table.meters().used(true, null, units, table.capacity().onDemand());
    }

    /// @throws AwsException `ProvisionedThroughputExceededException`, `ThrottlingException`
    static void refuse(LiveTable table, @Nullable LiveIndex index, boolean write, Capacity.Verdict verdict) {
        if (verdict == Capacity.Verdict.PASSED) return;
        boolean global = index != null && !index.stored().local();
        table.meters().throttled(write, index != null && global ? index.stored().name() : null);
        Capacity capacity = index != null && global ? index.capacity() : table.capacity();
        if (verdict == Capacity.Verdict.ABOVE_MAXIMUM)
            throw new AwsException(
                    "ThrottlingException",
                    "Throughput exceeds the maximum OnDemandThroughput configured on table or index.");
        if (capacity.onDemand())
            throw new AwsException(
                    "ThrottlingException",
                    "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically "
                            + "scaling your table or index so please try again shortly. If exceptions persist, check "
                            + "if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/"
                            + "developerguide/bp-partition-key-design.html");
        throw new AwsException(
                "ProvisionedThroughputExceededException",
                global
                        ? "The level of configured provisioned throughput for one or more global secondary indexes "
                                + "of the table was exceeded. Consider increasing your provisioning level for the "
                                + "under-provisioned global secondary indexes with the UpdateTable API"
                        : "The level of configured provisioned throughput for the table was exceeded. Consider "
                                + "increasing your provisioning level with the UpdateTable API.");
    }

    // ---- making it so

    /// Makes plans durable, all or none. Their locks are held, or their items claimed.
    ///
    /// @param more rows that become durable with them
    public void commit(List<WritePlan> plans, List<Rows.Write> more) {
        List<Rows.Write> rows = new ArrayList<>(plans.size() * 2);
        rows.addAll(more);
        List<Runnable> afterwards = new ArrayList<>(plans.size());
        try {
            for (WritePlan plan : plans) {
                checkCollection(plan);
                if (plan.changes()) add(plan, rows, afterwards);
            }
            if (rows.isEmpty()) return;
            plans.forEach(this::note);
            fabric.storage().write(rows);
            plans.forEach(TableWriter::count);
        } finally {
            afterwards.forEach(Runnable::run);
        }
    }

    private static void checkCollection(WritePlan plan) {
        if (plan.table().stored().locals().isEmpty()) return;
        long growth = plan.growth();
        for (OfIndex each : plan.indexes) if (each.index().stored().local()) growth += each.growth();
        if (growth > 0 && plan.table().collectionBytes(plan.key()) + growth > Physics.COLLECTION_BYTES)
            throw new AwsException("ItemCollectionSizeLimitExceededException", "Collection size exceeded.");
    }

    private static void add(WritePlan plan, List<Rows.Write> rows, List<Runnable> afterwards) {
        rows.add(new Rows.Write(plan.table().rows(), plan.key().bytes(), plan.afterBytes()));
        for (OfIndex each : plan.indexes) rows.addAll(each.rows());
        for (Companion each : plan.table().companions()) {
            Runnable after = each.join(plan, rows);
            if (after != null) afterwards.add(after);
        }
    }

    /// Keeps what stands now for those who are behind.
    private void note(WritePlan plan) {
        long now = fabric.time().nanos();
        LiveTable table = plan.table();
        boolean lagging = table.replicas().lagging();
        if (lagging) {
            table.recent().note(plan.key().bytes(), plan.beforeBytes(), now);
            table.recent().forget(table.replicas().horizon());
        }
        for (OfIndex each : plan.indexes) {
            LiveIndex index = each.index();
            if (index.stored().local() && !lagging) continue;
            for (Rows.Write row : each.rows())
                index.recent().note(row.key(), index.rows().get(row.key()), now);
            long lag = physics.indexLag().toNanos();
            index.recent().forget(index.stored().local() ? table.replicas().horizon() : now - lag);
        }
    }

    private static void count(WritePlan plan) {
        long locals = 0;
        for (OfIndex each : plan.indexes) {
            each.index().grow(each.growth());
            if (each.index().stored().local()) locals += each.growth();
        }
        plan.table().grow(plan.key(), plan.growth(), locals);
    }
}
