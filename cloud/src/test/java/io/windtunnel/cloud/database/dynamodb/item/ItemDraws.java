package io.windtunnel.cloud.database.dynamodb.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Draws values and items: few names and few values, so that they often meet, with edges among them.
public final class ItemDraws {
    private static final String[] TEXTS = {"", "a", "ab", "b", "abc", "\u0000", "é", "\uFFFD", "\uD83D\uDE00", "z"};
    private static final String[] NUMBERS = {
        "0", "1", "-1", "2", "10", "-10", "0.1", "1.5", "100", "1E125", "-1E125", "1E-130", "12345678901234567890.5"
    };

    private final RandomGenerator random;

    public ItemDraws(RandomGenerator random) {
        this.random = random;
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public String name() {
        return String.valueOf((char) ('a' + random.nextInt(5)));
    }

    public String text() {
        return TEXTS[random.nextInt(TEXTS.length)]
                + (random.nextInt(3) == 0 ? TEXTS[random.nextInt(TEXTS.length)] : "");
    }

    /// Any number DynamoDB can hold.
    public BigDecimal number() {
        if (random.nextInt(3) > 0) return new BigDecimal(NUMBERS[random.nextInt(NUMBERS.length)]);
        int digits = 1 + random.nextInt(38);
        BigInteger unscaled = digits(digits);
        BigDecimal number = new BigDecimal(unscaled, random.nextInt(80) - 40);
        return random.nextBoolean() ? number : number.negate();
    }

    private BigInteger digits(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append((char) ('0' + random.nextInt(10)));
        return new BigInteger(text.toString());
    }

    public byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(4)];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (random.nextInt(3) - 1);
        return bytes;
    }

    public Item item(int depth) {
        Item.Builder item = Item.builder();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) item.put(name(), value(depth));
        return item.build();
    }

    public Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 14 : 9)) {
            case 0, 1 -> new Value.Text(text());
            case 2, 3 -> new Value.Number(number());
            case 4 -> new Value.Binary(bytes());
            case 5 -> random.nextBoolean() ? Value.Bool.of(random.nextBoolean()) : Value.Null.NULL;
            case 6 -> {
                Set<String> elements = new LinkedHashSet<>(Set.of("a"));
                for (int i = random.nextInt(3); i > 0; i--) elements.add(text() + "x");
                yield new Value.TextSet(elements);
            }
            case 7 -> {
                Set<Value.Number> elements = new LinkedHashSet<>(Set.of(Value.Number.of(1)));
                for (int i = random.nextInt(3); i > 0; i--) elements.add(new Value.Number(number()));
                yield new Value.NumberSet(elements);
            }
            case 8 -> {
                Set<Value.Binary> elements = new LinkedHashSet<>(Set.of(new Value.Binary(new byte[] {1})));
                for (int i = random.nextInt(3); i > 0; i--)
                    elements.add(new Value.Binary(new byte[] {(byte) random.nextInt(4)}));
                yield new Value.BinarySet(elements);
            }
            case 9, 10, 11 -> new Value.MapValue(item(depth - 1));
            default -> {
                List<Value> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) elements.add(value(depth - 1));
                yield new Value.ListValue(elements);
            }
        };
    }
}
