package io.windtunnel.cloud.database.dynamodb.partiql;

import io.windtunnel.cloud.database.dynamodb.expression.Comparison;
import io.windtunnel.cloud.database.dynamodb.expression.Condition;
import io.windtunnel.cloud.database.dynamodb.expression.DocumentPath;
import io.windtunnel.cloud.database.dynamodb.expression.Operand;
import io.windtunnel.cloud.database.dynamodb.expression.Source;
import io.windtunnel.cloud.database.dynamodb.expression.Update;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads what statements are made of: conditions, paths and what is set.
final class Terms {
    /// How deep brackets may be nested; guessed, so that no statement exhausts the stack.
    private static final int NESTING_LIMIT = 100;

    private static final int INDEX_DIGITS = 9;

    private final Words in;
    private final Literals literals;
    private int nesting;

    Terms(Words in, List<Value> parameters) {
        this.in = in;
        literals = new Literals(in, parameters);
    }

    void checkParameters() {
        literals.checkParameters();
    }

    Value value() {
        return literals.value();
    }

    // ---- conditions

    Condition condition() {
        if (++nesting > NESTING_LIMIT) throw Words.malformed("Too many nested conditions");
        Condition first = and();
        if (in.peek().isWord("OR")) {
            List<Condition> parts = new ArrayList<>();
            parts.add(first);
            while (in.takeWord("OR")) parts.add(and());
            first = new Condition.Or(parts);
        }
        nesting--;
        return first;
    }

    private Condition and() {
        Condition first = not();
        if (!in.peek().isWord("AND")) return first;
        List<Condition> parts = new ArrayList<>();
        parts.add(first);
        while (in.takeWord("AND")) parts.add(not());
        return new Condition.And(parts);
    }

    private Condition not() {
        boolean negated = false;
        while (in.takeWord("NOT")) negated = !negated;
        Condition condition = primary();
        return negated ? new Condition.Not(condition) : condition;
    }

    private Condition primary() {
        if (in.take("(")) {
            Condition inner = condition();
            in.expect(")");
            return inner;
        }
        if (in.peek().kind() == Word.Kind.PLAIN && in.peekNext().is("(")) {
            Condition function = function();
            if (function != null) return function;
        }
        return comparison(operand());
    }

    private Condition comparison(Operand left) {
        Word word = in.peek();
        if (in.takeWord("BETWEEN")) {
            Operand lower = operand();
            in.expectWord("AND");
            return new Condition.Between(left, lower, operand());
        }
        if (in.takeWord("IN")) return in(left);
        if (in.takeWord("NOT")) {
            in.expectWord("IN");
            return new Condition.Not(in(left));
        }
        if (in.takeWord("IS")) return is(left);
        Comparison comparison = switch (word.kind() == Word.Kind.SYMBOL ? word.text() : "") {
            case "=" -> Comparison.EQUAL;
            case "<>", "!=" -> Comparison.NOT_EQUAL;
            case "<" -> Comparison.LESS;
            case "<=" -> Comparison.LESS_OR_EQUAL;
            case ">" -> Comparison.GREATER;
            case ">=" -> Comparison.GREATER_OR_EQUAL;
            default -> throw Words.malformed("Expected a comparison");
        };
        in.next();
        return new Condition.Compare(comparison, left, operand());
    }

    private Condition in(Operand left) {
        String end = in.take("[") ? "]" : ")";
        if (end.equals(")")) in.expect("(");
        List<Operand> choices = new ArrayList<>();
        do choices.add(operand());
        while (in.take(","));
        in.expect(end);
        return new Condition.In(left, choices);
    }

    private Condition is(Operand left) {
        boolean negated = in.takeWord("NOT");
        if (!(left instanceof Operand.At at)) throw Words.malformed("Expected a path before IS");
        Condition condition;
        if (in.takeWord("NULL")) {
            condition = new Condition.HasType(at, Value.Type.NULL);
        } else {
            in.expectWord("MISSING");
            condition = new Condition.Not(new Condition.Exists(at.path()));
        }
        return negated ? new Condition.Not(condition) : condition;
    }

    /// The function that comes next, or null where it has a value and is no condition.
    private @Nullable Condition function() {
        String name = in.peek().text().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "begins_with" -> {
                List<Operand> two = arguments();
                yield new Condition.BeginsWith(two.get(0), two.get(1));
            }
            case "contains" -> {
                List<Operand> two = arguments();
                yield new Condition.Contains(two.get(0), two.get(1));
            }
            case "attribute_type" -> {
                List<Operand> two = arguments();
                yield new Condition.HasType(two.get(0), type(two.get(1)));
            }
            case "size" -> null;
            default ->
                throw AwsException.validation(
                        "Unsupported function: " + in.peek().text());
        };
    }

    private List<Operand> arguments() {
        in.next();
        in.expect("(");
        Operand first = operand();
        in.expect(",");
        Operand second = operand();
        in.expect(")");
        return List.of(first, second);
    }

    private static Value.Type type(Operand operand) {
        if (operand instanceof Operand.Constant constant && constant.value() instanceof Value.Text text)
            for (Value.Type type : Value.Type.values()) if (type.name().equals(text.text())) return type;
        throw AwsException.validation("Invalid attribute type name found in attribute_type");
    }

    private Operand operand() {
        if (in.peek().isWord("size") && in.peekNext().is("(")) {
            in.next();
            in.expect("(");
            Operand argument = new Operand.At(path());
            in.expect(")");
            return new Operand.SizeOf(argument);
        }
        return literals.isNext() ? new Operand.Constant(literals.value()) : new Operand.At(path());
    }

    DocumentPath path() {
        List<DocumentPath.Step> steps = new ArrayList<>();
        steps.add(new DocumentPath.Name(in.name()));
        while (true) {
            if (in.take(".")) steps.add(new DocumentPath.Name(in.name()));
            else if (in.take("[")) steps.add(step());
            else break;
        }
        if (steps.size() > Value.DEPTH_LIMIT) throw Words.malformed("A path is nested too deeply");
        return new DocumentPath(steps);
    }

    private DocumentPath.Step step() {
        Word word = in.next();
        in.expect("]");
        if (word.kind() == Word.Kind.STRING) return new DocumentPath.Name(word.text());
        boolean whole = word.kind() == Word.Kind.NUMBER
                && word.text().length() <= INDEX_DIGITS
                && word.text().chars().allMatch(Character::isDigit);
        if (!whole) throw Words.malformed("Unexpected path component");
        return new DocumentPath.Index(Integer.parseInt(word.text()));
    }

    // ---- what is set

    /// An assignment of an UPDATE.
    Update.Action set() {
        DocumentPath path = path();
        in.expect("=");
        if (in.peek().kind() == Word.Kind.PLAIN && in.peekNext().is("(")) {
            String function = in.peek().text().toLowerCase(Locale.ROOT);
            if (function.equals("set_add") || function.equals("set_delete")) return elements(path, function);
        }
        Source source = source();
        boolean plus = in.peek().is("+");
        if (!plus && !in.peek().is("-")) return new Update.Set(path, source);
        in.next();
        return new Update.Set(path, new Source.Sum(source, source(), !plus));
    }

    private Update.Action elements(DocumentPath path, String function) {
        in.next();
        in.expect("(");
        DocumentPath set = path();
        in.expect(",");
        Value value = literals.value();
        in.expect(")");
        if (!set.equals(path))
            throw AwsException.validation(function + " must be given the path that it is assigned to");
        boolean isSet = switch (value.type()) {
            case SS, NS, BS -> true;
            case S, N, B, M, L, NULL, BOOL -> false;
        };
        if (!isSet) throw AwsException.validation(function + " must be given a set");
        return function.equals("set_add") ? new Update.Add(path, value) : new Update.Delete(path, value);
    }

    private Source source() {
        if (literals.isNext()) return new Source.Constant(literals.value());
        if (in.peek().kind() != Word.Kind.PLAIN || !in.peekNext().is("(")) return new Source.At(path());
        String function = in.next().text();
        in.expect("(");
        Source made = switch (function.toLowerCase(Locale.ROOT)) {
            case "list_append" -> {
                Source first = source();
                in.expect(",");
                yield new Source.Appended(first, source());
            }
            case "if_not_exists" -> {
                DocumentPath path = path();
                in.expect(",");
                yield new Source.IfNotExists(path, source());
            }
            default -> throw AwsException.validation("Unsupported function: " + function);
        };
        in.expect(")");
        return made;
    }
}
