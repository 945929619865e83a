package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import io.windtunnel.cloud.database.dynamodb.table.LiveIndex;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.RowKey;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `LastEvaluatedKey` and `ExclusiveStartKey`: the key of an item, in an index the index's key and the item's own.
final class PageKey {
    private PageKey() {}

    /// Where a page begins behind.
    ///
    /// @throws AwsException `ValidationException`
    static byte[] of(LiveTable table, @Nullable LiveIndex index, Item key) {
        Set<String> names = names(table, index);
        if (key.count() != names.size() || !names.stream().allMatch(key::has))
            throw AwsException.validation("The provided starting key is invalid");
        try {
            KeySchema schema = table.keys().schema();
            RowKey own = table.keys().named(key.only(names(schema)));
            if (index == null) return own.bytes();
            RowKey place = index.place(key, own);
            if (place == null) throw AwsException.validation("The provided starting key is invalid");
            return place.bytes();
        } catch (AwsException refusal) {
            throw AwsException.validation(
                    refusal.message().startsWith("The provided starting key")
                            ? refusal.message()
                            : "The provided starting key is invalid: " + refusal.message());
        }
    }

    /// The least key behind one.
    static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    /// The key of the last item that was looked at.
    static Item last(LiveTable table, @Nullable LiveIndex index, Item item) {
        return item.only(new ArrayList<>(names(table, index)));
    }

    private static Set<String> names(LiveTable table, @Nullable LiveIndex index) {
        Set<String> names = new LinkedHashSet<>(names(table.keys().schema()));
        if (index != null) names.addAll(names(index.keys().schema()));
        return names;
    }

    static List<String> names(KeySchema schema) {
        return schema.range() == null
                ? List.of(schema.hash().name())
                : List.of(schema.hash().name(), schema.range().name());
    }
}
