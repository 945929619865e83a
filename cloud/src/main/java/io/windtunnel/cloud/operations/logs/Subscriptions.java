package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.logs.pattern.FilterPattern;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.LogDestination;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The subscription filters of every scope, and their deliveries. A delivery that fails is tried again,
/// at longer and longer intervals, for a day.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
///
/// Thread safety: every method may be called from any thread.
final class Subscriptions {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    /// One payload on its way.
    private record Delivery(
            Scope scope, SubscriptionFilter filter, byte[] payload, String partitionKey, int events, Instant begun) {}

    private final CloudContext context;
    private final Map<String, FilterPattern> patterns = new ConcurrentHashMap<>();
    private final Map<SubscriptionFilter, AtomicInteger> pending = new ConcurrentHashMap<>();

    Subscriptions(CloudContext context) {
        this.context = context;
    }

    private Table<SubscriptionFilter> table(Scope scope) {
        return context.fabric().storage().table(scope, "logs.subscription-filters", SubscriptionFilter.class);
    }

    List<SubscriptionFilter> of(Scope scope, String group) {
        return RowsOfGroup.of(table(scope), group, SubscriptionFilter::group, SubscriptionFilter::name);
    }

    /// What stands at a destination's ARN.
    ///
    /// @throws AwsException `InvalidParameterException` when nothing takes logs there
    void requireDestination(String destinationArn) {
        if (!Arn.isArn(destinationArn)) throw Refusals.invalid("Invalid destinationArn: " + destinationArn);
        if (destination(destinationArn).isPresent()) return;
        String words = switch (Arn.parse(destinationArn).service()) {
            case "lambda" ->
                "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to "
                        + "execute your function.";
            case "kinesis" ->
                "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in "
                        + "ACTIVE state.";
            case "firehose" ->
                "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is "
                        + "in ACTIVE state.";
            default -> "PutSubscriptionFilter operation cannot work with destinationArn for this service.";
        };
        throw Refusals.invalid(words + " (" + destinationArn + ")");
    }

    private Optional<LogDestination> destination(String arn) {
        return context.directory().at(LogDestination.class, Arn.parse(arn));
    }

    /// @throws AwsException `LimitExceededException`
    void put(Scope scope, SubscriptionFilter filter) {
        long others = of(scope, filter.group()).stream()
                .filter(each -> !each.name().equals(filter.name()))
                .count();
        if (others >= Limits.SUBSCRIPTION_FILTERS_PER_GROUP) throw Refusals.limit();
        SubscriptionFilter replaced = table(scope).get(LogStream.key(filter.group(), filter.name()));
        table(scope).put(LogStream.key(filter.group(), filter.name()), filter);
        if (replaced != null) forget(replaced);
    }

    /// @throws AwsException `ResourceNotFoundException`
    void delete(Scope scope, String group, String name) {
        SubscriptionFilter gone = table(scope).remove(LogStream.key(group, name));
        if (gone == null) throw Refusals.notFound("subscription filter");
        forget(gone);
    }

    private void forget(SubscriptionFilter gone) {
        pending.remove(gone);
        patterns.remove(gone.pattern());
    }

    void deleteAll(Scope scope, String group) {
        for (SubscriptionFilter filter : of(scope, group)) delete(scope, group, filter.name());
    }

    /// Sends what the group's filters see in a batch on its way.
    void deliver(Scope scope, LogGroup group, LogStream stream, Batch batch) {
        for (SubscriptionFilter filter : of(scope, group.name())) {
            FilterPattern pattern = patterns.computeIfAbsent(filter.pattern(), FilterPattern::parse);
            List<Integer> wanted = new ArrayList<>();
            for (int i = 0; i < batch.count(); i++) if (pattern.matches(batch.message(i))) wanted.add(i);
            if (wanted.isEmpty()) continue;
            boolean byStream = filter.distribution().equals(SubscriptionFilter.BY_LOG_STREAM);
            Delivery delivery = new Delivery(
                    scope,
                    filter,
                    Payload.of(scope, filter, stream, batch, wanted),
                    byStream ? stream.name() : context.fabric().ids().hex(32),
                    wanted.size(),
                    context.fabric().time().now());
            AtomicInteger line = pending.computeIfAbsent(filter, _ -> new AtomicInteger());
            if (line.incrementAndGet() > Limits.PENDING_DELIVERIES) give(delivery, "too many wait for the destination");
            else context.fabric().time().after(Duration.ZERO, () -> attempt(delivery, FIRST_RETRY));
        }
    }

    private void attempt(Delivery delivery, Duration retry) {
        SubscriptionFilter filter = delivery.filter();
        Optional<LogDestination> destination = destination(filter.destinationArn());
        if (destination.isPresent() && delivered(delivery, destination.get())) {
            done(filter);
            return;
        }
        count(delivery, "DeliveryErrors", "None", 1);
        Instant now = context.fabric().time().now();
        boolean subscribed = of(delivery.scope(), filter.group()).contains(filter);
        if (!subscribed || Duration.between(delivery.begun(), now).compareTo(Limits.DELIVERY_PATIENCE) > 0) {
            give(delivery, "the destination did not take it within a day");
            return;
        }
        Duration next = retry.multipliedBy(2).compareTo(LONGEST_RETRY) < 0 ? retry.multipliedBy(2) : LONGEST_RETRY;
        context.fabric().time().after(retry, () -> attempt(delivery, next));
    }

    private boolean delivered(Delivery delivery, LogDestination destination) {
        try {
            destination.deliver(delivery.payload(), delivery.partitionKey());
        } catch (RuntimeException failed) {
            context.journal()
                    .record(new Journal.Event(
                            context.fabric().time().now(),
                            delivery.scope(),
                            "logs.delivery-failed",
                            delivery.filter().destinationArn(),
                            "subscription filter " + delivery.filter().name() + ": " + failed.getMessage()));
            return false;
        }
        count(delivery, "ForwardedBytes", "Bytes", delivery.payload().length);
        count(delivery, "ForwardedLogEvents", "None", delivery.events());
        return true;
    }

    /// Gives a delivery up.
    private void give(Delivery delivery, String why) {
        done(delivery.filter());
        count(delivery, "DeliveryErrors", "None", 1);
        context.journal()
                .record(new Journal.Event(
                        context.fabric().time().now(),
                        delivery.scope(),
                        "logs.delivery-dropped",
                        delivery.filter().destinationArn(),
                        delivery.events() + " events of " + delivery.filter().group() + " are not delivered: " + why));
    }

    private void done(SubscriptionFilter filter) {
        AtomicInteger line = pending.get(filter);
        if (line != null) line.decrementAndGet();
    }

    private void count(Delivery delivery, String metric, String unit, double value) {
        SubscriptionFilter filter = delivery.filter();
        String type = switch (Arn.parse(filter.destinationArn()).service()) {
            case "lambda" -> "Lambda";
            case "kinesis" -> "Kinesis Data Streams";
            case "firehose" -> "Firehose";
            default -> Arn.parse(filter.destinationArn()).service();
        };
        TreeMap<String, String> dimensions = new TreeMap<>(
                Map.of("LogGroupName", filter.group(), "DestinationType", type, "FilterName", filter.name()));
        context.directory()
                .find(Metrics.class)
                .ifPresent(metrics -> metrics.meter(
                                delivery.scope(), new Metrics.Name("AWS/Logs", metric, dimensions), unit)
                        .record(value));
    }
}
