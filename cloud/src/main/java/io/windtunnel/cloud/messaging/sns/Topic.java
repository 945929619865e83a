package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A topic and its subscriptions. A FIFO topic takes its messages one after the other: each has been handed to every
/// subscription before the next is.
///
/// Thread safety: every method may be called from any thread.
final class Topic {
    /// How long a FIFO topic remembers a deduplication id: 5 minutes.
    private static final long DEDUPLICATION_MILLIS = 300_000;

    private static final Set<String> SETTABLE = Set.of(
            "ContentBasedDeduplication",
            "DeliveryPolicy",
            "DisplayName",
            "FifoTopic",
            "FifoThroughputScope",
            "KmsMasterKeyId",
            "Policy",
            "SignatureVersion",
            "TracingConfig");

    private record Known(String key, Publication publication) {}

    final Scope scope;
    final Arn arn;
    final String arnText;
    final boolean fifo;
    final TopicMeters meters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Known> known = new HashMap<>();
    private final ArrayDeque<Known> byAge = new ArrayDeque<>();
    private long lastSequence;
    private volatile TopicRow row;
    private volatile @Nullable DeliveryPolicy policy;
    private volatile List<Subscription> subscriptions = List.of();

    /// @param nowMillis later than any sequence of an earlier life
    Topic(Scope scope, TopicRow row, TopicMeters meters, long nowMillis) {
        this.scope = scope;
        this.arn = scope.arn("sns", row.name());
        this.arnText = arn.toString();
        this.fifo = row.fifo();
        this.meters = meters;
        this.row = row;
        this.lastSequence = nowMillis << 20;
        change(row);
    }

    /// @throws io.windtunnel.wire.AwsException when an attribute is not known or not allowed
    static void check(TopicRow row) {
        row.values().forEach((name, value) -> {
            if (name.equals("ArchivePolicy")) throw AwsException.notBuilt("sns", "SetTopicAttributes", name);
            boolean ofFifo = name.equals("ContentBasedDeduplication") || name.equals("FifoThroughputScope");
            if (!SETTABLE.contains(name)) throw Refusals.invalid("Attributes Reason: Unknown attribute " + name);
            if (ofFifo && !row.fifo()) throw Refusals.attributes(name + " is only for FIFO topics");
            boolean good = switch (name) {
                case "FifoTopic", "ContentBasedDeduplication" -> value.equals("true") || value.equals("false");
                case "FifoThroughputScope" -> value.equals("Topic") || value.equals("MessageGroup");
                case "SignatureVersion" -> value.equals("1") || value.equals("2");
                case "TracingConfig" -> value.equals("PassThrough") || value.equals("Active");
                case "DisplayName" -> value.length() <= 100;
                case "Policy" -> value.isEmpty() || Json.object(value) != null;
                default -> true;
            };
            if (!good) throw Refusals.attributes("Invalid value [" + value + "] for " + name);
            if (name.equals("DeliveryPolicy") && !value.isEmpty()) DeliveryPolicy.parse(value);
        });
    }

    TopicRow row() {
        return row;
    }

    void change(TopicRow changed) {
        String delivery = changed.values().get("DeliveryPolicy");
        policy = delivery == null || delivery.isEmpty() ? null : DeliveryPolicy.parse(delivery);
        row = changed;
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    /// Adds a subscription, or replaces the one of its id. Called by the owner of subscriptions, one call at a time.
    void put(Subscription subscription) {
        List<Subscription> all = new ArrayList<>(subscriptions);
        all.removeIf(each -> each.row().id().equals(subscription.row().id()));
        all.add(subscription);
        subscriptions = List.copyOf(all);
    }

    void remove(String id) {
        subscriptions = subscriptions.stream()
                .filter(each -> !each.row().id().equals(id))
                .toList();
    }

    DeliveryPolicy policy(Subscription subscription) {
        DeliveryPolicy own = subscription.policy();
        DeliveryPolicy of = policy;
        return own != null ? own : of != null ? of : DeliveryPolicy.USUAL;
    }

    String signatureVersion() {
        return row.values().getOrDefault("SignatureVersion", "1");
    }

    /// Takes a message of a FIFO topic, unless its like was taken within five minutes, and has it delivered in its
    /// turn.
    ///
    /// @return what was taken: this one, numbered, or the one before
    Publication inTurn(Publication publication, Instant now, java.util.function.Consumer<Publication> deliver) {
        boolean byGroup = "MessageGroup".equals(row.values().get("FifoThroughputScope"));
        String id = String.valueOf(publication.deduplicationId());
        String key = byGroup ? publication.group() + "\n" + id : id;
        lock.lock();
        try {
            forget(now.toEpochMilli() - DEDUPLICATION_MILLIS);
            Known before = known.get(key);
            if (before != null) return before.publication;
            Publication numbered = publication.numbered(number(++lastSequence));
            deliver.accept(numbered);
            Known taken = new Known(key, numbered);
            known.put(key, taken);
            byAge.addLast(taken);
            return numbered;
        } finally {
            lock.unlock();
        }
    }

    private void forget(long beforeMillis) {
        while (!byAge.isEmpty() && byAge.peekFirst().publication.at().toEpochMilli() <= beforeMillis)
            known.remove(byAge.removeFirst().key);
    }

    private static String number(long sequence) {
        String digits = Long.toString(sequence);
        return "1" + "0".repeat(19 - digits.length()) + digits;
    }
}
