package io.windtunnel.cloud.database.dynamodb.partiql;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads values: literals, and parameters in their order.
final class Literals {
    private final Words in;
    private final List<Value> parameters;
    private int taken;

    Literals(Words in, List<Value> parameters) {
        this.in = in;
        this.parameters = parameters;
    }

    void checkParameters() {
        if (taken != parameters.size()) throw mismatch();
    }

    private static AwsException mismatch() {
        return AwsException.validation("Number of parameters in request and statement don't match.");
    }

    /// Whether a value comes next, and not a path or function.
    boolean isNext() {
        Word word = in.peek();
        return switch (word.kind()) {
            case STRING, NUMBER -> true;
            case SYMBOL ->
                switch (word.text()) {
                    case "?", "{", "[", "<<", "-" -> true;
                    default -> false;
                };
            case PLAIN ->
                (word.isWord("TRUE") || word.isWord("FALSE") || word.isWord("NULL"))
                        && !in.peekNext().is(".");
            case QUOTED, END -> false;
        };
    }

    Value value() {
        return value(0);
    }

    private Value value(int depth) {
        if (depth > Value.DEPTH_LIMIT)
            throw AwsException.validation("Nesting Levels have exceeded supported limits: Attributes in the item have "
                    + "nested levels beyond supported limit");
        Word word = in.next();
        if (word.kind() == Word.Kind.STRING) return new Value.Text(word.text());
        if (word.kind() == Word.Kind.NUMBER) return Value.Number.parse(word.text());
        if (word.isWord("TRUE") || word.isWord("FALSE")) return Value.Bool.of(word.isWord("TRUE"));
        if (word.isWord("NULL")) return Value.Null.NULL;
        if (word.kind() != Word.Kind.SYMBOL) throw Words.malformed("Expected a value");
        return switch (word.text()) {
            case "?" -> parameter();
            case "-" -> {
                if (in.peek().kind() != Word.Kind.NUMBER) throw Words.malformed("Expected a number");
                yield Value.Number.parse("-" + in.next().text());
            }
            case "{" -> map(depth + 1);
            case "[" -> new Value.ListValue(elements("]", depth + 1));
            case "<<" -> set(elements(">>", depth + 1));
            default -> throw Words.malformed("Expected a value");
        };
    }

    private Value parameter() {
        if (taken == parameters.size()) throw mismatch();
        return parameters.get(taken++);
    }

    private Value map(int depth) {
        Item.Builder item = Item.builder();
        if (in.take("}")) return new Value.MapValue(item.build());
        do {
            Word name = in.next();
            if (name.kind() != Word.Kind.STRING && !name.isName())
                throw Words.malformed("Expected the name of a field");
            in.expect(":");
            if (item.get(name.text()) != null) throw AwsException.validation("Duplicate field name: " + name.text());
            item.put(name.text(), value(depth));
        } while (in.take(","));
        in.expect("}");
        return new Value.MapValue(item.build());
    }

    private List<Value> elements(String end, int depth) {
        List<Value> elements = new ArrayList<>();
        if (in.take(end)) return elements;
        do elements.add(value(depth));
        while (in.take(","));
        in.expect(end);
        return elements;
    }

    private static Value set(List<Value> elements) {
        if (elements.isEmpty())
            throw AwsException.validation("One or more parameter values were invalid: An string set  may not be empty");
        Set<Value> distinct = new LinkedHashSet<>(elements);
        if (distinct.size() < elements.size()) throw AwsException.validation("Input collection contains duplicates");
        return switch (elements.getFirst()) {
            case Value.Text _ -> {
                Set<String> texts = new LinkedHashSet<>();
                for (Value element : elements)
                    texts.add(of(Value.Text.class, element).text());
                yield new Value.TextSet(texts);
            }
            case Value.Number _ -> {
                Set<Value.Number> numbers = new LinkedHashSet<>();
                for (Value element : elements) numbers.add(of(Value.Number.class, element));
                yield new Value.NumberSet(numbers);
            }
            case Value.Binary _ -> {
                Set<Value.Binary> binaries = new LinkedHashSet<>();
                for (Value element : elements) binaries.add(of(Value.Binary.class, element));
                yield new Value.BinarySet(binaries);
            }
            default -> throw mixed();
        };
    }

    private static <T extends Value> T of(Class<T> type, Value element) {
        if (!type.isInstance(element)) throw mixed();
        return type.cast(element);
    }

    private static AwsException mixed() {
        return AwsException.validation("A set holds strings, numbers or binaries, all of one type");
    }
}
