package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Call;
import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Predicate;
import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Term;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes conditions of what the parser found, and checks each one's operands: that its placeholders are
/// defined, then their number, then that they differ, then their types.
final class ConditionBinder {
    /// How many values IN may be given. Source: DynamoDB's developer guide, "Comparison operator and
    /// function reference".
    private static final int CHOICE_LIMIT = 100;

    private final Binding binding;

    ConditionBinder(Parameter parameter, Placeholders placeholders, @Nullable AttributeUse use) {
        binding = new Binding(parameter, placeholders, use);
    }

    Condition condition(Predicate predicate) {
        return switch (predicate) {
            case Syntax.And and -> new Condition.And(conditions(and.parts()));
            case Syntax.Or or -> new Condition.Or(conditions(or.parts()));
            case Syntax.Not not -> new Condition.Not(condition(not.part()));
            case Syntax.Compare compare -> compare(compare);
            case Syntax.Between between -> between(between);
            case Syntax.In in -> in(in);
            case Call call -> {
                prepare(call);
                yield function(call);
            }
        };
    }

    private List<Condition> conditions(List<Predicate> parts) {
        List<Condition> conditions = new ArrayList<>(parts.size());
        for (Predicate part : parts) conditions.add(condition(part));
        return conditions;
    }

    /// Checks the placeholders and then the numbers of arguments of one condition's operands.
    private void prepare(Term... terms) {
        for (Term term : terms) binding.checkDefined(term);
        for (Term term : terms) checkCounts(term);
    }

    private void checkCounts(Term term) {
        if (!(term instanceof Call call)) return;
        for (Term argument : call.arguments()) checkCounts(argument);
        int wanted = switch (call.function()) {
            case "attribute_exists", "attribute_not_exists", "size" -> 1;
            default -> 2;
        };
        if (call.arguments().size() != wanted) throw binding.wrongCount(call);
    }

    private Condition compare(Syntax.Compare compare) {
        prepare(compare.left(), compare.right());
        Operand left = operand(compare.left());
        Operand right = operand(compare.right());
        String operator = compare.comparison().symbol();
        checkDistinct(operator, left, right);
        if (compare.comparison().isOrdering()) checkOrdered(operator, left, right);
        return new Condition.Compare(compare.comparison(), left, right);
    }

    private void checkOrdered(String operator, Operand... operands) {
        for (Operand operand : operands)
            if (operand instanceof Operand.Constant constant && !Comparison.isOrdered(constant.value()))
                throw binding.wrongType(operator, constant.value().type().name());
    }

    private void checkDistinct(String operator, Operand first, Operand second) {
        if (first instanceof Operand.At one
                && second instanceof Operand.At other
                && one.path().equals(other.path()))
            throw binding.invalid("The first operand must be distinct from the remaining operands for this operator or "
                    + "function; operator: %s, first operand: %s".formatted(operator, one.path()));
    }

    private Condition between(Syntax.Between between) {
        prepare(between.value(), between.lower(), between.upper());
        Operand value = operand(between.value());
        Operand lower = operand(between.lower());
        Operand upper = operand(between.upper());
        checkDistinct("BETWEEN", value, lower);
        checkDistinct("BETWEEN", value, upper);
        checkOrdered("BETWEEN", value, lower, upper);
        if (lower instanceof Operand.Constant low && upper instanceof Operand.Constant high)
            checkBounds(low.value(), high.value());
        return new Condition.Between(value, lower, upper);
    }

    private void checkBounds(Value lower, Value upper) {
        String bounds = "; lower bound operand: AttributeValue: %s, upper bound operand: AttributeValue: %s";
        if (lower.type() != upper.type())
            throw binding.invalid("The BETWEEN operator requires same data type for lower and upper bounds"
                    + bounds.formatted(Spelling.of(lower), Spelling.of(upper)));
        if (Comparison.order(lower, upper) > 0)
            throw binding.invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower bound"
                    + bounds.formatted(Spelling.of(lower), Spelling.of(upper)));
    }

    private Condition in(Syntax.In in) {
        prepare(in.value());
        prepare(in.choices().toArray(Term[]::new));
        if (in.choices().size() > CHOICE_LIMIT)
            throw binding.invalid("The IN operator is provided with too many operands; number of operands: "
                    + in.choices().size());
        Operand value = operand(in.value());
        List<Operand> choices = new ArrayList<>();
        for (Term choice : in.choices()) choices.add(operand(choice));
        for (Operand choice : choices) checkDistinct("IN", value, choice);
        return new Condition.In(value, choices);
    }

    private Condition function(Call call) {
        String function = call.function();
        Operand first = operand(call.arguments().getFirst());
        if (call.arguments().size() == 1) {
            if (!(first instanceof Operand.At at)) throw binding.needsPath(function);
            Condition exists = new Condition.Exists(at.path());
            return function.equals("attribute_exists") ? exists : new Condition.Not(exists);
        }
        if (function.equals("attribute_type") && !(first instanceof Operand.At)) throw binding.needsPath(function);
        Operand second = operand(call.arguments().get(1));
        checkDistinct(function, first, second);
        return switch (function) {
            case "begins_with" -> {
                checkBeginning(first);
                checkBeginning(second);
                yield new Condition.BeginsWith(first, second);
            }
            case "contains" -> new Condition.Contains(first, second);
            case "attribute_type" -> new Condition.HasType(first, type(second));
            default -> throw new IllegalStateException("the parser lets no function " + function + " pass");
        };
    }

    private void checkBeginning(Operand operand) {
        Value.Type type = typeOf(operand);
        if (type != null && type != Value.Type.S && type != Value.Type.B)
            throw binding.wrongType("begins_with", type.name());
    }

    private Value.Type type(Operand operand) {
        Value.Type type = typeOf(operand);
        if (type != Value.Type.S || !(operand instanceof Operand.Constant constant))
            throw binding.wrongType("attribute_type", type == null ? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}" : type.name());
        String name = ((Value.Text) constant.value()).text();
        for (Value.Type known : Value.Type.values()) if (known.name().equals(name)) return known;
        throw binding.invalid("Invalid attribute type name found; type: %s, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"
                .formatted(name));
    }

    /// The type that an operand's values have whatever the item, or null.
    private static Value.@Nullable Type typeOf(Operand operand) {
        return switch (operand) {
            case Operand.At _ -> null;
            case Operand.Constant constant -> constant.value().type();
            case Operand.SizeOf _ -> Value.Type.N;
        };
    }

    private Operand operand(Term term) {
        return switch (term) {
            case Syntax.Path path -> new Operand.At(binding.path(path));
            case Syntax.Placeholder placeholder -> new Operand.Constant(binding.value(placeholder));
            case Call call -> size(Objects.requireNonNull(call.arguments().getFirst()));
            case Syntax.Sum _ -> throw new IllegalStateException("no condition has a sum");
        };
    }

    private Operand size(Term argument) {
        Operand operand = operand(argument);
        Value.Type type = typeOf(operand);
        if (type == Value.Type.N || type == Value.Type.BOOL || type == Value.Type.NULL) throw sizeOf(type);
        return new Operand.SizeOf(operand);
    }

    private AwsException sizeOf(Value.Type type) {
        return binding.wrongType("size", type.name());
    }
}
