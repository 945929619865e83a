package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Call;
import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Term;
import io.windtunnel.cloud.database.dynamodb.expression.UpdateParser.Clause;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An `UpdateExpression` as it was written, without a request's names and values.
///
/// Thread safety: immutable.
public final class UpdateExpression {
    private final List<Clause> clauses;

    private UpdateExpression(List<Clause> clauses) {
        this.clauses = List.copyOf(clauses);
    }

    /// @throws io.windtunnel.wire.AwsException when `text` is no update
    public static UpdateExpression parse(String text) {
        return new UpdateExpression(UpdateParser.parse(text));
    }

    /// The update it is with these placeholders.
    ///
    /// @param use told which attributes it speaks of, where that matters
    /// @throws io.windtunnel.wire.AwsException when a placeholder is missing, two paths are in each
    /// other's way, or an operand is not of the type it must be
    public Update bind(Placeholders placeholders, @Nullable AttributeUse use) {
        Binding binding = new Binding(Parameter.UPDATE, placeholders, use);
        for (Clause clause : clauses) {
            binding.checkNames(clause.path());
            Term value = value(clause);
            if (value != null) binding.checkNames(value);
        }
        for (Clause clause : clauses) {
            Term value = value(clause);
            if (value != null) binding.checkValues(value);
        }
        List<DocumentPath> paths = new ArrayList<>(clauses.size());
        for (Clause clause : clauses) paths.add(binding.path(clause.path()));
        Paths.check(Parameter.UPDATE, paths);
        for (Clause clause : clauses) checkOperand(binding, clause);
        List<Update.Action> actions = new ArrayList<>(clauses.size());
        for (int i = 0; i < paths.size(); i++) actions.add(action(binding, paths.get(i), clauses.get(i)));
        return new Update(actions, Update.Origin.EXPRESSION);
    }

    public Update bind(Placeholders placeholders) {
        return bind(placeholders, null);
    }

    private static @Nullable Term value(Clause clause) {
        return switch (clause) {
            case Clause.Set set -> set.value();
            case Clause.Remove _ -> null;
            case Clause.Add add -> add.value();
            case Clause.Delete delete -> delete.value();
        };
    }

    private static void checkOperand(Binding binding, Clause clause) {
        switch (clause) {
            case Clause.Set _, Clause.Remove _ -> {}
            case Clause.Add add -> {
                Value value = binding.value(add.value());
                if (!Update.isAddable(value)) throw wrongType(binding, "ADD", value);
            }
            case Clause.Delete delete -> {
                Value value = binding.value(delete.value());
                if (!Update.isSet(value)) throw wrongType(binding, "DELETE", value);
            }
        }
    }

    private static RuntimeException wrongType(Binding binding, String operator, Value value) {
        String type = switch (value.type()) {
            case S -> "STRING";
            case N -> "NUMBER";
            case B -> "BINARY";
            case NULL -> "NULL";
            case BOOL -> "BOOLEAN";
            case L -> "LIST";
            case M -> "MAP";
            case SS -> "STRING_SET";
            case NS -> "NUMBER_SET";
            case BS -> "BINARY_SET";
        };
        return binding.invalid("Incorrect operand type for operator or function; operator: %s, operand type: %s, "
                        .formatted(operator, type)
                + "typeSet: ALLOWED_FOR_" + operator + "_OPERAND");
    }

    private static Update.Action action(Binding binding, DocumentPath path, Clause clause) {
        return switch (clause) {
            case Clause.Set set -> new Update.Set(path, source(binding, set.value()));
            case Clause.Remove _ -> new Update.Remove(path);
            case Clause.Add add -> new Update.Add(path, binding.value(add.value()));
            case Clause.Delete delete -> new Update.Delete(path, binding.value(delete.value()));
        };
    }

    private static Source source(Binding binding, Term term) {
        return switch (term) {
            case Syntax.Path path -> new Source.At(binding.path(path));
            case Syntax.Placeholder placeholder -> new Source.Constant(binding.value(placeholder));
            case Syntax.Sum sum -> {
                Source left = operand(binding, sum.left(), sum.operator(), Value.Type.N);
                Source right = operand(binding, sum.right(), sum.operator(), Value.Type.N);
                yield new Source.Sum(left, right, sum.operator().equals("-"));
            }
            case Call call -> function(binding, call);
        };
    }

    private static Source function(Binding binding, Call call) {
        List<Term> arguments = call.arguments();
        if (arguments.size() != 2) throw binding.wrongCount(call);
        if (call.function().equals("list_append")) {
            Source first = operand(binding, arguments.get(0), "list_append", Value.Type.L);
            return new Source.Appended(first, operand(binding, arguments.get(1), "list_append", Value.Type.L));
        }
        if (!(arguments.get(0) instanceof Syntax.Path path)) throw binding.needsPath(call.function());
        return new Source.IfNotExists(binding.path(path), source(binding, arguments.get(1)));
    }

    private static Source operand(Binding binding, Term term, String operator, Value.Type type) {
        Source source = source(binding, term);
        if (source instanceof Source.Constant constant && constant.value().type() != type)
            throw binding.wrongType(operator, constant.value().type().name());
        return source;
    }
}
