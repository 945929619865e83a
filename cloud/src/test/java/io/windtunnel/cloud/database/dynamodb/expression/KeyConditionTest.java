package io.windtunnel.cloud.database.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.windtunnel.cloud.database.dynamodb.item.ExpressionValues;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.ItemDraws;
import io.windtunnel.cloud.database.dynamodb.item.Key;
import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute;
import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute.KeyType;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.wire.AwsException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Key conditions ask for the keys they should, in bytes as in values.
class KeyConditionTest {
    private static final long SEED = Long.getLong("seed", 20261127L);

    private final ItemDraws draws = new ItemDraws(new RandomStreams(SEED).stream("ranges"));

    private static KeySchema schema(KeyType hash, @Nullable KeyType range) {
        return new KeySchema(new KeyAttribute("h", hash), range == null ? null : new KeyAttribute("r", range));
    }

    private Value key(KeyType type) {
        return switch (type) {
            case S -> new Value.Text(draws.text() + "x");
            case N -> new Value.Number(draws.number());
            case B -> new Value.Binary(new byte[] {(byte) (draws.below(3) - 1), (byte) (draws.below(3) - 1)});
        };
    }

    @Test
    void askForWhatTheySay() {
        String[] conditions = {
            "h = :h",
            "h = :h and r = :a",
            "r < :a and :h = h",
            "h = :h and r <= :a",
            "h = :h and :a < r",
            "h = :h and r >= :a",
            "h = :h and r between :a and :b",
            "(h = :h) and begins_with(r, :a)"
        };
        int within = 0;
        for (int i = 0; i < 60_000; i++) {
            KeyType hashType = KeyType.values()[draws.below(3)];
            KeyType rangeType = KeyType.values()[draws.below(3)];
            int form = draws.below(rangeType == KeyType.N ? 7 : 8);
            Value hash = key(hashType);
            Value low = key(rangeType);
            Value high = key(rangeType);
            if (Comparison.GREATER.holds(low, high)) {
                Value swapped = low;
                low = high;
                high = swapped;
            }
            KeyRange range = range(conditions[form], schema(hashType, rangeType), hash, low, high);
            Value otherHash = draws.below(3) > 0 ? hash : key(hashType);
            Key key = new Key(otherHash, key(rangeType));
            boolean expected = otherHash.equals(hash) && says(form, key.range(), low, high);
            byte[] bytes = key.bytes();
            boolean actual =
                    Arrays.compareUnsigned(range.from(), bytes) <= 0 && Arrays.compareUnsigned(bytes, range.to()) < 0;
            assertThat(actual)
                    .as("%s of %s with %s, seed %d", conditions[form], key, range, SEED)
                    .isEqualTo(expected);
            assertThat(range.holds(key.range()) && otherHash.equals(hash)).isEqualTo(expected);
            if (expected) within++;
        }
        assertThat(within).isGreaterThan(10_000);
    }

    private static boolean says(int form, @Nullable Value value, Value low, Value high) {
        if (form == 0) return true;
        Object held = Plain.of(Objects.requireNonNull(value));
        Object bound = Plain.of(low);
        return switch (form) {
            case 1 -> Plain.compare("=", held, bound);
            case 2 -> Plain.compare("<", held, bound);
            case 3 -> Plain.compare("<=", held, bound);
            case 4 -> Plain.compare(">", held, bound);
            case 5 -> Plain.compare(">=", held, bound);
            case 6 -> Plain.compare(">=", held, bound) && Plain.compare("<=", held, Plain.of(high));
            default -> Plain.beginsWith(held, bound);
        };
    }

    private static KeyRange range(String text, KeySchema schema, Value hash, Value low, Value high) {
        Item values = Item.of(":h", hash).with(":a", low).with(":b", high);
        return KeyConditionExpression.parse(text)
                .bind(Placeholders.of(null, new ExpressionValues(values)))
                .of(schema);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            r = :n                       | Query condition missed key schema element: h
            h = :s and x = :n            | Query condition missed key schema element: r
            h > :s                       | Query key condition not supported
            h = :s and r = :n and x = :n | Query key condition not supported
            h = :n                       | One or more parameter values were invalid: Condition parameter type does not match schema type
            h = :s and r = :s            | One or more parameter values were invalid: Condition parameter type does not match schema type
            h = :e                       | empty
            h = :s and begins_with(r,:s) | begins_with
            """)
    void mistakes(String text, String message) {
        Item values = Item.of(":s", new Value.Text("a"))
                .with(":n", Value.Number.of(1))
                .with(":e", new Value.Text(""));
        AwsException refusal = catchThrowableOfType(
                AwsException.class,
                () -> KeyConditionExpression.parse(text)
                        .bind(Placeholders.of(null, new ExpressionValues(values)))
                        .of(schema(KeyType.S, KeyType.N)));
        assertThat(refusal).isNotNull();
        String spelled = switch (message) {
            case "empty" ->
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
                        + "contain an empty string value. Key: h";
            case "begins_with" ->
                "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or "
                        + "function: begins_with, operand type: N";
            default -> message;
        };
        assertThat(refusal.message()).isEqualTo(spelled);
    }

    @Test
    void projectionsKeepWhatIsWanted() {
        for (int i = 0; i < 10_000; i++) {
            Item item = draws.item(3);
            if (item.isEmpty()) continue;
            String name = item.name(draws.below(item.count()));
            Item whole = project(item, name + ", zz.b");
            assertThat(whole).isEqualTo(Item.EMPTY.with(name, item.asMap().get(name)));
            Item part = project(item, name + "[1], " + name + "[0]");
            boolean isList = item.get(name) instanceof Value.ListValue list
                    && !list.elements().isEmpty();
            assertThat(part.isEmpty()).isEqualTo(!isList);
            if (part.get(name) instanceof Value.ListValue elements && item.get(name) instanceof Value.ListValue all)
                assertThat(elements.elements())
                        .isEqualTo(all.elements()
                                .subList(0, Math.min(2, all.elements().size())));
            Item below = project(item, name + ".a");
            Object held = Plain.at(Plain.of(item), List.of(name, "a"));
            assertThat(Plain.at(Plain.of(below), List.of(name, "a"))).isEqualTo(held);
            if (held == null) assertThat(below).isEqualTo(Item.EMPTY);
        }
    }

    private static Item project(Item item, String text) {
        return ProjectionExpression.parse(text).bind(Placeholders.none()).of(item);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a, b.c, a   | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]
            a.b, a[1]   | Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]
            a,          | Syntax error; token: "<EOF>", near: ","
            a b         | Syntax error; token: "b", near: "a b"
            user        | Attribute name is a reserved keyword; reserved keyword: user
            #x          | An expression attribute name used in the document path is not defined; attribute name: #x
            """)
    void projectionMistakes(String text, String message) {
        AwsException refusal = catchThrowableOfType(
                AwsException.class, () -> ProjectionExpression.parse(text).bind(Placeholders.none()));
        assertThat(refusal).isNotNull();
        assertThat(refusal.message()).isEqualTo("Invalid ProjectionExpression: " + message);
    }
}
