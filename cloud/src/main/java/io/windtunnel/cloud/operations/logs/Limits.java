package io.windtunnel.cloud.operations.logs;

import java.time.Duration;
import java.util.Set;

/// CloudWatch Logs' limits, from the API reference and
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html, and our own
/// bounds.
final class Limits {
    /// What each event counts for in a batch's size besides its message.
    static final int EVENT_OVERHEAD_BYTES = 26;

    static final int BATCH_BYTES = 1_048_576;
    static final int BATCH_EVENTS = 10_000;

    /// The largest event, its overhead included (since April 2025; 256 KB before).
    static final int EVENT_BYTES = 1_048_576;

    static final Duration PAST = Duration.ofDays(14);
    static final Duration FUTURE = Duration.ofHours(2);
    static final Duration BATCH_SPAN = Duration.ofHours(24);

    /// A page of `GetLogEvents` and `FilterLogEvents`: as many events as fit in 1 MB, up to 10,000.
    static final int PAGE_EVENTS = 10_000;

    static final int PAGE_BYTES = 1_048_576;

    /// A page of the `Describe...` operations.
    static final int DESCRIBE_PAGE = 50;

    static final int GROUPS = 1_000_000;
    static final int METRIC_FILTERS_PER_GROUP = 100;
    static final int SUBSCRIPTION_FILTERS_PER_GROUP = 2;
    static final int REGEX_PATTERNS_PER_GROUP = 5;
    static final int DIMENSIONS_PER_FILTER = 3;

    /// Different values of a filter's dimensions in an hour, beyond which AWS may disable it.
    static final int DIMENSION_VALUES = 1_000;

    static final int TAGS = 50;
    static final int QUERY_GROUPS = 50;
    static final int CONCURRENT_QUERIES = 100;
    static final int QUERY_DEFINITIONS = 1_000;

    /// Rows of a query's result: the default and the most.
    static final int QUERY_ROWS = 10_000;

    static final Duration QUERY_RESULTS_KEPT = Duration.ofDays(7);

    /// How many queries' results are kept, our choice; the oldest go first.
    static final int QUERIES_KEPT = 1_000;

    /// How many bytes of events (messages and overhead) one group holds, and all groups of a cloud
    /// together: our choice. Beyond them the oldest events of the group are forgotten, and the user is
    /// told.
    static final long GROUP_BYTES = 256L << 20;

    static final long ALL_GROUPS_BYTES = 640L << 20;

    /// Deliveries of one subscription filter that wait for another try: our choice; one more is dropped
    /// and counted.
    static final int PENDING_DELIVERIES = 1_000;

    /// How long a failed delivery is tried again.
    static final Duration DELIVERY_PATIENCE = Duration.ofHours(24);

    /// The values of `retentionInDays`.
    static final Set<Integer> RETENTION_DAYS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private Limits() {}
}
