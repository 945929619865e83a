package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads updates: sections that begin with SET, REMOVE, ADD and DELETE, in any order, each at most
/// once.
final class UpdateParser {
    private static final Set<String> KEYWORDS = Set.of("SET", "REMOVE", "ADD", "DELETE");
    static final Set<String> FUNCTIONS = Set.of("if_not_exists", "list_append");

    private final Cursor in;
    private final List<Clause> clauses = new ArrayList<>();

    /// One thing an update does, as it is spelt.
    sealed interface Clause {
        Syntax.Path path();

        record Set(Syntax.Path path, Term value) implements Clause {}

        record Remove(Syntax.Path path) implements Clause {}

        record Add(Syntax.Path path, Syntax.Placeholder value) implements Clause {}

        record Delete(Syntax.Path path, Syntax.Placeholder value) implements Clause {}
    }

    private UpdateParser(Cursor in) {
        this.in = in;
    }

    static List<Clause> parse(String text) {
        return new UpdateParser(new Cursor(Parameter.UPDATE, text, KEYWORDS)).clauses();
    }

    private List<Clause> clauses() {
        Set<String> sections = new HashSet<>();
        String twice = null;
        do {
            String section = section();
            if (!sections.add(section) && twice == null) twice = section;
        } while (in.peek().kind() != Token.Kind.END);
        in.checkReserved();
        in.checkUnknownFunction();
        if (twice != null)
            throw Parameter.UPDATE.invalid(
                    "The \"%s\" section can only be used once in an update expression;".formatted(twice));
        in.checkOperators();
        return clauses;
    }

    private String section() {
        String keyword = in.peek().text().toUpperCase(Locale.ROOT);
        if (in.peek().kind() != Token.Kind.WORD || !KEYWORDS.contains(keyword)) throw in.syntaxError();
        in.next();
        do clauses.add(clause(keyword));
        while (in.take(","));
        return keyword;
    }

    private Clause clause(String keyword) {
        Syntax.Path path = in.path();
        return switch (keyword) {
            case "SET" -> {
                in.expect("=");
                yield new Clause.Set(path, value());
            }
            case "REMOVE" -> new Clause.Remove(path);
            case "ADD" -> new Clause.Add(path, placeholder());
            default -> new Clause.Delete(path, placeholder());
        };
    }

    private Syntax.Placeholder placeholder() {
        if (in.peek().kind() != Token.Kind.VALUE) throw in.syntaxError();
        return new Syntax.Placeholder(in.next().text());
    }

    private Term value() {
        Term left = operand();
        String operator = in.peek().is("+") ? "+" : in.peek().is("-") ? "-" : null;
        if (operator == null) return left;
        if (left instanceof Syntax.Sum) throw in.syntaxError();
        in.next();
        in.countOperator();
        int start = in.position();
        Term right = operand();
        if (right instanceof Syntax.Sum) throw in.syntaxErrorAt(start);
        return new Syntax.Sum(operator, left, right);
    }

    private Term operand() {
        if (in.take("(")) {
            in.deeper();
            Term inner = value();
            in.shallower();
            in.expect(")");
            return inner;
        }
        if (in.peek().kind() == Token.Kind.VALUE) return placeholder();
        return in.atCall() ? call() : in.path();
    }

    private Term call() {
        String function = in.next().text();
        in.countOperator();
        if (!FUNCTIONS.contains(function)) in.unknownFunction(function, ConditionParser.FUNCTIONS);
        in.expect("(");
        in.deeper();
        List<Term> arguments = new ArrayList<>();
        do {
            int start = in.position();
            Term argument = operand();
            if (argument instanceof Syntax.Sum) throw in.syntaxErrorAt(start);
            arguments.add(argument);
        } while (in.take(","));
        in.shallower();
        in.expect(")");
        return new Syntax.Call(function, arguments);
    }
}
