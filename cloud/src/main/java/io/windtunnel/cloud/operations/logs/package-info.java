/// CloudWatch Logs: groups, streams and events; filters that make metrics of them or deliver them; Logs
/// Insights.
///
/// - `LogsApi` is the face; `GroupRequests`, `EventRequests`, `FilterRequests` and `QueryRequests`
///   answer for it, and have the records of what is asked and answered.
/// - `Groups` owns what there is. A group's events are `Batch`es, one for each put, in a log of the
///   group's own; `GroupEvents` holds them, `Merge` reads them in the order of their time, `Reading`
///   makes pages of that.
/// - `Acceptance` decides what is taken of a batch; `Ingestion` takes it, counts it, and hands it to
///   `MetricFilters` and `Subscriptions`. `GroupsPort` is how data planes write.
/// - `Queries` runs `insights.Query`s, each by a `Scan`. `pattern` are the filter patterns.
///
/// Honoured: what the face names, retention, classes, tags old and new. Bounded: 256 MiB of events in a
/// group, 640 MiB in all, in memory as in the data directory; the oldest go, and the user is told. Not
/// yet: KMS, exports, live tail, destinations across accounts, data protection, anomaly detection,
/// resource and account policies.
///
/// Built from https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ and
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/.
@NullMarked
package io.windtunnel.cloud.operations.logs;

import org.jspecify.annotations.NullMarked;
