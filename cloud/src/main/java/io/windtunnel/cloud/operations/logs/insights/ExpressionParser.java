package io.windtunnel.cloud.operations.logs.insights;

import io.windtunnel.cloud.operations.logs.insights.Expression.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Reads expressions. From the loosest: `or`, `and`, `not`, comparisons, `+ -`, `* / %`, `^`, a sign, a
/// value.
final class ExpressionParser {
    /// How deep expressions may stand in each other, our choice.
    private static final int MOST_DEPTH = 100;

    private static final Map<String, Comparison> COMPARISONS = Map.of(
            "=", Comparison.EQUAL,
            "==", Comparison.EQUAL,
            "!=", Comparison.UNEQUAL,
            "<", Comparison.LESS,
            "<=", Comparison.LESS_OR_EQUAL,
            ">", Comparison.GREATER,
            ">=", Comparison.GREATER_OR_EQUAL);

    private final Lexer lexer;
    private final Symbols symbols;
    private final long nowMillis;
    private @Nullable List<Aggregate> aggregates;
    private int depth;

    ExpressionParser(Lexer lexer, Symbols symbols, long nowMillis) {
        this.lexer = lexer;
        this.symbols = symbols;
        this.nowMillis = nowMillis;
    }

    /// An expression of a row's fields.
    Expression expression() {
        if (++depth > MOST_DEPTH) throw lexer.malformed("the expression is too deep", lexer.start(), lexer.start());
        Expression read = or();
        depth--;
        return read;
    }

    /// A field by its name, and nothing that follows it.
    Expression field() {
        Token name = lexer.next();
        if (!name.isName()) throw lexer.unexpected(name);
        return field(name);
    }

    /// An expression of statistics: the fields are the places of their results in `into`.
    Expression statistic(List<Aggregate> into) {
        aggregates = into;
        Expression read = expression();
        aggregates = null;
        return read;
    }

    private Expression or() {
        Expression left = and();
        while (lexer.takeWord("or")) left = new Expression.Or(left, and());
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (lexer.takeWord("and")) left = new Expression.And(left, not());
        return left;
    }

    private Expression not() {
        if (!lexer.takeWord("not")) return comparison();
        if (++depth > MOST_DEPTH) throw lexer.malformed("the expression is too deep", lexer.start(), lexer.start());
        Expression negated = new Expression.Not(not());
        depth--;
        return negated;
    }

    private Expression comparison() {
        Expression left = sum();
        while (true) {
            Token operator = lexer.peek();
            Comparison comparison = operator.kind() == Token.Kind.SYMBOL ? COMPARISONS.get(operator.text()) : null;
            if (comparison != null) {
                lexer.next();
                left = new Expression.Compare(comparison, left, sum());
            } else if (operator.is("=~") || operator.isWord("like")) {
                lexer.next();
                left = like(left);
            } else if (lexer.takeWord("in")) left = in(left);
            else if (lexer.takeWord("not")) {
                if (lexer.takeWord("like")) left = new Expression.Not(like(left));
                else if (lexer.takeWord("in")) left = new Expression.Not(in(left));
                else throw lexer.unexpected(lexer.peek());
            } else return left;
        }
    }

    private Expression like(Expression of) {
        if (lexer.regexAhead()) {
            int start = lexer.start();
            return new Expression.Matches(of, pattern(lexer.regex(), start));
        }
        Token text = lexer.next();
        if (text.kind() != Token.Kind.TEXT) throw lexer.unexpected(text);
        return new Expression.Contains(of, text.text());
    }

    /// @param start where the regular expression stands, for a refusal
    Pattern pattern(String regex, int start) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw lexer.malformed("invalid regular expression: " + e.getDescription(), start, lexer.offset());
        }
    }

    private Expression in(Expression of) {
        String closing = lexer.peek().is("(") ? ")" : "]";
        lexer.expect(closing.equals(")") ? "(" : "[");
        List<Expression> among = new ArrayList<>();
        do among.add(sum());
        while (lexer.take(","));
        lexer.expect(closing);
        return new Expression.In(of, List.copyOf(among));
    }

    private Expression sum() {
        Expression left = product();
        while (lexer.peek().is("+") || lexer.peek().is("-"))
            left = new Expression.Arithmetic(lexer.next().text().charAt(0), left, product());
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (lexer.peek().is("*") || lexer.peek().is("/") || lexer.peek().is("%"))
            left = new Expression.Arithmetic(lexer.next().text().charAt(0), left, power());
        return left;
    }

    private Expression power() {
        Expression left = signed();
        return lexer.take("^") ? new Expression.Arithmetic('^', left, power()) : left;
    }

    private Expression signed() {
        if (lexer.take("-")) return new Expression.Negative(signed());
        return value();
    }

    private Expression value() {
        Token token = lexer.peek();
        return switch (token.kind()) {
            case TEXT -> new Expression.Literal(lexer.next().text());
            case NUMBER -> new Expression.Literal(Double.valueOf(lexer.next().text()));
            case PERIOD -> period();
            case NAME, QUOTED_NAME -> named();
            case SYMBOL -> {
                if (!lexer.take("(")) throw lexer.unexpected(token);
                Expression inner = expression();
                lexer.expect(")");
                yield inner;
            }
            case END -> throw lexer.unexpected(token);
        };
    }

    private Expression period() {
        Token token = lexer.next();
        return new Expression.Literal(Period.parse(token.text())
                .orElseThrow(() -> lexer.malformed("invalid period " + token.text(), token.start(), token.end())));
    }

    private Expression named() {
        Token name = lexer.next();
        boolean called = name.kind() == Token.Kind.NAME && lexer.peek().is("(");
        if (called) {
            Optional<Expression> column = aggregates == null ? column(name) : Optional.empty();
            return column.isPresent() ? column.get() : call(name);
        }
        if (name.isWord("true") || name.isWord("false")) return new Expression.Literal(name.isWord("true"));
        return field(name);
    }

    /// A field by its name; what follows the name of a field that the query makes is a part of its value.
    private Expression field(Token name) {
        StringBuilder whole = new StringBuilder(name.text());
        while (lexer.peek().is("[") && lexer.peek().start() == lexer.offset()) {
            lexer.next();
            Token index = lexer.next();
            if (index.kind() != Token.Kind.NUMBER) throw lexer.unexpected(index);
            lexer.expect("]");
            whole.append('.').append(index.text());
            if (lexer.query().startsWith(".", lexer.offset())) {
                lexer.moveTo(lexer.offset() + 1);
                whole.append('.').append(lexer.next().text());
            }
        }
        if (aggregates != null)
            throw lexer.malformed("Unknown symbols found in or after stats: " + whole, name.start(), name.end());
        String text = whole.toString();
        if (!symbols.isMade(text))
            for (int dot = text.lastIndexOf('.'); dot > 0; dot = text.lastIndexOf('.', dot - 1)) {
                String stem = text.substring(0, dot);
                if (symbols.isMade(stem))
                    return new Expression.Part(
                            new Expression.Field(place(stem, name)),
                            List.of(text.substring(dot + 1).split("\\.")));
            }
        return new Expression.Field(place(text, name));
    }

    private int place(String name, Token at) {
        return symbols.find(name)
                .orElseThrow(() ->
                        lexer.malformed("Unknown symbols found in or after stats: " + name, at.start(), at.end()));
    }

    /// A column of an earlier `stats` that is called as it was written there, such as `count(*)`.
    private Optional<Expression> column(Token name) {
        for (String made : symbols.names())
            if (made.indexOf('(') > 0 && lexer.query().startsWith(made, name.start())) {
                lexer.moveTo(name.start() + made.length());
                return Optional.of(new Expression.Field(place(made, name)));
            }
        return Optional.empty();
    }

    private Expression call(Token name) {
        Optional<Aggregate.Kind> kind = Aggregate.Kind.find(name.text());
        if (kind.isPresent()) return aggregate(name, kind.get());
        if (name.isWord("bin")) return bin();
        if (name.isWord("now")) {
            lexer.expect("(");
            lexer.expect(")");
            return new Expression.Literal((double) Math.floorDiv(nowMillis, 1000));
        }
        Functions.Function function = Functions.find(name.text())
                .orElseThrow(() -> lexer.malformed("unknown function " + name.text(), name.start(), name.end()));
        List<Expression> arguments = arguments();
        if (arguments.size() < function.least() || arguments.size() > function.most())
            throw lexer.malformed(
                    "the function " + name.text() + " does not take " + arguments.size() + " arguments",
                    name.start(),
                    lexer.offset());
        return new Expression.Call(function.body(), arguments);
    }

    private List<Expression> arguments() {
        lexer.expect("(");
        List<Expression> arguments = new ArrayList<>();
        if (lexer.take(")")) return arguments;
        do arguments.add(expression());
        while (lexer.take(","));
        lexer.expect(")");
        return List.copyOf(arguments);
    }

    private Expression bin() {
        lexer.expect("(");
        Token at = lexer.peek();
        if (at.kind() != Token.Kind.PERIOD) throw lexer.unexpected(at);
        Expression period = period();
        lexer.expect(")");
        Functions.Body floor = Functions.find("datefloor")
                .orElseThrow(IllegalStateException::new)
                .body();
        Expression timestamp = new Expression.Field(place("@timestamp", at));
        return new Expression.Call(floor, List.of(timestamp, period));
    }

    private Expression aggregate(Token name, Aggregate.Kind kind) {
        List<Aggregate> into = aggregates;
        if (into == null) throw lexer.unexpected(name);
        lexer.expect("(");
        Aggregate read;
        boolean all =
                kind == Aggregate.Kind.COUNT && (lexer.take("*") || lexer.peek().is(")"));
        if (all) read = new Aggregate(kind, null, 0, -1);
        else {
            aggregates = null;
            Expression of = expression();
            double percent = kind == Aggregate.Kind.PCT ? percent() : 50;
            boolean timed = kind == Aggregate.Kind.EARLIEST || kind == Aggregate.Kind.LATEST;
            read = new Aggregate(kind, of, percent, timed ? place("@timestamp", name) : -1);
            aggregates = into;
        }
        lexer.expect(")");
        into.add(read);
        return new Expression.Field(into.size() - 1);
    }

    private double percent() {
        lexer.expect(",");
        Token number = lexer.next();
        if (number.kind() != Token.Kind.NUMBER || Double.parseDouble(number.text()) > 100)
            throw lexer.unexpected(number);
        return Double.parseDouble(number.text());
    }
}
