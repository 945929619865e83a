package io.windtunnel.cloud.database.dynamodb.partiql;

import io.windtunnel.cloud.database.dynamodb.expression.Condition;
import io.windtunnel.cloud.database.dynamodb.expression.KeyRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a SELECT is run: as queries of item collections one after the other, or as a scan.
///
/// @param ranges what to query, in this order, no collection twice; null for a scan
/// @param filter what must hold of the items found, or null
/// @param forward whether each collection is read from its least range key on
public record SelectPlan(
        @Nullable List<KeyRange> ranges, @Nullable Condition filter, boolean forward) {
    public boolean isScan() {
        return ranges == null;
    }
}
