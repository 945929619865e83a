package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.Transactions.Step;
import io.windtunnel.cloud.database.dynamodb.expression.Condition;
import io.windtunnel.cloud.database.dynamodb.expression.DocumentPath;
import io.windtunnel.cloud.database.dynamodb.expression.KeyRange;
import io.windtunnel.cloud.database.dynamodb.expression.Projection;
import io.windtunnel.cloud.database.dynamodb.expression.Update;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Page;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.partiql.SelectPlan;
import io.windtunnel.cloud.database.dynamodb.partiql.Statement;
import io.windtunnel.cloud.database.dynamodb.table.LiveIndex;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.TableKeys;
import io.windtunnel.cloud.database.dynamodb.table.TableReader.Range;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// PartiQL statements run on a table.
final class Statements {
    private final Paging paging;

    Statements(Ground ground) {
        this.paging = new Paging(ground);
    }

    /// Where a SELECT goes on: in which of its ranges, behind which row.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Position(int range, byte @Nullable [] behind) {
        static Position parse(@Nullable String token) {
            if (token == null) return new Position(0, null);
            try {
                int bar = token.indexOf('|');
                return new Position(
                        Integer.parseInt(token.substring(0, bar)),
                        Base64.getDecoder().decode(token.substring(bar + 1)));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw AwsException.validation("NextToken does not match request");
            }
        }

        String token() {
            return range + "|" + Base64.getEncoder().encodeToString(behind == null ? new byte[0] : behind);
        }
    }

    /// Items of a SELECT, and where it goes on.
    record Selected(
            List<Item> items,
            @Nullable Position next,
            @Nullable Item last) {}

    Selected select(
            LiveTable table,
            Statement.Select select,
            boolean strongly,
            @Nullable Integer limit,
            Position from,
            Consumption consumption) {
        LiveIndex index = PageRequests.index(table, select.index());
        boolean consistent = PageRequests.consistent(index, strongly);
        TableKeys keys = index == null ? table.keys() : index.keys();
        SelectPlan plan = select.plan(keys.schema());
        List<@Nullable KeyRange> ranges = new ArrayList<>();
        if (plan.ranges() == null) ranges.add(null);
        else ranges.addAll(plan.ranges());
        boolean fetch = index != null && index.stored().local() && !index.projectsAll();
        List<Item> items = new ArrayList<>();
        for (int i = from.range(); i < ranges.size(); i++) {
            byte[] behind = i == from.range() ? from.behind() : null;
            Range range = range(table, index, ranges.get(i), behind, !plan.forward(), consistent);
            Integer left = limit == null ? null : limit - items.size();
            Paging.Order order = new Paging.Order(range, left, plan.filter(), new Selection(null, false, fetch));
            Page page = paging.read("ExecuteStatement", order, consumption);
            if (page.items() != null) for (Item each : page.items()) items.add(select.of(each));
            Item last = page.lastEvaluatedKey();
            if (last != null) return new Selected(items, new Position(i, PageKey.of(table, index, last)), last);
        }
        return new Selected(items, null, null);
    }

    private static Range range(
            LiveTable table,
            @Nullable LiveIndex index,
            @Nullable KeyRange keys,
            byte @Nullable [] behind,
            boolean descending,
            boolean consistent) {
        TableKeys schema = index == null ? table.keys() : index.keys();
        byte[] from = keys == null ? null : schema.row(keys.hash(), keys.from());
        byte[] to = keys == null ? null : schema.row(keys.hash(), keys.to());
        if (behind != null && descending) to = behind;
        else if (behind != null) from = PageKey.after(behind);
        return new Range(table, index, from, to, descending, consistent);
    }

    /// The one item that a SELECT of a batch or transaction names.
    Item key(LiveTable table, Statement.Select select) {
        return new Statement.Exists(select).target(table.keys().schema()).key();
    }

    /// A statement that writes, as a step.
    ///
    /// @param onFailure whether a failed condition tells the item
    Step step(LiveTable table, Statement statement, @Nullable String onFailure) {
        return switch (statement) {
            case Statement.Insert insert ->
                new Step(table, table.keys().ofItem(insert.item()), before -> {
                    if (before != null)
                        throw new AwsException("DuplicateItemException", "Duplicate primary key exists in table");
                    return insert.item();
                });
            case Statement.Update update -> {
                Statement.Target target = update.target(table.keys().schema());
                update.update().checkKeys(table.keys().schema());
                yield new Step(table, table.keys().named(target.key()), before -> {
                    if (before == null) throw failed();
                    ItemRequests.check(target.condition(), before, onFailure);
                    return update.update().apply(before).item();
                });
            }
            case Statement.Delete delete -> {
                Statement.Target target = delete.target(table.keys().schema());
                yield new Step(table, table.keys().named(target.key()), before -> {
                    ItemRequests.check(target.condition(), before, onFailure);
                    return null;
                });
            }
            case Statement.Exists exists -> {
                Statement.Target target = exists.target(table.keys().schema());
                Condition condition = target.condition();
                yield new Step(table, table.keys().named(target.key()), before -> {
                    if (before == null) throw failed();
                    ItemRequests.check(condition, before, onFailure);
                    return before;
                });
            }
            case Statement.Select _ -> throw new IllegalArgumentException("a SELECT writes nothing");
        };
    }

    private static AwsException failed() {
        return new AwsException("ConditionalCheckFailedException", "The conditional request failed");
    }

    /// What a statement that wrote answers; null for nothing.
    static @Nullable Item returned(Statement statement, WritePlan plan) {
        return switch (statement) {
            case Statement.Update update -> returned(update.returning(), update.update(), plan);
            case Statement.Delete delete -> delete.returning() == Statement.Returning.ALL_OLD ? plan.before() : null;
            case Statement.Insert _, Statement.Exists _, Statement.Select _ -> null;
        };
    }

    private static @Nullable Item returned(Statement.Returning returning, Update update, WritePlan plan) {
        Item before = plan.before();
        Item after = plan.after();
        List<DocumentPath> paths =
                update.actions().stream().map(Update.Action::path).toList();
        return switch (returning) {
            case NONE -> null;
            case ALL_OLD -> before;
            case ALL_NEW -> after;
            case MODIFIED_OLD -> before == null ? null : Projection.of(paths).of(before);
            case MODIFIED_NEW -> after == null ? null : Projection.of(paths).of(after);
        };
    }
}
