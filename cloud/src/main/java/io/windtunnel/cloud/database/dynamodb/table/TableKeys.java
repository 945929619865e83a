package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes.AttributeDefinition;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Key;
import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute;
import io.windtunnel.cloud.database.dynamodb.item.KeyBytes;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a table's or an index's keys become places among its rows. An index's rows have the item's own key behind the
/// index's, since index keys need not be unique.
public final class TableKeys {
    private final KeySchema schema;

    TableKeys(List<KeySchemaElement> elements, List<AttributeDefinition> definitions) {
        KeyAttribute hash = attribute(elements.getFirst(), definitions);
        schema = new KeySchema(hash, elements.size() < 2 ? null : attribute(elements.get(1), definitions));
    }

    private static KeyAttribute attribute(KeySchemaElement element, List<AttributeDefinition> definitions) {
        for (AttributeDefinition each : definitions)
            if (each.attributeName().equals(element.attributeName()))
                return new KeyAttribute(each.attributeName(), KeyAttribute.KeyType.valueOf(each.attributeType()));
        throw new IllegalStateException("the key " + element.attributeName() + " is not defined");
    }

    public KeySchema schema() {
        return schema;
    }

    /// The place of an item that is put.
    ///
    /// @throws io.windtunnel.wire.AwsException when the item has no such key
    public RowKey ofItem(Item item) {
        return place(schema.keyOf(item));
    }

    /// The place of a key that a client names.
    ///
    /// @throws io.windtunnel.wire.AwsException when it is no key of the table
    public RowKey named(Item key) {
        return place(schema.named(key));
    }

    /// The place of a key.
    public RowKey place(Key key) {
        byte[] own = key.bytes();
        int first = key.range() == null ? own.length : key.hashBytes().length;
        return place(own, first, new byte[0]);
    }

    /// The place of an item in an index; null where it is not in it.
    @Nullable
    RowKey indexed(Item item, RowKey base) {
        Key key = schema.indexed(item);
        if (key == null) return null;
        byte[] own = key.bytes();
        int first = key.range() == null ? own.length : key.hashBytes().length;
        return place(own, first, tail(base));
    }

    private static byte[] tail(RowKey base) {
        return Arrays.copyOfRange(base.bytes(), Long.BYTES, base.bytes().length);
    }

    private static RowKey place(byte[] own, int collection, byte[] tail) {
        long hash = hash(own, collection);
        byte[] bytes = ByteBuffer.allocate(Long.BYTES + own.length + tail.length)
                .putLong(hash)
                .put(own)
                .put(tail)
                .array();
        return new RowKey(hash, bytes, Long.BYTES + collection);
    }

    /// The row key of a bound of a query: the partition key's hash, then `own`.
    public byte[] row(Value hashValue, byte[] own) {
        byte[] first = KeyBytes.of(hashValue);
        return ByteBuffer.allocate(Long.BYTES + own.length)
                .putLong(hash(first, first.length))
                .put(own)
                .array();
    }

    /// Where a partition key is on the circle of hashes.
    static long hash(byte[] prefix) {
        return ByteBuffer.wrap(prefix).getLong();
    }

    /// FNV-1a, then the finisher of MurmurHash3, as in the kernel's ring.
    private static long hash(byte[] bytes, int length) {
        long hash = 0xcbf29ce484222325L ^ length;
        for (int i = 0; i < length; i++) hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
