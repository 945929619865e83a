package io.windtunnel.cloud.database.dynamodb.global;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.RowKey;
import io.windtunnel.cloud.database.dynamodb.table.TableWriter;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.Stamp;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.WriteKind;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.kernel.identity.Scope;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One Region's part of a strongly consistent global table. Whoever changes it holds the item's lock in the group.
sealed interface Member {
    String region();

    /// When and where the change was made that it has of an item; null where it has none.
    @Nullable
    Stamp stamp(byte[] key);

    byte @Nullable [] value(byte[] key);

    /// The items of which another Region may not have the change that this one has; null where it is no such Region.
    @Nullable
    Rows untold(String region);

    /// Takes a change that was made elsewhere.
    ///
    /// @param untold the Regions that do not know of it
    void take(byte[] key, byte @Nullable [] value, Stamp stamp, List<String> untold);

    /// Whether it can answer for an item now.
    boolean answers(RowKey key);

    /// A table that clients read and write.
    record Replica(LiveTable table, Replicator replicator, TableWriter writer) implements Member {
        @Override
        public String region() {
            return table.scope().region().code();
        }

        @Override
        public @Nullable Stamp stamp(byte[] key) {
            return replicator.stamp(key);
        }

        @Override
        public byte @Nullable [] value(byte[] key) {
            return table.rows().get(key);
        }

        @Override
        public @Nullable Rows untold(String region) {
            return replicator.untold(region);
        }

        @Override
        public void take(byte[] key, byte @Nullable [] value, Stamp stamp, List<String> untold) {
            if (Arrays.equals(value, value(key))) {
                replicator.note(key, stamp, untold);
                return;
            }
            Item item = value == null ? null : Item.decode(value);
            RowKey place = GlobalTables.place(table, item, key);
            writer.write(table, place, new WriteKind(false, stamp, untold), _ -> item);
        }

        @Override
        public boolean answers(RowKey key) {
            return table.replicas().leads(table.capacity().number(key.hash()));
        }
    }

    /// A Region that keeps each item's last change for the others.
    record Witness(Fabric fabric, Scope scope, String group, List<String> others, Rows items) implements Member {
        Witness(Fabric fabric, Scope scope, String group, List<String> others) {
            this(fabric, scope, group, others, fabric.storage().rows(scope, "dynamodb.witness." + group));
        }

        @Override
        public String region() {
            return scope.region().code();
        }

        /// A row: the stamp's length, the stamp, and the item where there is one.
        private static byte[] row(Stamp stamp, byte @Nullable [] value) {
            byte[] from = Replicator.bytes(stamp);
            ByteBuffer row = ByteBuffer.allocate(2 + from.length + (value == null ? 0 : value.length));
            row.put((byte) from.length).put(from).put((byte) (value == null ? 0 : 1));
            if (value != null) row.put(value);
            return row.array();
        }

        @Override
        public @Nullable Stamp stamp(byte[] key) {
            byte[] row = items.get(key);
            return row == null ? null : Replicator.stampOf(Arrays.copyOfRange(row, 1, 1 + row[0]));
        }

        @Override
        public byte @Nullable [] value(byte[] key) {
            byte[] row = items.get(key);
            return row == null || row[1 + row[0]] == 0 ? null : Arrays.copyOfRange(row, 2 + row[0], row.length);
        }

        @Override
        public @Nullable Rows untold(String region) {
            return others.contains(region)
                    ? fabric.storage().rows(scope, "dynamodb.witness." + group + "." + region)
                    : null;
        }

        @Override
        public void take(byte[] key, byte @Nullable [] value, Stamp stamp, List<String> untold) {
            List<Rows.Write> rows = new ArrayList<>();
            rows.add(new Rows.Write(items, key, row(stamp, value)));
            for (String each : untold)
                rows.add(new Rows.Write(Objects.requireNonNull(untold(each)), key, Replicator.bytes(stamp)));
            fabric.storage().write(rows);
        }

        @Override
        public boolean answers(RowKey key) {
            return true;
        }

        void erase() {
            items.clear();
            for (String each : others) Objects.requireNonNull(untold(each)).clear();
        }
    }
}
