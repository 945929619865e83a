package io.windtunnel.cloud.storage.s3.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whom a bucket tells of what happens to its objects.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
public record Notifications(
        List<Topic> topicConfigurations,
        List<Queue> queueConfigurations,
        List<Function> lambdaFunctionConfigurations,
        @Nullable EventBridge eventBridgeConfiguration) {
    public static final Notifications NONE = new Notifications(List.of(), List.of(), List.of(), null);

    private static final Set<String> EVENTS = Set.of(
            "s3:ReducedRedundancyLostObject",
            "s3:ObjectCreated:*",
            "s3:ObjectCreated:Put",
            "s3:ObjectCreated:Post",
            "s3:ObjectCreated:Copy",
            "s3:ObjectCreated:CompleteMultipartUpload",
            "s3:ObjectRemoved:*",
            "s3:ObjectRemoved:Delete",
            "s3:ObjectRemoved:DeleteMarkerCreated",
            "s3:ObjectRestore:*",
            "s3:ObjectRestore:Post",
            "s3:ObjectRestore:Completed",
            "s3:ObjectRestore:Delete",
            "s3:Replication:*",
            "s3:Replication:OperationFailedReplication",
            "s3:Replication:OperationNotTracked",
            "s3:Replication:OperationMissedThreshold",
            "s3:Replication:OperationReplicatedAfterThreshold",
            "s3:LifecycleExpiration:*",
            "s3:LifecycleExpiration:Delete",
            "s3:LifecycleExpiration:DeleteMarkerCreated",
            "s3:LifecycleTransition",
            "s3:IntelligentTiering",
            "s3:ObjectTagging:*",
            "s3:ObjectTagging:Put",
            "s3:ObjectTagging:Delete",
            "s3:ObjectAcl:Put");

    public record FilterRule(String name, String value) {}

    public record KeyFilter(List<FilterRule> filterRules) {}

    public record Filter(@Nullable KeyFilter key) {}

    public record EventBridge() {}

    public record Topic(
            @Nullable String id,
            String topicArn,
            List<String> events,
            @Nullable Filter filter) {}

    public record Queue(
            @Nullable String id,
            String queueArn,
            List<String> events,
            @Nullable Filter filter) {}

    public record Function(
            @Nullable String id,
            String lambdaFunctionArn,
            List<String> events,
            @Nullable Filter filter) {}

    /// One destination, whichever kind it is.
    public record Destination(String id, String arn, List<String> events, String prefix, String suffix) {
        /// Whether it wants to hear of an event (`s3:ObjectCreated:Put`) of a key.
        public boolean wants(String event, String key) {
            return key.startsWith(prefix)
                    && key.endsWith(suffix)
                    && events.stream().anyMatch(each -> covers(each, event));
        }

        boolean overlaps(Destination other) {
            boolean prefixes = prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix);
            boolean suffixes = suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix);
            return prefixes
                    && suffixes
                    && events.stream()
                            .anyMatch(mine -> other.events.stream()
                                    .anyMatch(theirs -> covers(mine, theirs) || covers(theirs, mine)));
        }
    }

    private static boolean covers(String pattern, String event) {
        return pattern.endsWith("*")
                ? event.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(event);
    }

    /// Every destination.
    public List<Destination> destinations() {
        List<Destination> all = new ArrayList<>();
        for (Topic each : topicConfigurations) all.add(of(each.id(), each.topicArn(), each.events(), each.filter()));
        for (Queue each : queueConfigurations) all.add(of(each.id(), each.queueArn(), each.events(), each.filter()));
        for (Function each : lambdaFunctionConfigurations)
            all.add(of(each.id(), each.lambdaFunctionArn(), each.events(), each.filter()));
        return all;
    }

    private static Destination of(@Nullable String id, String arn, List<String> events, @Nullable Filter filter) {
        String prefix = "";
        String suffix = "";
        if (filter != null && filter.key() != null) {
            for (FilterRule rule : filter.key().filterRules()) {
                String value = URLDecoder.decode(rule.value().replace("+", "%2B"), StandardCharsets.UTF_8);
                if (rule.name().equalsIgnoreCase("prefix")) prefix = value;
                else suffix = value;
            }
        }
        return new Destination(id == null ? "" : id, arn, events, prefix, suffix);
    }

    /// Held to the rules, with names for what was given none.
    public Notifications checked(Supplier<String> names) {
        topicConfigurations.forEach(each -> check(each.filter()));
        queueConfigurations.forEach(each -> check(each.filter()));
        lambdaFunctionConfigurations.forEach(each -> check(each.filter()));
        List<Destination> all = destinations();
        for (int i = 0; i < all.size(); i++) {
            Destination one = all.get(i);
            if (one.events().isEmpty()) throw Refused.malformed();
            for (String event : one.events())
                if (!EVENTS.contains(event))
                    throw Refused.argument(
                            "The event '" + event + "' is not supported for notifications", "Event", event);
            for (Destination other : all.subList(0, i))
                if (one.overlaps(other))
                    throw Refused.argument("Configuration is ambiguously defined. Cannot have overlapping suffixes in "
                            + "two rules if the prefixes are overlapping for the same event type.");
        }
        return new Notifications(
                topicConfigurations.stream()
                        .map(each -> new Topic(name(each.id(), names), each.topicArn(), each.events(), each.filter()))
                        .toList(),
                queueConfigurations.stream()
                        .map(each -> new Queue(name(each.id(), names), each.queueArn(), each.events(), each.filter()))
                        .toList(),
                lambdaFunctionConfigurations.stream()
                        .map(each -> new Function(
                                name(each.id(), names), each.lambdaFunctionArn(), each.events(), each.filter()))
                        .toList(),
                eventBridgeConfiguration);
    }

    private static String name(@Nullable String id, Supplier<String> names) {
        return id == null || id.isEmpty() ? names.get() : id;
    }

    private static void check(@Nullable Filter filter) {
        if (filter == null || filter.key() == null) return;
        Set<String> seen = new HashSet<>();
        for (FilterRule rule : filter.key().filterRules()) {
            String name = rule.name().toLowerCase(Locale.ROOT);
            if (!name.equals("prefix") && !name.equals("suffix"))
                throw Refused.argument(
                        "filter rule name must be either prefix or suffix", "FilterRule.Name", rule.name());
            if (!seen.add(name)) throw Refused.argument("Cannot specify more than one " + name + " rule in a filter.");
        }
    }
}
