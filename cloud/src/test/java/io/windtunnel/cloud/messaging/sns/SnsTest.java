package io.windtunnel.cloud.messaging.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.messaging.sns.Shapes.AttributeValue;
import io.windtunnel.cloud.messaging.sns.Shapes.Publish;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Inbox;
import io.windtunnel.cloud.ports.NotificationTopic;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnsTest {
    private static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:queue";
    private static final String DEAD = "arn:aws:sqs:us-east-1:000000000000:dead";

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final Directory directory = new Directory();
    private final Inbox inbox = new Inbox();
    private final List<Sink.Message> queued = new ArrayList<>();
    private final List<Sink.Message> buried = new ArrayList<>();
    private final Call call = Call.internal(SCOPE);
    private final SnsApi api = open(Storage.inMemory());

    private SnsApi open(Storage storage) {
        if (directory.find(Inbox.class).isEmpty()) {
            directory.offer(Inbox.class, inbox);
            directory.offer(Sink.class, "sqs", this::queue);
        }
        return Sns.open(new CloudContext(Fabric.bare(time, 1, storage), directory, new ResourceTypes(), _ -> {}))
                .face();
    }

    private Optional<Sink> queue(Arn arn) {
        return switch (arn.resource()) {
            case "queue", "q.fifo" -> Optional.of(message -> keep(queued, message));
            case "dead" -> Optional.of(message -> keep(buried, message));
            default -> Optional.empty();
        };
    }

    private static String keep(List<Sink.Message> messages, Sink.Message message) {
        messages.add(message);
        return "id-" + messages.size();
    }

    private String topic(String name, Map<String, String> attributes) {
        return api.createTopic(call, new Shapes.CreateTopic(name, attributes, List.of()))
                .topicArn();
    }

    private String subscribe(String topic, String protocol, String endpoint, Map<String, String> attributes) {
        return api.subscribe(call, new Shapes.Subscribe(topic, protocol, endpoint, attributes, true))
                .subscriptionArn();
    }

    private Shapes.Published publish(String topic, String message, Map<String, AttributeValue> attributes) {
        return api.publish(call, new Publish(topic, null, null, message, null, null, attributes, null, null));
    }

    private Shapes.Published publish(String topic, String message, @Nullable String group, @Nullable String id) {
        return api.publish(call, new Publish(topic, null, null, message, null, null, Map.of(), id, group));
    }

    private static String code(Runnable call) {
        try {
            call.run();
            return "none";
        } catch (AwsException refusal) {
            return refusal.code() + ": " + refusal.message();
        }
    }

    @Test
    void the_face_fits_its_model() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("sns"), api));
    }

    @Test
    void a_queue_gets_an_envelope_or_the_message_as_it_is() {
        String topic = topic("news", Map.of());
        subscribe(topic, "sqs", QUEUE, Map.of());
        Map<String, AttributeValue> attributes = Map.of("kind", new AttributeValue("String", "a \"b\"", null));
        String id = publish(topic, "line\n\"quoted\"", attributes).messageId();
        Map<?, ?> envelope = Json.object(queued.getFirst().body());
        assertThat(envelope).isNotNull();
        assertThat(envelope.get("Type")).isEqualTo("Notification");
        assertThat(envelope.get("MessageId")).isEqualTo(id);
        assertThat(envelope.get("TopicArn")).isEqualTo(topic);
        assertThat(envelope.get("Message")).isEqualTo("line\n\"quoted\"");
        assertThat(envelope.get("Timestamp")).isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(envelope.get("MessageAttributes"))
                .isEqualTo(Map.of("kind", Map.of("Type", "String", "Value", "a \"b\"")));

        String raw = topic("raw", Map.of());
        subscribe(raw, "sqs", QUEUE, Map.of("RawMessageDelivery", "true"));
        publish(raw, "plain", attributes);
        assertThat(queued.get(1).body()).isEqualTo("plain");
        assertThat(queued.get(1).attributes()).containsOnlyKeys("kind");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":[\"order\"]}|MessageAttributes|true",
                "{\"kind\":[\"other\"]}|MessageAttributes|false",
                "{\"size\":[{\"numeric\":[\">\",2,\"<\",4]}]}|MessageAttributes|true",
                "{\"tags\":[\"b\"]}|MessageAttributes|true",
                "{\"missing\":[{\"exists\":false}]}|MessageAttributes|true",
                "{\"kind\":[\"order\"],\"size\":[4]}|MessageAttributes|false",
                "{\"order\":{\"total\":[{\"numeric\":[\">=\",10]}]}}|MessageBody|true",
                "{\"order\":{\"total\":[{\"numeric\":[\">\",10]}]}}|MessageBody|false"
            })
    void a_filter_policy_chooses(String policy, String scope, boolean wanted) {
        String topic = topic("news", Map.of());
        subscribe(topic, "sqs", QUEUE, Map.of("FilterPolicy", policy, "FilterPolicyScope", scope));
        publish(
                topic,
                "{\"order\":{\"total\":10}}",
                Map.of(
                        "kind", new AttributeValue("String", "order", null),
                        "size", new AttributeValue("Number", "3", null),
                        "tags", new AttributeValue("String.Array", "[\"a\",\"b\"]", null)));
        assertThat(queued).hasSize(wanted ? 1 : 0);
    }

    @Test
    void a_policy_that_is_none_is_refused() {
        String topic = topic("news", Map.of());
        assertThat(code(() -> subscribe(topic, "sqs", QUEUE, Map.of("FilterPolicy", "{"))))
                .isEqualTo("InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: failed to parse"
                        + " JSON.");
        assertThat(code(() -> subscribe(topic, "sqs", QUEUE, Map.of("FilterPolicy", "{\"a\":{\"b\":[1]}}"))))
                .contains("does not support nested filter policy");
        assertThat(code(() -> subscribe(topic, "sqs", QUEUE, Map.of("FilterPolicy", "{\"a\":[{\"x\":1}]}"))))
                .contains("Unrecognized match type x");
        String six = "{\"a\":[1],\"b\":[1],\"c\":[1],\"d\":[1],\"e\":[1],\"f\":[1]}";
        assertThat(code(() -> subscribe(topic, "sqs", QUEUE, Map.of("FilterPolicy", six))))
                .contains("can not have more than 5 keys");
    }

    @Test
    void what_cannot_be_delivered_goes_to_the_dead_letter_queue() {
        String topic = topic("news", Map.of());
        String redrive = "{\"deadLetterTargetArn\":\"" + DEAD + "\"}";
        String gone = QUEUE.replace(":queue", ":gone");
        subscribe(topic, "sqs", gone, Map.of("RedrivePolicy", redrive, "RawMessageDelivery", "true"));
        publish(topic, "lost", Map.of());
        assertThat(buried).extracting(Sink.Message::body).containsExactly("lost");
    }

    @Test
    void a_fifo_topic_takes_a_message_once_and_keeps_order() {
        String topic = topic("news.fifo", Map.of("FifoTopic", "true", "ContentBasedDeduplication", "true"));
        subscribe(topic, "sqs", QUEUE.replace(":queue", ":q.fifo"), Map.of("RawMessageDelivery", "true"));
        String first = publish(topic, "1", "g", null).sequenceNumber();
        assertThat(publish(topic, "1", "g", null).sequenceNumber())
                .isEqualTo(first)
                .hasSize(20);
        assertThat(String.valueOf(publish(topic, "2", "g", null).sequenceNumber()))
                .isGreaterThan(String.valueOf(first));
        assertThat(queued).extracting(Sink.Message::body).containsExactly("1", "2");
        assertThat(queued.getFirst().groupId()).isEqualTo("g");
        assertThat(queued.getFirst().deduplicationId()).hasSize(64);
        time.advance(Duration.ofMinutes(5));
        publish(topic, "1", "g", null);
        assertThat(queued).hasSize(3);
        assertThat(code(() -> publish(topic, "x", null, null))).contains("MessageGroupId parameter is required");
        assertThat(code(() -> subscribe(topic, "email", "a@b.c", Map.of()))).startsWith("InvalidParameter");
    }

    @Test
    void mail_is_confirmed_by_its_link_and_lands_in_the_inbox() {
        String topic = topic("news", Map.of("DisplayName", "Shop"));
        assertThat(api.subscribe(call, new Shapes.Subscribe(topic, "email", "me@example.com", Map.of(), null))
                        .subscriptionArn())
                .isEqualTo("pending confirmation");
        publish(topic, "before", Map.of());
        assertThat(inbox.letters()).hasSize(1);
        String link = String.valueOf(inbox.letters().getFirst().link());
        String token = link.substring(link.indexOf("Token=") + 6);
        api.confirmSubscription(call, new Shapes.ConfirmSubscription(topic, token, null));
        api.publish(call, new Publish(topic, null, null, "after", "Hello", null, Map.of(), null, null));
        Inbox.Letter letter = inbox.letters().getFirst();
        assertThat(letter.subject()).isEqualTo("Hello");
        assertThat(letter.body()).isEqualTo("after");
        assertThat(letter.from()).startsWith("Shop ");
        assertThatThrownBy(() -> api.confirmSubscription(call, new Shapes.ConfirmSubscription(topic, "nonsense", null)))
                .hasMessage("Invalid parameter: Token");
    }

    @Test
    void a_phone_gets_its_own_version_of_a_message() {
        api.publish(
                call,
                new Publish(
                        null,
                        null,
                        "+15550100",
                        "{\"default\":\"d\",\"sms\":\"s\"}",
                        null,
                        "json",
                        Map.of(),
                        null,
                        null));
        assertThat(inbox.letters().getFirst().body()).isEqualTo("s");
        assertThat(inbox.letters().getFirst().to()).isEqualTo("+15550100");
    }

    @Test
    void making_and_subscribing_twice_is_once() {
        String topic = topic("news", Map.of("DisplayName", "a"));
        assertThat(topic("news", Map.of())).isEqualTo(topic);
        assertThat(code(() -> topic("news", Map.of("DisplayName", "b"))))
                .isEqualTo("InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different"
                        + " attributes");
        String arn = subscribe(topic, "sqs", QUEUE, Map.of());
        assertThat(subscribe(topic, "sqs", QUEUE, Map.of())).isEqualTo(arn);
        assertThat(code(() -> subscribe(topic, "sqs", QUEUE, Map.of("RawMessageDelivery", "true"))))
                .contains("Subscription already exists with different attributes");
        api.unsubscribe(call, new Shapes.SubscriptionArn(arn));
        api.unsubscribe(call, new Shapes.SubscriptionArn(arn));
        assertThat(api.getTopicAttributes(call, new Shapes.TopicArn(topic)).attributes())
                .containsEntry("SubscriptionsDeleted", "1")
                .containsEntry("SubscriptionsConfirmed", "0");
    }

    @Test
    void what_is_not_allowed_is_refused_in_SNS_words() {
        String topic = topic("news", Map.of());
        assertThat(code(() -> topic("a b", Map.of()))).isEqualTo("InvalidParameter: Invalid parameter: Topic Name");
        assertThat(code(() -> publish(topic + "x", "m", Map.of()))).isEqualTo("NotFound: Topic does not exist");
        assertThat(code(() -> publish(topic, "", Map.of())))
                .isEqualTo("InvalidParameter: Invalid parameter: Empty message");
        assertThat(code(() -> publish(topic, "x".repeat(262_145), Map.of())))
                .isEqualTo("InvalidParameter: Invalid parameter: Message too long");
        assertThat(code(() -> subscribe(topic, "carrier-pigeon", "x", Map.of())))
                .isEqualTo("InvalidParameter: Invalid parameter: Amazon SNS does not support this protocol string:"
                        + " carrier-pigeon");
        assertThat(code(() -> subscribe(topic, "sqs", "queue", Map.of())))
                .isEqualTo("InvalidParameter: Invalid parameter: SQS endpoint ARN");
        assertThat(code(() -> subscribe(topic, "firehose", "arn:x", Map.of()))).startsWith("NotImplemented");
        assertThat(code(() -> publish(topic, "m", "g", "id"))).contains("MessageDeduplicationId");
    }

    @Test
    void a_batch_is_published_entry_by_entry() {
        String topic = topic("news", Map.of());
        subscribe(topic, "sqs", QUEUE, Map.of("RawMessageDelivery", "true"));
        Shapes.PublishedBatch answer =
                api.publishBatch(call, new Shapes.PublishBatch(topic, List.of(entry("a", "1"), entry("b", ""))));
        assertThat(answer.successful()).extracting(Shapes.PublishedEntry::id).containsExactly("a");
        assertThat(answer.failed()).extracting(Shapes.FailedEntry::code).containsExactly("InvalidParameter");
        assertThat(code(() -> api.publishBatch(
                        call, new Shapes.PublishBatch(topic, List.of(entry("a", "1"), entry("a", "2"))))))
                .startsWith("BatchEntryIdsNotDistinct");
    }

    private static Shapes.PublishEntry entry(String id, String message) {
        return new Shapes.PublishEntry(id, message, null, null, Map.of(), null, null);
    }

    @Test
    void neighbours_publish_by_arn() {
        String topic = topic("news", Map.of());
        subscribe(topic, "sqs", QUEUE, Map.of());
        directory.at(NotificationTopic.class, Arn.parse(topic)).orElseThrow().publish("Auto Scaling: launch", "{}");
        assertThat(queued.getFirst().body()).contains("\"Subject\" : \"Auto Scaling: launch\"");
        assertThat(directory.at(Sink.class, Arn.parse(topic + "x"))).isEmpty();
    }

    @TempDir
    Path data;

    @Test
    void topics_and_subscriptions_survive() {
        String topic;
        String subscription;
        try (Storage storage = Storage.in(data)) {
            SnsApi first = fresh(storage);
            topic = first.createTopic(call, new Shapes.CreateTopic("news", Map.of("DisplayName", "a"), List.of()))
                    .topicArn();
            subscription = first.subscribe(
                            call,
                            new Shapes.Subscribe(topic, "sqs", QUEUE, Map.of("FilterPolicy", "{\"a\":[1]}"), true))
                    .subscriptionArn();
        }
        try (Storage storage = Storage.in(data)) {
            SnsApi second = fresh(storage);
            assertThat(second.getSubscriptionAttributes(call, new Shapes.SubscriptionArn(subscription))
                            .attributes())
                    .containsEntry("FilterPolicy", "{\"a\":[1]}")
                    .containsEntry("TopicArn", topic);
        }
    }

    private SnsApi fresh(Storage storage) {
        return Sns.open(new CloudContext(Fabric.bare(time, 1, storage), new Directory(), new ResourceTypes(), _ -> {}))
                .face();
    }
}
