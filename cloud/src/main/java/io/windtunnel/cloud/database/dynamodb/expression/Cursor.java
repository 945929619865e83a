package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Path;
import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Step;
import io.windtunnel.cloud.database.dynamodb.item.ItemSize;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Walks over the words of an expression. What is wrong besides its syntax is noted, the first of each
/// kind, and told in DynamoDB's order when the whole was read.
final class Cursor {
    /// The longest expression, in bytes. Source: DynamoDB's service quotas, "Expression parameters".
    private static final int SIZE_LIMIT = 4096;
    /// How many operators and functions an expression may have. Source: as above.
    private static final int OPERATOR_LIMIT = 300;
    /// How deep brackets may be nested; guessed, so that no expression exhausts the stack.
    private static final int NESTING_LIMIT = 200;

    private static final int INDEX_DIGITS = 9;

    private final Parameter parameter;
    private final String text;
    private final Set<String> keywords;
    private final List<Token> tokens;
    private int at;
    private int nesting;
    private int operators;
    private boolean redundant;
    private @Nullable String unknownFunction;
    private @Nullable String misusedFunction;
    private @Nullable String reserved;

    /// @param keywords the words that are no attribute's name here, in upper case
    Cursor(Parameter parameter, String text, Set<String> keywords) {
        this.parameter = parameter;
        this.text = text;
        this.keywords = keywords;
        if (text.isEmpty()) throw parameter.invalid("The expression can not be empty;");
        int size = ItemSize.utf8(text);
        if (size > SIZE_LIMIT)
            throw parameter.invalid("Expression size has exceeded the maximum allowed size; expression size: " + size);
        tokens = Lexer.tokens(text);
        if (tokens.size() == 1) throw parameter.invalid("The expression can not be empty;");
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekNext() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) at++;
        return token;
    }

    /// The number of words taken so far.
    int position() {
        return at;
    }

    boolean take(String symbol) {
        if (!peek().is(symbol)) return false;
        at++;
        return true;
    }

    boolean takeWord(String word) {
        if (!peek().isWord(word)) return false;
        at++;
        return true;
    }

    void expect(String symbol) {
        if (!take(symbol)) throw syntaxError();
    }

    void expectEnd() {
        if (peek().kind() != Token.Kind.END) throw syntaxError();
    }

    /// That the next word cannot stand here, told with the words before and after it.
    AwsException syntaxError() {
        return syntaxErrorAt(at);
    }

    AwsException syntaxErrorAt(int position) {
        Token token = tokens.get(position);
        int start = tokens.get(Math.max(position - 1, 0)).start();
        int end = tokens.get(Math.min(position + 1, tokens.size() - 1)).end();
        return parameter.invalid(
                "Syntax error; token: \"%s\", near: \"%s\"".formatted(token.text(), text.substring(start, end)));
    }

    void deeper() {
        if (++nesting > NESTING_LIMIT) throw parameter.invalid("The expression has too many nested brackets;");
    }

    void shallower() {
        nesting--;
    }

    void countOperator() {
        operators++;
    }

    void redundant() {
        redundant = true;
    }

    /// Notes a function that is none of an expression of this kind.
    ///
    /// @param others the functions of expressions of the other kind
    void unknownFunction(String name, Set<String> others) {
        if (unknownFunction != null) return;
        String kind = parameter == Parameter.UPDATE ? "an update" : "a condition";
        unknownFunction = others.contains(name)
                ? "The function is not allowed in %s expression; function: %s".formatted(kind, name)
                : "Invalid function name; function: " + name;
    }

    void misusedFunction(String name) {
        if (misusedFunction == null) misusedFunction = name;
    }

    /// Whether the next word can name an attribute.
    boolean atName() {
        Token token = peek();
        return token.kind() == Token.Kind.NAME || token.kind() == Token.Kind.WORD && !isKeyword(token);
    }

    private boolean isKeyword(Token token) {
        for (String keyword : keywords) if (token.isWord(keyword)) return true;
        return false;
    }

    /// Whether a function is called next.
    boolean atCall() {
        return peek().kind() == Token.Kind.WORD && peekNext().is("(") && !isKeyword(peek());
    }

    Path path() {
        List<Step> steps = new ArrayList<>();
        steps.add(named());
        continuePath(steps);
        return new Path(steps);
    }

    /// The steps that follow those of `steps`.
    void continuePath(List<Step> steps) {
        while (true) {
            if (take(".")) {
                steps.add(named());
            } else if (take("[")) {
                Token index = peek();
                if (index.kind() != Token.Kind.NUMBER) throw syntaxError();
                next();
                expect("]");
                if (index.text().length() > INDEX_DIGITS)
                    throw parameter.invalid(
                            "List index is not within the allowable range; index: [" + index.text() + "]");
                steps.add(new Step.Indexed(Integer.parseInt(index.text())));
            } else {
                break;
            }
        }
        if (steps.size() > DocumentPath.DEPTH_LIMIT)
            throw parameter.invalid("The document path has too many nesting levels; nesting levels: " + steps.size());
    }

    private Step named() {
        if (!atName()) throw syntaxError();
        Token token = next();
        if (token.kind() == Token.Kind.WORD && reserved == null && ReservedWords.contains(token.text()))
            reserved = token.text();
        return new Step.Named(token.text());
    }

    /// Tells what was noted of a condition, if anything.
    void checkCondition() {
        if (redundant) throw parameter.invalid("The expression has redundant parentheses;");
        checkUnknownFunction();
        if (misusedFunction != null)
            throw parameter.invalid(
                    "The function is not allowed to be used this way in an expression; function: " + misusedFunction);
        checkReserved();
        checkOperators();
    }

    void checkUnknownFunction() {
        if (unknownFunction != null) throw parameter.invalid(unknownFunction);
    }

    void checkReserved() {
        if (reserved != null)
            throw parameter.invalid("Attribute name is a reserved keyword; reserved keyword: " + reserved);
    }

    void checkOperators() {
        if (operators > OPERATOR_LIMIT)
            throw parameter.invalid("The expression contains too many operators; operator count: " + operators);
    }
}
