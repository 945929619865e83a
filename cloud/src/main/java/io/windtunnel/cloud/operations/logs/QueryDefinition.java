package io.windtunnel.cloud.operations.logs;

import java.util.List;

/// A query that was saved under a name.
///
/// @param modified milliseconds since 1970
record QueryDefinition(String id, String name, String queryString, List<String> logGroupNames, long modified) {}
