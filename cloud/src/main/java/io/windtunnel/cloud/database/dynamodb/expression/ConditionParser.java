package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Call;
import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Path;
import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Predicate;
import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads conditions: comparisons, BETWEEN, IN and functions, joined by NOT, AND and OR, which bind in
/// that order.
///
/// An opening bracket may begin a condition or an operand, so what stands in brackets is read as
/// either, and what stands around it decides.
final class ConditionParser {
    private static final Set<String> KEYWORDS = Set.of("BETWEEN", "IN", "AND", "OR", "NOT");
    static final Set<String> FUNCTIONS =
            Set.of("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size");

    private final Cursor in;
    /// The words with which the brackets that were closed last began and ended.
    private int opened = -1;
    private int closed = -1;

    private ConditionParser(Cursor in) {
        this.in = in;
    }

    static Predicate parse(Parameter parameter, String text) {
        Cursor in = new Cursor(parameter, text, KEYWORDS);
        ConditionParser parser = new ConditionParser(in);
        Syntax syntax = parser.or();
        in.expectEnd();
        Predicate predicate = parser.predicate(syntax);
        in.checkCondition();
        return predicate;
    }

    private Syntax or() {
        Syntax first = and();
        if (!in.peek().isWord("OR")) return first;
        List<Predicate> parts = new ArrayList<>();
        parts.add(predicate(first));
        while (in.takeWord("OR")) {
            in.countOperator();
            parts.add(predicate(and()));
        }
        return new Syntax.Or(parts);
    }

    private Syntax and() {
        Syntax first = not();
        if (!in.peek().isWord("AND")) return first;
        List<Predicate> parts = new ArrayList<>();
        parts.add(predicate(first));
        while (in.takeWord("AND")) {
            in.countOperator();
            parts.add(predicate(not()));
        }
        return new Syntax.And(parts);
    }

    private Syntax not() {
        if (!in.takeWord("NOT")) return comparison();
        in.countOperator();
        in.deeper();
        Predicate part = predicate(not());
        in.shallower();
        return new Syntax.Not(part);
    }

    private Syntax comparison() {
        Syntax left = primary();
        Comparison comparison = Comparison.of(in.peek());
        if (comparison != null) {
            Term value = term(left);
            in.next();
            in.countOperator();
            Term right = operand();
            refuseFunctions(value, right);
            return new Syntax.Compare(comparison, value, right);
        }
        if (in.peek().isWord("BETWEEN")) {
            Term value = term(left);
            in.next();
            in.countOperator();
            Term lower = operand();
            if (!in.takeWord("AND")) throw in.syntaxError();
            Term upper = operand();
            refuseFunctions(value, lower, upper);
            return new Syntax.Between(value, lower, upper);
        }
        if (!in.peek().isWord("IN")) return left;
        Term value = term(left);
        in.next();
        in.countOperator();
        in.expect("(");
        List<Term> choices = operands();
        refuseFunctions(value);
        refuseFunctions(choices.toArray(Term[]::new));
        return new Syntax.In(value, choices);
    }

    /// What stands before the next word, where only a condition will do.
    private Predicate predicate(Syntax syntax) {
        if (!(syntax instanceof Predicate predicate)) throw in.syntaxError();
        if (predicate instanceof Call call && call.function().equals("size")) in.misusedFunction("size");
        return predicate;
    }

    /// What stands before the next word, where only an operand will do.
    private Term term(Syntax syntax) {
        if (syntax instanceof Term term) return term;
        throw in.syntaxError();
    }

    private Term operand() {
        return term(primary());
    }

    private Syntax primary() {
        if (in.peek().is("(")) return group();
        if (in.peek().kind() == Token.Kind.VALUE)
            return new Syntax.Placeholder(in.next().text());
        if (in.atCall()) return call();
        return in.path();
    }

    private Syntax group() {
        int open = in.position();
        in.expect("(");
        in.deeper();
        Syntax inner = or();
        in.shallower();
        int close = in.position();
        in.expect(")");
        if (opened == open + 1 && closed == close - 1) in.redundant();
        opened = open;
        closed = close;
        if (!(inner instanceof Path path) || !in.peek().is(".") && !in.peek().is("[")) return inner;
        List<Syntax.Step> steps = new ArrayList<>(path.steps());
        in.continuePath(steps);
        return new Path(steps);
    }

    private Call call() {
        String function = in.next().text();
        in.countOperator();
        in.expect("(");
        in.deeper();
        List<Term> arguments = operands();
        in.shallower();
        if (!FUNCTIONS.contains(function)) in.unknownFunction(function, UpdateParser.FUNCTIONS);
        refuseFunctions(arguments.toArray(Term[]::new));
        return new Call(function, arguments);
    }

    private List<Term> operands() {
        List<Term> operands = new ArrayList<>();
        do operands.add(operand());
        while (in.take(","));
        in.expect(")");
        return operands;
    }

    /// Only `size` has a value that may stand as an operand.
    private void refuseFunctions(Term... operands) {
        for (Term operand : operands)
            if (operand instanceof Call call && !call.function().equals("size")) in.misusedFunction(call.function());
    }
}
