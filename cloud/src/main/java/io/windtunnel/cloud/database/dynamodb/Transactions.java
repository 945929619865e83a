package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Reason;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.RowKey;
import io.windtunnel.cloud.database.dynamodb.table.TableReader;
import io.windtunnel.cloud.database.dynamodb.table.TableWriter;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.WriteKind;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Several items written or read at one moment, all or none. A transaction claims its items; another transaction that
/// wants one of them is cancelled, and so is a single write.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
final class Transactions {
    /// Bytes of all items of a transaction, 4 MB. Source: ServiceQuotas.html
    private static final long MOST_BYTES = 4L << 20;

    /// How often a read that something came between is tried again.
    private static final int TRIES = 3;

    private final Ground ground;

    Transactions(Ground ground) {
        this.ground = ground;
    }

    /// One item's part.
    ///
    /// @param decision throws `ConditionalCheckFailedException` where a condition does not hold
    record Step(LiveTable table, RowKey key, TableWriter.Decision decision) {}

    /// Makes the steps, all or none.
    ///
    /// @param more rows that become durable with them
    /// @throws AwsException `TransactionCanceledException`
    List<WritePlan> write(List<Step> steps, List<Rows.Write> more) {
        for (Step each : steps) supported(each.table());
        distinct(steps);
        Object transaction = new Object();
        List<Step> claimed = new ArrayList<>(steps.size());
        try {
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                if (step.table().claims(step.key(), transaction)) claimed.add(step);
                else throw conflict(steps, i);
            }
            List<WritePlan> plans = plans(steps);
            admit(plans);
            ground.writer().commit(plans, more);
            return plans;
        } finally {
            for (Step each : claimed) each.table().release(each.key(), transaction);
        }
    }

    private static void supported(LiveTable table) {
        if (table.quorum() != null)
            throw AwsException.validation(
                    "Transactions are not supported for global tables configured for multi-Region "
                            + "strong consistency: " + table.name());
    }

    private static void distinct(List<Step> steps) {
        record Place(LiveTable table, RowKey key) {}
        Set<Place> seen = new HashSet<>();
        for (Step each : steps)
            if (!seen.add(new Place(each.table(), each.key())))
                throw AwsException.validation("Transaction request cannot include multiple operations on one item");
    }

    private static AwsException conflict(List<Step> steps, int at) {
        steps.get(at).table().meters().conflicted();
        @Nullable Reason[] reasons = new Reason[steps.size()];
        reasons[at] = new Reason(null, "TransactionConflict", "Transaction is ongoing for the item");
        return cancelled(reasons);
    }

    static AwsException cancelled(@Nullable Reason[] reasons) {
        List<Reason> all = new ArrayList<>();
        for (Reason each : reasons) all.add(each == null ? new Reason(null, "None", null) : each);
        List<String> codes = all.stream().map(Reason::code).toList();
        return new AwsException(
                        "TransactionCanceledException",
                        "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes)
                .with("CancellationReasons", all);
    }

    private List<WritePlan> plans(List<Step> steps) {
        List<WritePlan> plans = new ArrayList<>(steps.size());
        @Nullable Reason[] reasons = new Reason[steps.size()];
        boolean fine = true;
        long size = 0;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            step.table()
                    .replicas()
                    .requireLeader(step.table().capacity().number(step.key().hash()));
            byte[] bytes = step.table().rows().get(step.key().bytes());
            Item before = bytes == null ? null : Item.decode(bytes);
            try {
                Item after = step.decision().decide(before);
                WritePlan plan = ground.writer().plan(step.table(), step.key(), bytes, before, after, WriteKind.CLIENT);
                size += after == null ? 0 : after.size();
                plans.add(plan);
            } catch (AwsException refusal) {
                reasons[i] = reason(refusal);
                fine = false;
            }
        }
        if (!fine) throw cancelled(reasons);
        if (size > MOST_BYTES)
            throw AwsException.validation("Transaction request cannot exceed 4 MB of aggregated item size");
        return plans;
    }

    static Reason reason(AwsException refusal) {
        Item item = refusal.members().get("Item") instanceof Item found ? found : null;
        return switch (refusal.code()) {
            case "ConditionalCheckFailedException" -> new Reason(item, "ConditionalCheckFailed", refusal.message());
            case "ItemCollectionSizeLimitExceededException" ->
                new Reason(null, "ItemCollectionSizeLimitExceeded", refusal.message());
            case "ProvisionedThroughputExceededException" ->
                new Reason(null, "ProvisionedThroughputExceeded", refusal.message());
            case "ThrottlingException" -> new Reason(null, "ThrottlingError", refusal.message());
            case "DuplicateItemException" -> new Reason(null, "DuplicateItem", refusal.message());
            case AwsException.VALIDATION -> new Reason(null, "ValidationError", refusal.message());
            default -> throw refusal;
        };
    }

    private void admit(List<WritePlan> plans) {
        try {
            ground.writer().admitTransaction(plans);
        } catch (AwsException refusal) {
            @Nullable Reason[] reasons = new Reason[plans.size()];
            Arrays.fill(reasons, 0, plans.size(), null);
            reasons[0] = reason(refusal);
            throw cancelled(reasons);
        }
    }

    // ---- reading

    /// An item to be read; its row is named by table and key.
    record Wanted(LiveTable table, RowKey key) {}

    /// Reads items as they were at one moment; null for those that are not there.
    ///
    /// @throws AwsException `TransactionCanceledException` when a transaction or a write comes between
    List<@Nullable Item> read(List<Wanted> wanted, Consumption consumption) {
        for (Wanted each : wanted) supported(each.table());
        for (int tries = 0; ; tries++) {
            byte[][] rows = new byte[wanted.size()][];
            int conflict = look(wanted, rows, true);
            if (conflict < 0) conflict = look(wanted, rows, false);
            if (conflict < 0) return items(wanted, rows, consumption);
            if (tries + 1 < TRIES) continue;
            @Nullable Reason[] reasons = new Reason[wanted.size()];
            reasons[conflict] = new Reason(null, "TransactionConflict", "Transaction is ongoing for the item");
            wanted.get(conflict).table().meters().conflicted();
            throw cancelled(reasons);
        }
    }

    /// Reads the rows, or sees whether they are still what was read; which one a transaction has or was changed, or -1.
    private static int look(List<Wanted> wanted, byte[][] rows, boolean first) {
        for (int i = 0; i < rows.length; i++) {
            Wanted each = wanted.get(i);
            if (each.table().claimed(each.key())) return i;
            each.table()
                    .replicas()
                    .requireLeader(each.table().capacity().number(each.key().hash()));
            byte[] row = each.table().rows().get(each.key().bytes());
            if (first) rows[i] = row;
            else if (!Arrays.equals(rows[i], row)) return i;
        }
        return -1;
    }

    private List<@Nullable Item> items(List<Wanted> wanted, byte[][] rows, Consumption consumption) {
        List<@Nullable Item> items = new ArrayList<>(rows.length);
        Supplier<AwsException> tooLarge =
                () -> AwsException.validation("Transaction request cannot exceed 4 MB of aggregated item size");
        long size = 0;
        for (int i = 0; i < rows.length; i++) {
            Item item = rows[i] == null ? null : Item.decode(rows[i]);
            size += item == null ? 0 : item.size();
            if (size > MOST_BYTES) throw tooLarge.get();
            double units = 2 * TableReader.units(item == null ? 0 : item.size(), true);
            LiveTable table = wanted.get(i).table();
            ground.reader().admit(table, null, wanted.get(i).key().hash(), units);
            consumption.read(table.name(), null, units);
            items.add(item);
        }
        return items;
    }
}
