package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.OnDemandThroughput;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.Projection;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Throughput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A secondary index's description, as it is stored. `id` is the incarnation's: rows are named by it.
public record StoredIndex(
        String name,
        String id,
        boolean local,
        List<KeySchemaElement> keys,
        Projection projection,
        String status,
        Throughput throughput,
        @Nullable OnDemandThroughput most) {
    public boolean backfilling() {
        return status.equals(StoredTable.CREATING);
    }

    public StoredIndex status(String next) {
        return new StoredIndex(name, id, local, keys, projection, next, throughput, most);
    }

    public StoredIndex throughput(Throughput next) {
        return new StoredIndex(name, id, local, keys, projection, status, next, most);
    }

    public StoredIndex most(@Nullable OnDemandThroughput next) {
        return new StoredIndex(name, id, local, keys, projection, status, throughput, next);
    }
}
