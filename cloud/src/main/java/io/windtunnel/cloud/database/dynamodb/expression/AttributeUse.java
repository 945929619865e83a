package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import io.windtunnel.wire.AwsException;
import java.util.LinkedHashSet;
import java.util.Set;

/// Which attributes an expression speaks of, and into which of them it reaches.
///
/// @param attributes the attributes its paths begin with
/// @param nested those of them whose parts it speaks of
public record AttributeUse(Set<String> attributes, Set<String> nested) {
    AttributeUse() {
        this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    void add(DocumentPath path) {
        attributes.add(path.attribute());
        if (path.isNested()) nested.add(path.attribute());
    }

    /// Refuses an expression that reaches into a key attribute of the table.
    ///
    /// @throws AwsException naming the attribute
    public void checkKeys(KeySchema schema) {
        check(schema.hash(), "Key");
        KeyAttribute range = schema.range();
        if (range != null) check(range, "Key");
    }

    /// Refuses an expression that reaches into a key attribute of an index.
    ///
    /// @throws AwsException naming the attribute
    public void checkIndexKeys(KeySchema schema) {
        check(schema.hash(), "IndexKey");
        KeyAttribute range = schema.range();
        if (range != null) check(range, "IndexKey");
    }

    private void check(KeyAttribute attribute, String what) {
        if (nested.contains(attribute.name()))
            throw AwsException.validation("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    + "are not allowed: %s: %s".formatted(what, attribute.name()));
    }

    /// Refuses a query's filter that speaks of the keys it is queried by.
    ///
    /// @throws AwsException naming the attribute
    public void checkFilter(KeySchema schema) {
        for (String attribute : attributes)
            if (schema.has(attribute))
                throw AwsException.validation("Filter Expression can only contain non-primary key attributes: "
                        + "Primary key attribute: " + attribute);
    }
}
