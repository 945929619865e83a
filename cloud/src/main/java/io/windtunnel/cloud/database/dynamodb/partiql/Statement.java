package io.windtunnel.cloud.database.dynamodb.partiql;

import io.windtunnel.cloud.database.dynamodb.expression.Condition;
import io.windtunnel.cloud.database.dynamodb.expression.DocumentPath;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One statement, with its parameters in place.
public sealed interface Statement {
    String table();

    /// Whether it changes nothing. Transactions hold either such statements or the others.
    default boolean isRead() {
        return this instanceof Select;
    }

    /// @param index null for the table itself
    /// @param columns null for every attribute
    /// @param where null for every item
    /// @param order by which attributes the items are wanted; empty where that does not matter
    record Select(
            String table,
            @Nullable String index,
            @Nullable List<Column> columns,
            @Nullable Condition where,
            List<Order> order)
            implements Statement {
        /// Which keys of the table or index it has to look at.
        ///
        /// @throws io.windtunnel.wire.AwsException when a key is compared with a value of another type,
        /// or the order is not one that keys give
        public SelectPlan plan(KeySchema schema) {
            return Planner.select(this, schema);
        }

        /// What it answers of an item.
        public Item of(Item item) {
            if (columns == null) return item;
            Item.Builder answer = Item.builder();
            for (Column column : columns) {
                Value value = column.path().in(item);
                if (value != null) answer.put(column.name(), value);
            }
            return answer.build();
        }
    }

    /// Puts an item that must not be there yet.
    record Insert(String table, Item item) implements Statement {}

    /// Updates one item, which must be there.
    record Update(
            String table,
            io.windtunnel.cloud.database.dynamodb.expression.Update update,
            Condition where,
            Returning returning)
            implements Statement {
        /// @throws io.windtunnel.wire.AwsException when the condition does not name one item by its
        /// whole key
        public Target target(KeySchema schema) {
            return Planner.existing(where, schema);
        }
    }

    /// Deletes one item, if it is there.
    record Delete(String table, Condition where, Returning returning) implements Statement {
        /// @throws io.windtunnel.wire.AwsException when the condition does not name one item by its
        /// whole key
        public Target target(KeySchema schema) {
            return Planner.target(where, schema);
        }
    }

    /// Demands in a transaction that there is an item.
    record Exists(Select select) implements Statement {
        @Override
        public String table() {
            return select.table();
        }

        /// @throws io.windtunnel.wire.AwsException when the condition does not name one item by its
        /// whole key
        public Target target(KeySchema schema) {
            return Planner.existing(select.where(), schema);
        }
    }

    /// What a SELECT answers under a name.
    record Column(String name, DocumentPath path) {}

    record Order(String attribute, boolean descending) {}

    /// The item a statement is about.
    ///
    /// @param key the attributes of its key
    /// @param condition what else must hold of it, or null
    record Target(Item key, @Nullable Condition condition) {}

    /// What a statement that writes answers.
    enum Returning {
        NONE,
        ALL_OLD,
        MODIFIED_OLD,
        ALL_NEW,
        MODIFIED_NEW
    }
}
