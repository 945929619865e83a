package io.windtunnel.cloud.database.dynamodb.item;

import java.nio.charset.StandardCharsets;

/// How many bytes DynamoDB counts a value or an item for.
///
/// Source:
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html; that
/// a negative number counts for one byte more and zero for one is observed.
public final class ItemSize {
    /// What a list or map counts for besides its parts.
    private static final int DOCUMENT_OVERHEAD = 3;
    /// What each part of a list or map counts for besides itself.
    private static final int PART_OVERHEAD = 1;

    private static final int LONG = 16;

    private ItemSize() {}

    static int of(Item item) {
        long size = 0;
        for (int i = 0; i < item.count(); i++) size += utf8(item.name(i)) + (long) of(item.value(i));
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    /// The size of one value, without a name.
    public static int of(Value value) {
        return switch (value) {
            case Value.Text text -> utf8(text.text());
            case Value.Number number -> Numbers.size(number.value());
            case Value.Binary binary -> binary.bytes().length;
            case Value.Bool _, Value.Null _ -> 1;
            case Value.TextSet set -> {
                int size = 0;
                for (String element : set.elements()) size += utf8(element);
                yield size;
            }
            case Value.NumberSet set -> {
                int size = 0;
                for (Value.Number element : set.elements()) size += Numbers.size(element.value());
                yield size;
            }
            case Value.BinarySet set -> {
                int size = 0;
                for (Value.Binary element : set.elements()) size += element.bytes().length;
                yield size;
            }
            case Value.ListValue list -> {
                int size = DOCUMENT_OVERHEAD;
                for (Value element : list.elements()) size += of(element) + PART_OVERHEAD;
                yield size;
            }
            case Value.MapValue map ->
                DOCUMENT_OVERHEAD
                        + map.attributes().size()
                        + PART_OVERHEAD * map.attributes().count();
        };
    }

    /// Bytes of `text` in UTF-8.
    public static int utf8(String text) {
        int length = text.length();
        if (length > LONG) return text.getBytes(StandardCharsets.UTF_8).length; // which the JDK does many at a time
        int size = length;
        for (int i = 0; i < length; i++) {
            char next = text.charAt(i);
            if (next < 0x80) continue;
            size += next < 0x800 ? 1 : 2;
            if (Character.isHighSurrogate(next) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1)))
                i++; // four bytes for two chars
        }
        return size;
    }
}
