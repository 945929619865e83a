package io.windtunnel.cloud.ports;

/// What a subscription filter delivers to: a function, a stream. Its service offers it by ARN;
/// CloudWatch Logs looks it up when a subscription filter is put, and refuses one whose destination
/// nobody offers.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
///
/// Thread safety: every method may be called from any thread.
@FunctionalInterface
public interface LogDestination {
    /// Takes one delivery. A thrown exception is a failed delivery, which is tried again.
    ///
    /// @param payload JSON (`messageType`, `owner`, `logGroup`, `logStream`, `subscriptionFilters`,
    ///     `logEvents`), compressed with gzip; a function is handed it in Base64 as `awslogs.data`
    /// @param partitionKey what a stream puts it into a shard by
    void deliver(byte[] payload, String partitionKey);
}
