package io.windtunnel.cloud.database.dynamodb.expression;

import java.util.List;

/// What a parser found: the form of an expression, before its placeholders are known.
sealed interface Syntax {
    /// Something that has a value.
    sealed interface Term extends Syntax {}

    /// A document path; each step is a name, a placeholder `#name`, or an index.
    record Path(List<Step> steps) implements Term {}

    /// A placeholder `:value`.
    record Placeholder(String name) implements Term {}

    /// A function with its arguments. It is a predicate too.
    record Call(String function, List<Term> arguments) implements Term, Predicate {}

    /// A sum, or a difference where `operator` is `-`. It stands in updates only.
    record Sum(String operator, Term left, Term right) implements Term {}

    /// Something that is true or false.
    sealed interface Predicate extends Syntax {}

    record And(List<Predicate> parts) implements Predicate {}

    record Or(List<Predicate> parts) implements Predicate {}

    record Not(Predicate part) implements Predicate {}

    record Compare(Comparison comparison, Term left, Term right) implements Predicate {}

    record Between(Term value, Term lower, Term upper) implements Predicate {}

    record In(Term value, List<Term> choices) implements Predicate {}

    /// A step of a path as it is spelt.
    sealed interface Step {
        /// An attribute's own name, or `#name`.
        record Named(String name) implements Step {
            boolean isPlaceholder() {
                return name.charAt(0) == '#';
            }
        }

        record Indexed(int index) implements Step {}
    }
}
