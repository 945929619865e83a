package io.windtunnel.cloud.database.dynamodb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute.KeyType;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Keys are ordered as DynamoDB orders them, and refused in its words.
class KeyTest {
    private static final long SEED = Long.getLong("seed", 20261127L);
    private static final KeySchema SCHEMA =
            new KeySchema(new KeyAttribute("h", KeyType.S), new KeyAttribute("r", KeyType.N));

    private final ItemDraws draws = new ItemDraws(new RandomStreams(SEED).stream("keys"));

    private Value key(int type) {
        return switch (type) {
            case 0 -> new Value.Text(draws.text());
            case 1 -> new Value.Number(draws.number());
            default -> new Value.Binary(draws.bytes());
        };
    }

    private static int order(Value one, Value other) {
        if (one instanceof Value.Number left && other instanceof Value.Number right)
            return left.value().compareTo(right.value());
        return Arrays.compareUnsigned(bytes(one), bytes(other));
    }

    private static byte[] bytes(Value value) {
        return value instanceof Value.Text text
                ? text.text().getBytes(StandardCharsets.UTF_8)
                : ((Value.Binary) value).bytes();
    }

    @Test
    void areInOrder() {
        for (int i = 0; i < 50_000; i++) {
            int hashType = i % 3;
            int rangeType = i / 3 % 3;
            Key one = new Key(key(hashType), key(rangeType));
            Key other = new Key(key(hashType), key(rangeType));
            int order = order(one.hash(), other.hash());
            if (order == 0) order = order(one.range(), other.range());
            assertThat(Integer.signum(Arrays.compareUnsigned(one.bytes(), other.bytes())))
                    .as("%s and %s, seed %d", one, other, SEED)
                    .isEqualTo(Integer.signum(order));
            assertThat(Integer.signum(Arrays.compareUnsigned(one.hashBytes(), other.hashBytes())))
                    .isEqualTo(Integer.signum(order(one.hash(), other.hash())));
        }
    }

    @Test
    void beginAsTheirPrefixes() {
        for (int i = 0; i < 20_000; i++) {
            Value one = key(i % 2 * 2);
            Value prefix = key(i % 2 * 2);
            byte[] form = KeyBytes.of(one);
            byte[] start = KeyBytes.prefix(prefix);
            boolean begins =
                    form.length >= start.length && Arrays.equals(form, 0, start.length, start, 0, start.length);
            byte[] plain = bytes(one);
            byte[] plainStart = bytes(prefix);
            boolean expected = plain.length >= plainStart.length
                    && Arrays.equals(plain, 0, plainStart.length, plainStart, 0, plainStart.length);
            assertThat(begins).as("%s and %s, seed %d", one, prefix, SEED).isEqualTo(expected);
        }
    }

    @Test
    void mistakes() {
        Value h = new Value.Text("a");
        Value r = Value.Number.of(1);
        Item whole = Item.of("h", h).with("r", r).with("x", h);
        assertThat(SCHEMA.keyOf(whole)).isEqualTo(new Key(h, r));
        assertThat(SCHEMA.attributes(new Key(h, r))).isEqualTo(whole.without("x"));
        String invalid = "One or more parameter values were invalid: ";
        assertThat(told(whole.without("r"))).isEqualTo(invalid + "Missing the key r in the item");
        assertThat(told(whole.with("r", h))).isEqualTo(invalid + "Type mismatch for key r expected: N actual: S");
        assertThat(told(whole.with("h", new Value.Text(""))))
                .isEqualTo("One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
                        + "contain an empty string value. Key: h");
        assertThat(told(whole.with("h", new Value.Text("x".repeat(2049)))))
                .isEqualTo(invalid + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
        for (Item key :
                new Item[] {Item.EMPTY, whole, Item.of("h", h), Item.of("h", h).with("r", h)})
            assertThat(catchThrowableOfType(AwsException.class, () -> SCHEMA.named(key))
                            .message())
                    .isEqualTo("The provided key element does not match the schema");
    }

    private static String told(Item item) {
        return catchThrowableOfType(AwsException.class, () -> SCHEMA.keyOf(item))
                .message();
    }

    @Test
    void anIndexHoldsOnlyWhatHasItsKeys() {
        Item item = Item.of("h", new Value.Text("a"));
        assertThat(SCHEMA.indexed(item)).isNull();
        assertThat(SCHEMA.indexed(item.with("r", Value.Number.of(2))))
                .isEqualTo(new Key(new Value.Text("a"), Value.Number.of(2)));
        AwsException refusal = catchThrowableOfType(
                AwsException.class, () -> SCHEMA.checkIndexed(item.with("r", Value.Null.NULL), "gsi"));
        assertThat(refusal.message())
                .isEqualTo("One or more parameter values were invalid: Type mismatch for Index Key r Expected: N "
                        + "Actual: NULL IndexName: gsi");
    }
}
