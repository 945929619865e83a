package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// Every topic and subscription of the cloud.
///
/// Thread safety: every method may be called from any thread. Changes are made one after the other.
final class Topics {
    private static final String TOPICS = "sns.topics";
    private static final String SUBSCRIPTIONS = "sns.subscriptions";
    private static final int TOKEN_DIGITS = 64;

    /// Tags of a topic: 50.
    private static final int MOST_TAGS = 50;

    private final CloudContext context;
    private final Storage storage;
    private final Map<String, Topic> topics = new ConcurrentSkipListMap<>();
    private final Map<String, Subscription> subscriptions = new ConcurrentSkipListMap<>();

    Topics(CloudContext context) {
        this.context = context;
        this.storage = context.fabric().storage();
    }

    /// Opens what the storage holds.
    void recover() {
        for (Scope scope : storage.scopes(TOPICS))
            for (TopicRow row : topicTable(scope).values()) open(scope, row);
        for (Scope scope : storage.scopes(SUBSCRIPTIONS))
            for (SubscriptionRow row : subscriptionTable(scope).values()) {
                Topic topic = topics.get(row.topic());
                if (topic != null) put(topic, Subscription.of(row));
            }
    }

    private Table<TopicRow> topicTable(Scope scope) {
        return storage.table(scope, TOPICS, TopicRow.class);
    }

    private Table<SubscriptionRow> subscriptionTable(Scope scope) {
        return storage.table(scope, SUBSCRIPTIONS, SubscriptionRow.class);
    }

    private Topic open(Scope scope, TopicRow row) {
        Arn arn = scope.arn("sns", row.name());
        TopicMeters meters = new TopicMeters(context.directory(), scope, arn, row.name(), row.fifo());
        Topic topic = new Topic(scope, row, meters, now());
        topics.put(topic.arnText, topic);
        return topic;
    }

    private void put(Topic topic, Subscription subscription) {
        topic.put(subscription);
        subscriptions.put(subscription.row().arn(), subscription);
    }

    private long now() {
        return context.fabric().time().now().toEpochMilli();
    }

    @Nullable
    Topic find(String arn) {
        return topics.get(arn);
    }

    /// @throws io.windtunnel.wire.AwsException when there is none
    Topic require(String arn) {
        Topic topic = topics.get(arn);
        if (topic != null) return topic;
        boolean good = Arn.isArn(arn) && Arn.parse(arn).service().equals("sns");
        throw good ? Refusals.noTopic() : Refusals.invalid("TopicArn");
    }

    Subscription requireSubscription(String arn) {
        Subscription subscription = subscriptions.get(arn);
        if (subscription != null) return subscription;
        boolean good = Arn.isArn(arn) && arn.split(":", -1).length == 7;
        throw good
                ? Refusals.noSubscription()
                : Refusals.invalid("SubscriptionArn Reason: An ARN must have at least 6 elements, not "
                        + arn.split(":", -1).length);
    }

    /// The topics of a scope, by ARN.
    List<Topic> all(Scope scope) {
        return topics.values().stream()
                .filter(topic -> topic.scope.equals(scope))
                .toList();
    }

    /// The subscriptions of a scope, by ARN.
    List<SubscriptionRow> subscriptions(Scope scope) {
        return subscriptions.values().stream()
                .map(Subscription::row)
                .filter(row -> row.topicArn().scope().equals(scope))
                .toList();
    }

    synchronized Topic create(Scope scope, String name, Map<String, String> values, Map<String, String> tags) {
        boolean fifo = "true".equals(values.get("FifoTopic"));
        String stem = fifo && name.endsWith(".fifo") ? name.substring(0, name.length() - 5) : name;
        boolean good = stem.matches("[A-Za-z0-9_-]{1,256}") && name.length() <= 256 && fifo == name.endsWith(".fifo");
        if (!good)
            throw Refusals.invalid(
                    fifo
                            ? "Fifo Topic names must end with .fifo and must be made up of only uppercase and"
                                    + " lowercase ASCII letters, numbers, underscores, and hyphens, and must be"
                                    + " between 1 and 256 characters long."
                            : "Topic Name");
        Topic there = topics.get(scope.arn("sns", name).toString());
        if (there != null) {
            same(there, values, tags);
            return there;
        }
        checkTags(tags);
        TopicRow row = new TopicRow(name, kept(values), tags, now(), 0);
        Topic.check(row);
        topicTable(scope).put(name, row);
        return open(scope, row);
    }

    private static void same(Topic there, Map<String, String> values, Map<String, String> tags) {
        values.forEach((key, value) -> {
            if (!there.row().values().getOrDefault(key, "").equals(value))
                throw Refusals.attributes("Topic already exists with different attributes");
        });
        if (!tags.isEmpty() && !tags.equals(there.row().tags()))
            throw Refusals.invalid("Tags Reason: Topic already exists with different tags");
    }

    private static Map<String, String> kept(Map<String, String> values) {
        Map<String, String> kept = new TreeMap<>(values);
        kept.values().removeIf(String::isEmpty);
        if ("false".equals(kept.get("FifoTopic"))) kept.remove("FifoTopic");
        return kept;
    }

    synchronized void configure(Topic topic, String name, String value) {
        if (name.equals("FifoTopic")) throw Refusals.attribute(name);
        Map<String, String> values = new TreeMap<>(topic.row().values());
        values.put(name, value);
        TopicRow row = topic.row().values(values);
        Topic.check(row);
        change(topic, row.values(kept(values)));
    }

    private void change(Topic topic, TopicRow row) {
        topicTable(topic.scope).put(row.name(), row);
        topic.change(row);
    }

    synchronized void tag(Topic topic, Map<String, String> added, List<String> removed) {
        Map<String, String> tags = new TreeMap<>(topic.row().tags());
        tags.putAll(added);
        removed.forEach(tags::remove);
        checkTags(tags);
        change(topic, topic.row().tags(tags));
    }

    private static void checkTags(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS)
            throw new io.windtunnel.wire.AwsException(
                    "TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");
    }

    /// Deletes a topic with its subscriptions; one that is not there is deleted.
    synchronized void delete(Scope scope, String arn) {
        Topic topic = topics.get(arn);
        if (topic == null) return;
        for (Subscription each : topic.subscriptions()) remove(topic, each.row());
        topics.remove(arn);
        topicTable(topic.scope).remove(topic.row().name());
    }

    private void remove(Topic topic, SubscriptionRow row) {
        subscriptionTable(topic.scope).remove(row.id());
        subscriptions.remove(row.arn());
        topic.remove(row.id());
    }

    /// Subscribes an endpoint; one that is subscribed already with these attributes is the answer.
    synchronized Subscription subscribe(
            Topic topic, Protocol protocol, String endpoint, String owner, Map<String, String> values) {
        protocol.check(endpoint, topic.fifo);
        for (Subscription each : topic.subscriptions()) {
            SubscriptionRow row = each.row();
            if (row.protocol() != protocol || !row.endpoint().equals(endpoint)) continue;
            if (values.isEmpty() || row.values().equals(values)) return each;
            throw Refusals.attributes("Subscription already exists with different attributes");
        }
        SubscriptionRow row = new SubscriptionRow(
                context.fabric().ids().uuid(),
                topic.arnText,
                protocol,
                endpoint,
                owner,
                new TreeMap<>(values),
                !protocol.isConfirmed(),
                !protocol.isConfirmed(),
                context.fabric().ids().hex(TOKEN_DIGITS),
                now());
        Subscription subscription = Subscription.of(row);
        subscriptionTable(topic.scope).put(row.id(), row);
        put(topic, subscription);
        return subscription;
    }

    synchronized SubscriptionRow confirm(Topic topic, String token, boolean authenticate) {
        for (Subscription each : topic.subscriptions()) {
            if (!each.row().token().equals(token)) continue;
            if (each.row().confirmed()) return each.row();
            return replace(topic, each.row().confirm(authenticate));
        }
        throw Refusals.invalid("Token");
    }

    private SubscriptionRow replace(Topic topic, SubscriptionRow row) {
        Subscription subscription = Subscription.of(row);
        subscriptionTable(topic.scope).put(row.id(), row);
        put(topic, subscription);
        return row;
    }

    synchronized void configure(Subscription subscription, String name, @Nullable String value) {
        Map<String, String> values = new TreeMap<>(subscription.row().values());
        if (value == null || value.isEmpty()) values.remove(name);
        else values.put(name, value);
        Topic topic = require(subscription.row().topic());
        replace(topic, subscription.row().values(values));
    }

    /// Ends a subscription and returns it; null when it is gone already.
    synchronized @Nullable SubscriptionRow unsubscribe(String arn) {
        Subscription subscription = subscriptions.get(arn);
        if (subscription == null) return null;
        Topic topic = require(subscription.row().topic());
        remove(topic, subscription.row());
        change(topic, topic.row().subscriptionDeleted());
        return Objects.requireNonNull(subscription.row());
    }

    /// A page of a sorted list, after `token`.
    static <T> List<T> page(List<T> all, java.util.function.Function<T, String> key, @Nullable String token, int most) {
        List<T> page = new ArrayList<>();
        for (T each : all) {
            if (token != null && key.apply(each).compareTo(token) <= 0) continue;
            if (page.size() == most) break;
            page.add(each);
        }
        return page;
    }
}
