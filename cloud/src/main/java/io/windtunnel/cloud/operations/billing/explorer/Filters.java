package io.windtunnel.cloud.operations.billing.explorer;

import io.windtunnel.cloud.operations.billing.explorer.Shapes.DimensionValues;
import io.windtunnel.cloud.operations.billing.explorer.Shapes.Expression;
import io.windtunnel.wire.AwsException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Turns a filter's expression into a choice of usage.
final class Filters {
    /// What dimensions can be compared by, besides equality (API reference, GetCostAndUsage).
    private static final Set<String> MATCH_OPTIONS = Set.of("EQUALS", "CASE_SENSITIVE");

    private final String operation;

    Filters(String operation) {
        this.operation = operation;
    }

    /// @throws AwsException when the expression makes no sense or asks for what nothing here has
    Predicate<Spent> of(@Nullable Expression filter) {
        return filter == null ? _ -> true : parsed(filter);
    }

    private Predicate<Spent> parsed(Expression filter) {
        if (filter.tags() != null) throw AwsException.notBuilt("ce", operation, "a filter of tags");
        if (filter.costCategories() != null)
            throw AwsException.notBuilt("ce", operation, "a filter of cost categories");
        int keys = (filter.or().isEmpty() ? 0 : 1)
                + (filter.and().isEmpty() ? 0 : 1)
                + (filter.not() == null ? 0 : 1)
                + (filter.dimensions() == null ? 0 : 1);
        if (keys != 1)
            throw AwsException.validation(
                    "Expression must have exactly one of Or, And, Not, Dimensions, Tags and CostCategories");
        if (filter.dimensions() != null) return dimension(filter.dimensions());
        if (filter.not() != null) return parsed(filter.not()).negate();
        if (!filter.and().isEmpty()) return several(filter.and()).stream().reduce(_ -> true, Predicate::and);
        return several(filter.or()).stream().reduce(_ -> false, Predicate::or);
    }

    private List<Predicate<Spent>> several(List<Expression> parts) {
        if (parts.size() < 2) throw AwsException.validation("And and Or must have at least 2 expressions");
        return parts.stream().map(this::parsed).toList();
    }

    private Predicate<Spent> dimension(DimensionValues asked) {
        if (asked.key() == null || asked.values().isEmpty())
            throw AwsException.validation("Dimensions must have a Key and Values");
        for (String option : asked.matchOptions())
            if (!MATCH_OPTIONS.contains(option))
                throw AwsException.validation("Match option " + option + " is not supported for dimensions");
        Dimension dimension = Dimension.named(operation, asked.key());
        Set<String> values = new HashSet<>(asked.values());
        return spent -> values.contains(dimension.of(spent));
    }
}
