/// CloudWatch: where data planes and users put samples, what reads them back as statistics, and alarms on them.
///
/// - `CloudWatchApi` is the face, `Shapes` its requests and answers; `alarms` and `dashboards` are rooms of their own.
/// - `MetricStore` holds a scope's metrics; a `Series` is one metric in one unit, in four resolutions that age.
/// - `Meters` gather the data planes' samples without a lock and put them into the store once a minute.
/// - `Statistic`, `Window` and `MetricMath` answer questions; `MetricMeasurements` asks them for alarms.
///
/// Honoured: values with counts, statistic sets, dimensions, units, high resolution, retention by resolution, every
/// statistic, metric math but for `SEARCH`, `SORT`, `SLICE` and what asks other services. Not yet: metric streams,
/// insight rules, anomaly detection, cross-account observability. Metrics live in memory only.
///
/// Built from https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html,
/// .../using-metric-math.html and the API reference.
@NullMarked
package io.windtunnel.cloud.operations.cloudwatch;

import org.jspecify.annotations.NullMarked;
