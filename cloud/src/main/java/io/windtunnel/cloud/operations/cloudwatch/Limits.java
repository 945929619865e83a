package io.windtunnel.cloud.operations.cloudwatch;

import java.time.Duration;

/// CloudWatch's limits, from the API reference of `PutMetricData`, `GetMetricData`, `GetMetricStatistics` and
/// `ListMetrics`, and https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html.
final class Limits {
    static final int DATA_PER_PUT = 1_000;
    static final int DIMENSIONS_PER_METRIC = 30;
    static final int VALUES_PER_DATUM = 150;
    static final Duration TIMESTAMP_PAST = Duration.ofDays(14);
    static final Duration TIMESTAMP_FUTURE = Duration.ofHours(2);

    /// Values are refused beyond plus or minus 2^360.
    static final double LARGEST_VALUE = Math.scalb(1.0, 360);

    static final int DATAPOINTS_PER_STATISTICS = 1_440;
    static final int QUERIES_PER_GET = 500;
    static final int DATAPOINTS_PER_GET = 100_800;
    static final int METRICS_PER_LIST = 500;

    /// `RecentlyActive: PT3H`.
    static final Duration RECENTLY = Duration.ofHours(3);

    private Limits() {}
}
