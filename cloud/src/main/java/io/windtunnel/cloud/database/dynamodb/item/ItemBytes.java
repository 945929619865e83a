package io.windtunnel.cloud.database.dynamodb.item;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The form an item is stored in: the number of attributes, then for each its name, a byte for its type and its
/// contents. Counts and lengths are in groups of seven bits, least first.
///
/// Only bytes made here are read; there is no check against others.
public final class ItemBytes {
    private static final Value.Type[] TYPES = Value.Type.values();
    /// Stands for a number whose unscaled value is not a long; the others are marked by [Value.Type#N].
    private static final int LONG_NUMBER = TYPES.length;
    /// Stands for a true BOOL; a false one is marked by [Value.Type#BOOL].
    private static final int TRUE = LONG_NUMBER + 1;

    private ItemBytes() {}

    public static byte[] encode(Item item) {
        Writer out = new Writer();
        out.item(item);
        return Arrays.copyOf(out.bytes, out.length);
    }

    public static Item decode(byte[] bytes) {
        return new Reader(bytes).item();
    }

    private static final class Writer {
        private byte[] bytes = new byte[1_024];
        private int length;

        private void room(int more) {
            if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }

        void item(Item item) {
            number(item.count());
            for (int i = 0; i < item.count(); i++) {
                text(item.name(i));
                value(item.value(i));
            }
        }

        private void value(Value value) {
            switch (value) {
                case Value.Text text -> {
                    mark(value);
                    text(text.text());
                }
                case Value.Number number -> decimal(number);
                case Value.Binary binary -> {
                    mark(value);
                    bytes(binary.bytes());
                }
                case Value.Bool bool -> mark(bool.value() ? TRUE : Value.Type.BOOL.ordinal());
                case Value.Null _ -> mark(value);
                case Value.TextSet set -> {
                    start(value, set.elements().size());
                    for (String element : set.elements()) text(element);
                }
                case Value.NumberSet set -> {
                    start(value, set.elements().size());
                    for (Value.Number element : set.elements()) decimal(element);
                }
                case Value.BinarySet set -> {
                    start(value, set.elements().size());
                    for (Value.Binary element : set.elements()) bytes(element.bytes());
                }
                case Value.ListValue list -> {
                    start(value, list.elements().size());
                    for (Value element : list.elements()) value(element);
                }
                case Value.MapValue map -> {
                    mark(value);
                    item(map.attributes());
                }
            }
        }

        private void mark(Value value) {
            mark(value.type().ordinal());
        }

        private void mark(int mark) {
            room(1);
            bytes[length++] = (byte) mark;
        }

        private void start(Value value, int count) {
            mark(value);
            number(count);
        }

        private void decimal(Value.Number number) {
            boolean isLong = Numbers.isLong(number.value());
            mark(isLong ? Value.Type.N.ordinal() : LONG_NUMBER);
            signed(number.value().scale());
            if (isLong) signed(number.value().unscaledValue().longValue());
            else bytes(number.value().unscaledValue().toByteArray());
        }

        private void signed(long value) {
            number((value << 1) ^ (value >> 63));
        }

        private void number(long value) {
            room(10);
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes[length++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[length++] = (byte) rest;
        }

        private void text(String text) {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        private void bytes(byte[] content) {
            number(content.length);
            room(content.length);
            System.arraycopy(content, 0, bytes, length, content.length);
            length += content.length;
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private int position;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        Item item() {
            int count = (int) number();
            Item.Builder item = Item.builder();
            for (int i = 0; i < count; i++) {
                String name = text();
                item.add(name, value());
            }
            return item.build();
        }

        private Value value() {
            int mark = bytes[position++];
            if (mark == LONG_NUMBER) return longNumber();
            if (mark == TRUE) return Value.Bool.TRUE;
            return switch (TYPES[mark]) {
                case S -> new Value.Text(text());
                case N -> number(signedInt());
                case B -> new Value.Binary(content());
                case SS -> {
                    Set<String> elements = new LinkedHashSet<>();
                    for (int rest = (int) number(); rest > 0; rest--) elements.add(text());
                    yield new Value.TextSet(elements);
                }
                case NS -> {
                    Set<Value.Number> elements = new LinkedHashSet<>();
                    for (int rest = (int) number(); rest > 0; rest--) elements.add((Value.Number) value());
                    yield new Value.NumberSet(elements);
                }
                case BS -> {
                    Set<Value.Binary> elements = new LinkedHashSet<>();
                    for (int rest = (int) number(); rest > 0; rest--) elements.add(new Value.Binary(content()));
                    yield new Value.BinarySet(elements);
                }
                case M -> new Value.MapValue(item());
                case L -> list();
                case NULL -> Value.Null.NULL;
                case BOOL -> Value.Bool.FALSE;
            };
        }

        private Value list() {
            int count = (int) number();
            List<Value> elements = new ArrayList<>(count);
            for (int i = 0; i < count; i++) elements.add(value());
            return new Value.ListValue(elements);
        }

        private Value.Number number(int scale) {
            return new Value.Number(BigDecimal.valueOf(signed(), scale));
        }

        private Value.Number longNumber() {
            int scale = signedInt();
            return new Value.Number(Numbers.of(content(), scale));
        }

        private int signedInt() {
            return (int) signed();
        }

        private long signed() {
            long value = number();
            return (value >>> 1) ^ -(value & 1);
        }

        private long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[position++];
                value |= (next & 0x7FL) << shift;
                if (next >= 0) return value;
            }
        }

        private String text() {
            int length = (int) number();
            String text = new String(bytes, position, length, StandardCharsets.UTF_8);
            position += length;
            return text;
        }

        private byte[] content() {
            int length = (int) number();
            byte[] content = Arrays.copyOfRange(bytes, position, position + length);
            position += length;
            return content;
        }
    }
}
