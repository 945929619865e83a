package io.windtunnel.cloud.database.dynamodb.expression;

import org.jspecify.annotations.Nullable;

/// A condition or filter as it was written, without a request's names and values.
///
/// Thread safety: immutable.
public final class ConditionExpression {
    private final Parameter parameter;
    private final Syntax.Predicate predicate;

    private ConditionExpression(Parameter parameter, Syntax.Predicate predicate) {
        this.parameter = parameter;
        this.predicate = predicate;
    }

    /// @throws io.windtunnel.wire.AwsException when `text` is no condition
    public static ConditionExpression parse(Parameter parameter, String text) {
        return new ConditionExpression(parameter, ConditionParser.parse(parameter, text));
    }

    /// The condition it is with these placeholders.
    ///
    /// @param use told which attributes it speaks of, where that matters
    /// @throws io.windtunnel.wire.AwsException when a placeholder is missing, or an operand is not of
    /// the type it must be
    public Condition bind(Placeholders placeholders, @Nullable AttributeUse use) {
        return new ConditionBinder(parameter, placeholders, use).condition(predicate);
    }

    public Condition bind(Placeholders placeholders) {
        return bind(placeholders, null);
    }

    Syntax.Predicate syntax() {
        return predicate;
    }
}
