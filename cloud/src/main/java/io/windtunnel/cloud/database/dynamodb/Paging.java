package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.expression.Condition;
import io.windtunnel.cloud.database.dynamodb.expression.Projection;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Page;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.table.LiveIndex;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.RowKey;
import io.windtunnel.cloud.database.dynamodb.table.TableReader;
import io.windtunnel.cloud.database.dynamodb.table.TableReader.Range;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a page: up to a limit of items looked at, or 1 MB of them, whatever the filter lets through.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
final class Paging {
    /// Bytes of items that one page looks at.
    private static final long MOST_BYTES = 1 << 20;

    private final Ground ground;

    Paging(Ground ground) {
        this.ground = ground;
    }

    /// A page that is wanted.
    record Order(
            Range range, @Nullable Integer limit, @Nullable Condition filter, Selection selection) {}

    /// What has been gathered so far.
    private static final class Gathering {
        final List<Item> items = new ArrayList<>();
        int count;
        int scanned;
        long bytes;
        boolean more;

        @Nullable
        Item last;
    }

    Page read(String operation, Order order, Consumption consumption) {
        Range range = order.range();
        LiveTable table = range.table();
        LiveIndex index = range.index();
        Gathering page = new Gathering();
        int limit = order.limit() == null ? Integer.MAX_VALUE : order.limit();
        ground.reader().scan(range, item -> {
            page.scanned++;
            page.bytes += item.size();
            page.last = item;
            take(page, order, item, consumption);
            page.more = page.scanned >= limit || page.bytes > MOST_BYTES;
            return !page.more;
        });
        double units = TableReader.units(page.bytes, range.consistent());
        ground.reader().admit(table, index, range.hash(), units);
        consumption.read(table.name(), index, units);
        table.meters().returned(operation, page.count);
        Item last = page.more && page.last != null ? PageKey.last(table, index, page.last) : null;
        return new Page(
                order.selection().countOnly() ? null : page.items,
                page.count,
                page.scanned,
                last,
                consumption.single());
    }

    private void take(Gathering page, Order order, Item item, Consumption consumption) {
        Item whole = order.selection().fetch() ? fetched(order.range(), item, consumption) : item;
        if (!Condition.holds(order.filter(), whole)) return;
        page.count++;
        if (order.selection().countOnly()) return;
        Projection view = order.selection().view();
        page.items.add(view == null ? whole : view.of(whole));
    }

    /// The table's item of a local index's entry, which is paid for by itself.
    private Item fetched(Range range, Item entry, Consumption consumption) {
        LiveTable table = range.table();
        RowKey key = table.keys().ofItem(entry);
        Item item = ground.reader().get(table, key, range.consistent());
        if (item == null) return entry;
        double units = TableReader.units(item.size(), range.consistent());
        ground.reader().admit(table, null, key.hash(), units);
        consumption.read(table.name(), null, units);
        return item;
    }
}
