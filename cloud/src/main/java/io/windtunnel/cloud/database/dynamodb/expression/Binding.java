package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.expression.Syntax.Term;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts a request's names and values in place of an expression's placeholders.
final class Binding {
    private final Parameter parameter;
    private final Placeholders placeholders;
    private final @Nullable AttributeUse use;

    Binding(Parameter parameter, Placeholders placeholders, @Nullable AttributeUse use) {
        this.parameter = parameter;
        this.placeholders = placeholders;
        this.use = use;
    }

    AwsException invalid(String mistake) {
        return parameter.invalid(mistake);
    }

    AwsException wrongType(String function, String type) {
        return invalid("Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
                .formatted(function, type));
    }

    AwsException needsPath(String function) {
        return invalid("Operator or function requires a document path; operator or function: " + function);
    }

    AwsException wrongCount(Syntax.Call call) {
        return invalid("Incorrect number of operands for operator or function; operator or function: %s, "
                        .formatted(call.function())
                + "number of operands: " + call.arguments().size());
    }

    DocumentPath path(Syntax.Path path) {
        List<DocumentPath.Step> steps = new ArrayList<>(path.steps().size());
        for (Syntax.Step step : path.steps()) {
            steps.add(
                    switch (step) {
                        case Syntax.Step.Named named -> new DocumentPath.Name(name(named));
                        case Syntax.Step.Indexed indexed -> new DocumentPath.Index(indexed.index());
                    });
        }
        DocumentPath bound = new DocumentPath(steps);
        if (use != null) use.add(bound);
        return bound;
    }

    private String name(Syntax.Step.Named named) {
        if (!named.isPlaceholder()) return named.name();
        String name = placeholders.name(named.name());
        if (name == null)
            throw invalid("An expression attribute name used in the document path is not defined; attribute name: "
                    + named.name());
        return name;
    }

    Value value(Syntax.Placeholder placeholder) {
        Value value = placeholders.value(placeholder.name());
        if (value == null)
            throw invalid("An expression attribute value used in expression is not defined; attribute value: "
                    + placeholder.name());
        return value;
    }

    /// Refuses placeholders of `term` that the request does not define, names and values as they come.
    void checkDefined(Term term) {
        switch (term) {
            case Syntax.Path _ -> checkNames(term);
            case Syntax.Placeholder _ -> checkValues(term);
            case Syntax.Call call -> call.arguments().forEach(this::checkDefined);
            case Syntax.Sum sum -> {
                checkDefined(sum.left());
                checkDefined(sum.right());
            }
        }
    }

    void checkNames(Term term) {
        switch (term) {
            case Syntax.Path path -> {
                for (Syntax.Step step : path.steps()) if (step instanceof Syntax.Step.Named named) name(named);
            }
            case Syntax.Placeholder _ -> {}
            case Syntax.Call call -> call.arguments().forEach(this::checkNames);
            case Syntax.Sum sum -> {
                checkNames(sum.left());
                checkNames(sum.right());
            }
        }
    }

    void checkValues(Term term) {
        switch (term) {
            case Syntax.Path _ -> {}
            case Syntax.Placeholder placeholder -> value(placeholder);
            case Syntax.Call call -> call.arguments().forEach(this::checkValues);
            case Syntax.Sum sum -> {
                checkValues(sum.left());
                checkValues(sum.right());
            }
        }
    }
}
