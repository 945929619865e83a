package io.windtunnel.cloud.operations.logs;

/// What stands behind the face.
record Rooms(
        Groups groups,
        Ingestion ingestion,
        MetricFilters metricFilters,
        Subscriptions subscriptions,
        Queries queries,
        QueryDefinitions definitions) {}
