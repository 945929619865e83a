package io.windtunnel.cloud.database.dynamodb.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.bind.Binder;
import io.windtunnel.wire.bind.Bound;
import io.windtunnel.wire.codec.Decoding;
import io.windtunnel.wire.codec.TreeCodec;
import io.windtunnel.wire.model.Structure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Items keep their contents in every form, and are as large as DynamoDB says.
class ItemTest {
    private static final long SEED = Long.getLong("seed", 20261127L);

    private final ItemDraws draws = new ItemDraws(new RandomStreams(SEED).stream("items"));

    record Put(Item item) {}

    @Test
    void areDecodedAsTheyWereEncoded() {
        for (int i = 0; i < 5_000; i++) {
            Item item = draws.item(4);
            Item decoded = Item.decode(item.encode());
            assertThat(decoded).as("seed %d", SEED).isEqualTo(item).hasSameHashCodeAs(item);
            assertThat(decoded.names()).isEqualTo(item.names());
            assertThat(decoded.size()).isEqualTo(item.size());
        }
    }

    @Test
    void areReadAsTheyWereWritten() {
        Bound.OfStructure bound =
                new Binder().structure((Structure) ServiceModel.load("dynamodb").shape("PutItemInput"), Put.class);
        for (int i = 0; i < 3_000; i++) {
            Put put = new Put(draws.item(4));
            for (TreeCodec codec : List.of(TreeCodec.JSON, TreeCodec.CBOR)) {
                byte[] bytes = codec.write(out -> codec.write(out, bound, put));
                Object row = codec.read(bytes, bound, new Decoding());
                assertThat(bound.build(row)).as("seed %d", SEED).isEqualTo(put);
            }
        }
    }

    /// Sizes as the developer guide words its rules, over plain Java values.
    @Test
    void areAsLargeAsTheGuideSays() {
        for (int i = 0; i < 3_000; i++) {
            Item item = draws.item(3);
            int size = 0;
            for (String name : item.names()) {
                Value value = item.asMap().get(name);
                size += name.getBytes(StandardCharsets.UTF_8).length + size(value);
            }
            assertThat(item.size()).as("%s, seed %d", item, SEED).isEqualTo(size);
        }
    }

    private static int size(Value value) {
        return switch (value) {
            case Value.Text text -> text.text().getBytes(StandardCharsets.UTF_8).length;
            case Value.Number number -> digits(number);
            case Value.Binary binary -> binary.bytes().length;
            case Value.Bool _, Value.Null _ -> 1;
            case Value.TextSet set ->
                set.elements().stream()
                        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum();
            case Value.NumberSet set ->
                set.elements().stream().mapToInt(ItemTest::digits).sum();
            case Value.BinarySet set ->
                set.elements().stream()
                        .mapToInt(binary -> binary.bytes().length)
                        .sum();
            case Value.ListValue list ->
                3
                        + list.elements().stream()
                                .mapToInt(element -> 1 + size(element))
                                .sum();
            case Value.MapValue map ->
                3
                        + map.attributes().names().stream()
                                .mapToInt(name -> 1
                                        + name.getBytes(StandardCharsets.UTF_8).length
                                        + size(map.attributes().asMap().get(name)))
                                .sum();
        };
    }

    private static int digits(Value.Number number) {
        String digits = number.value().unscaledValue().abs().toString().replaceAll("0+$", "");
        return 1 + (digits.length() + 1) / 2 + Math.max(0, -number.value().signum());
    }

    @Test
    void equalitiesAreDynamos() {
        assertThat(Value.Number.parse("1.0")).isEqualTo(Value.Number.parse("1")).isEqualTo(Value.Number.parse("10e-1"));
        assertThat(Value.Number.parse("-0")).isEqualTo(Value.Number.parse("0.00"));
        assertThat(new Value.TextSet(new LinkedHashSet<>(List.of("a", "b"))))
                .isEqualTo(new Value.TextSet(new LinkedHashSet<>(List.of("b", "a"))));
        assertThat(Item.of("a", Value.Null.NULL).with("b", Value.Bool.TRUE))
                .isEqualTo(Item.of("b", Value.Bool.TRUE).with("a", Value.Null.NULL));
        assertThat(Item.of("a", Value.Bool.TRUE)).isNotEqualTo(Item.of("a", Value.Bool.FALSE));
    }

    @Test
    void numbersAreSpelledPlainly() {
        Map<String, String> spellings = Map.of(
                "1e3", "1000", "001.500", "1.5", "-0", "0", "1E-3", "0.001", "+5", "5", ".5", "0.5", "100", "100");
        spellings.forEach((sent, told) ->
                assertThat(Value.Number.parse(sent).text()).as(sent).isEqualTo(told));
    }

    /// Against a map of Java's that is changed likewise.
    @Test
    void manyAttributesAreKeptApart() {
        Map<String, Value> plain = new HashMap<>();
        Item.Builder builder = Item.builder();
        List<Item> seen = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String name = "n" + draws.below(60);
            if (draws.below(4) == 0) {
                builder.remove(name);
                plain.remove(name);
            } else {
                Value value = new Value.Number(BigDecimal.valueOf(i));
                builder.put(name, value);
                plain.put(name, value);
            }
            Item item = builder.build();
            builder = item.toBuilder();
            assertThat(item.asMap()).isEqualTo(plain);
            assertThat(item.get(name)).isEqualTo(plain.get(name));
            assertThat(Set.copyOf(item.names())).isEqualTo(plain.keySet());
            seen.add(item);
        }
        assertThat(seen.getFirst().count()).isLessThanOrEqualTo(1);
    }
}
