package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.messaging.sns.FilterPolicy.Verdict;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Metrics.Meter;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A topic's metrics in `AWS/SNS`, and what it puts on the bill.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
///
/// Thread safety: every method may be called from any thread.
final class TopicMeters {
    private static final String SERVICE = "Amazon Simple Notification Service";

    /// Bytes that count as one request: 64 KB (pricing page).
    private static final int REQUEST_BYTES = 65_536;

    private final Optional<Metrics> metrics;
    private final Scope scope;
    private final String name;
    private final Meter published;
    private final Meter size;
    private final Meter delivered;
    private final Meter failed;
    private final Meter filtered;
    private final Map<Verdict, Meter> filteredFor = new EnumMap<>(Verdict.class);
    private final Meter redriven;
    private final Meter notRedriven;
    private final Usage.Meter requests;
    private final Usage.Meter http;

    TopicMeters(Directory directory, Scope scope, Arn arn, String name, boolean fifo) {
        this.metrics = directory.find(Metrics.class);
        this.scope = scope;
        this.name = name;
        published = meter("NumberOfMessagesPublished", "Count");
        size = meter("PublishSize", "Bytes");
        delivered = meter("NumberOfNotificationsDelivered", "Count");
        failed = meter("NumberOfNotificationsFailed", "Count");
        filtered = meter("NumberOfNotificationsFilteredOut", "Count");
        filteredFor.put(Verdict.UNWANTED, meter("NumberOfNotificationsFilteredOut-MessageAttributes", "Count"));
        filteredFor.put(Verdict.NO_ATTRIBUTES, meter("NumberOfNotificationsFilteredOut-NoMessageAttributes", "Count"));
        filteredFor.put(
                Verdict.INVALID_ATTRIBUTES, meter("NumberOfNotificationsFilteredOut-InvalidAttributes", "Count"));
        filteredFor.put(Verdict.INVALID_BODY, meter("NumberOfNotificationsFilteredOut-InvalidMessageBody", "Count"));
        redriven = meter("NumberOfNotificationsRedrivenToDlq", "Count");
        notRedriven = meter("NumberOfNotificationsFailedToRedriveToDlq", "Count");
        Usage usage = Usage.of(directory);
        requests = usage.meter(scope, arn.toString(), type(fifo ? "Requests-FIFO-Tier1" : "Requests-Tier1"));
        http = usage.meter(scope, arn.toString(), type("DeliveryAttempts-HTTP"));
    }

    private static Usage.Type type(String usageType) {
        return new Usage.Type(SERVICE, usageType, "Requests", Usage.Charge.USE);
    }

    private Meter meter(String metric, String unit) {
        TreeMap<String, String> dimensions = new TreeMap<>();
        dimensions.put("TopicName", name);
        return metrics.map(all -> all.meter(scope, new Metrics.Name("AWS/SNS", metric, dimensions), unit))
                .orElse(Meter.NONE);
    }

    void published(int bytes) {
        published.record(1);
        size.record(bytes);
        requests.add(Math.max(1, (bytes + REQUEST_BYTES - 1) / REQUEST_BYTES));
    }

    void delivered() {
        delivered.record(1);
    }

    void failed() {
        failed.record(1);
    }

    void filtered(Verdict verdict, boolean body) {
        filtered.record(1);
        if (verdict == Verdict.UNWANTED && body)
            meter("NumberOfNotificationsFilteredOut-MessageBody", "Count").record(1);
        else filteredFor.getOrDefault(verdict, Meter.NONE).record(1);
    }

    void redriven(boolean done) {
        (done ? redriven : notRedriven).record(1);
    }

    void calledHttp() {
        http.add(1);
    }
}
