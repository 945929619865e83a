package io.windtunnel.cloud.operations.logs.insights;

import java.util.List;
import java.util.regex.Pattern;

/// One command of a query, its fields turned into places.
sealed interface Command {
    /// Computes fields that the query makes.
    record Compute(List<Made> made) implements Command {}

    /// A field that the query makes: where it goes and what it is.
    record Made(int place, Expression of) {}

    record Filter(Expression condition) implements Command {}

    /// Takes parts out of a field.
    ///
    /// @param places where each group of the pattern goes, by the number of the group less one
    record Parse(Expression of, Pattern pattern, List<Integer> places) implements Command {}

    /// @param columns of the rows that come out: each is one of `groups` or computed of the aggregates'
    ///     results
    record Stats(List<Expression> groups, List<Aggregate> aggregates, List<Expression> columns) implements Command {}

    record Sort(List<Key> keys) implements Command {}

    record Key(Expression of, boolean descending) {}

    record Limit(int rows) implements Command {}

    record Dedup(List<Expression> by) implements Command {}
}
