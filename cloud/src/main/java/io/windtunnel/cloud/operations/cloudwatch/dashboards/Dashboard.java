package io.windtunnel.cloud.operations.cloudwatch.dashboards;

import java.time.Instant;

/// A dashboard, as it is kept.
record Dashboard(String name, String body, Instant modified) {}
