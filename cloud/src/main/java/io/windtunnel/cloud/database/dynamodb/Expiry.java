package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.RowKey;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.WriteKind;
import io.windtunnel.fabric.run.Threads;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Deletes what has expired: every minute it goes on through each table that has a time to live, a part of it at a
/// time, so that a large table takes several minutes; AWS takes up to days.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
final class Expiry {
    /// How many items of a table are looked at in a minute.
    private static final int MOST_LOOKED_AT = 200_000;

    /// What expired longer ago than five years is taken for a mistake. Source: as above.
    private static final Duration OLDEST = Duration.ofDays(5 * 365L);

    /// Up to how many items a table is swept at once, by the clock's own thread.
    private static final int SMALL = 1_000;

    private final Ground ground;
    private final Threads threads;
    private final Set<LiveTable> swept = ConcurrentHashMap.newKeySet();
    private final Map<LiveTable, byte[]> positions = new ConcurrentHashMap<>();

    Expiry(Ground ground, Threads threads) {
        this.ground = ground;
        this.threads = threads;
    }

    void minute() {
        for (LiveTable each : ground.tables().all()) {
            String attribute = each.stored().upkeep().ttl();
            if (attribute == null || !each.stored().active()) continue;
            if (each.count() <= SMALL) sweep(each, attribute);
            else if (swept.add(each)) threads.run(() -> sweepAndEnd(each, attribute));
        }
    }

    private void sweepAndEnd(LiveTable table, String attribute) {
        try {
            sweep(table, attribute);
        } finally {
            swept.remove(table);
        }
    }

    private void sweep(LiveTable table, String attribute) {
        Instant now = ground.tables().now();
        List<Item> expired = new ArrayList<>();
        int[] looked = {0};
        byte[][] last = {null};
        byte[] from = positions.remove(table);
        table.rows().scan(from, null, false, (key, value) -> {
            last[0] = key;
            Item item = Item.decode(value);
            if (expired(item, attribute, now)) expired.add(item);
            return ++looked[0] < MOST_LOOKED_AT;
        });
        if (looked[0] >= MOST_LOOKED_AT) positions.put(table, Arrays.copyOf(last[0], last[0].length + 1));
        int deleted = 0;
        for (Item each : expired) if (delete(table, each, attribute, now)) deleted++;
        if (deleted > 0) table.meters().expired(deleted);
    }

    private boolean delete(LiveTable table, Item item, String attribute, Instant now) {
        RowKey key = table.keys().ofItem(item);
        try {
            return ground.writer()
                    .write(
                            table,
                            key,
                            WriteKind.EXPIRY,
                            before -> before != null && expired(before, attribute, now) ? null : before)
                    .changes();
        } catch (AwsException later) {
            return false; // a transaction has it, or no replica leads: the next sweep finds it again
        }
    }

    private static boolean expired(@Nullable Item item, String attribute, Instant now) {
        if (item == null || !(item.get(attribute) instanceof Value.Number number)) return false;
        double seconds = number.value().doubleValue();
        return seconds <= now.getEpochSecond() && seconds > now.minus(OLDEST).getEpochSecond();
    }
}
