package io.windtunnel.cloud.operations.logs;

import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The saved queries of every scope.
///
/// Thread safety: every method may be called from any thread.
final class QueryDefinitions {
    private final Fabric fabric;

    QueryDefinitions(Fabric fabric) {
        this.fabric = fabric;
    }

    private Table<QueryDefinition> table(Scope scope) {
        return fabric.storage().table(scope, "logs.query-definitions", QueryDefinition.class);
    }

    /// In the order of their ids.
    Collection<QueryDefinition> all(Scope scope) {
        return table(scope).values();
    }

    /// Saves a query anew, or in the place of the one with the id; returns the id.
    ///
    /// @throws io.windtunnel.wire.AwsException `ResourceNotFoundException`, `LimitExceededException`
    String put(Scope scope, @Nullable String id, String name, String queryString, List<String> groups) {
        if (id != null && table(scope).get(id) == null) throw Refusals.notFound("query definition");
        if (id == null && table(scope).size() >= Limits.QUERY_DEFINITIONS) throw Refusals.limit();
        String saved = id == null ? newId() : id;
        long now = fabric.time().now().toEpochMilli();
        table(scope).put(saved, new QueryDefinition(saved, name, queryString, List.copyOf(groups), now));
        return saved;
    }

    /// An id such as queries and definitions have.
    String newId() {
        return fabric.ids().uuid();
    }

    /// @throws io.windtunnel.wire.AwsException `ResourceNotFoundException`
    void delete(Scope scope, String id) {
        if (table(scope).remove(id) == null) throw Refusals.notFound("query definition");
    }
}
