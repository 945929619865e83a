package io.windtunnel.cloud.messaging.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.messaging.sqs.Shapes.MessageAttributeValue;
import io.windtunnel.cloud.messaging.sqs.Shapes.ReceivedMessage;
import io.windtunnel.cloud.messaging.sqs.Shapes.SendMessage;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SqsTest {
    private final SqsFixture sqs = new SqsFixture();
    private final String queue = sqs.create("orders", Map.of());

    @AfterEach
    void close() {
        sqs.close();
    }

    private String code(Runnable call) {
        try {
            call.run();
            return "none";
        } catch (AwsException refusal) {
            return refusal.code() + ": " + refusal.message();
        }
    }

    @Test
    void the_face_fits_its_model() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("sqs"), sqs.api));
    }

    @Test
    void a_message_is_received_hidden_and_deleted() {
        sqs.send(queue, "one");
        List<ReceivedMessage> first = sqs.receive(queue, 10);
        assertThat(SqsFixture.bodies(first)).isEqualTo("one");
        assertThat(first.getFirst().md5OfBody()).isEqualTo("f97c5d29941bfb1b2fdab0874906ab82");
        assertThat(first.getFirst().attributes()).containsEntry("ApproximateReceiveCount", "1");
        assertThat(sqs.receive(queue, 10)).isEmpty();
        assertThat(sqs.attribute(queue, "ApproximateNumberOfMessagesNotVisible"))
                .isEqualTo("1");

        sqs.pass(Duration.ofMillis(29_999));
        assertThat(sqs.receive(queue, 10)).isEmpty();
        sqs.pass(Duration.ofMillis(1));
        List<ReceivedMessage> again = sqs.receive(queue, 10);
        assertThat(again.getFirst().attributes()).containsEntry("ApproximateReceiveCount", "2");

        sqs.delete(queue, again.getFirst());
        sqs.pass(Duration.ofMinutes(2));
        assertThat(sqs.receive(queue, 10)).isEmpty();
        assertThat(sqs.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("0");
        sqs.delete(queue, again.getFirst());
    }

    @Test
    void an_old_handle_still_deletes_from_a_standard_queue() {
        sqs.send(queue, "one");
        ReceivedMessage first = sqs.receive(queue, 1).getFirst();
        sqs.pass(Duration.ofSeconds(30));
        sqs.receive(queue, 1);
        sqs.delete(queue, first);
        sqs.pass(Duration.ofSeconds(30));
        assertThat(sqs.receive(queue, 1)).isEmpty();
    }

    @Test
    void a_visibility_timeout_is_changed() {
        sqs.send(queue, "one");
        ReceivedMessage message = sqs.receive(queue, 1).getFirst();
        hide(message, 100);
        sqs.pass(Duration.ofSeconds(99));
        assertThat(sqs.receive(queue, 1)).isEmpty();
        hide(message, 0);
        ReceivedMessage again = sqs.receive(queue, 1).getFirst();
        sqs.delete(queue, again);
        assertThat(code(() -> hide(again, 5)))
                .startsWith("InvalidParameterValue: Value " + again.receiptHandle()
                        + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available"
                        + " for visibility timeout change.");
        assertThat(code(() -> hide(again, 43_201))).contains("Must be >= 0 and <= 43200");
    }

    @Test
    void twelve_hours_is_the_most_a_message_is_hidden() {
        sqs.send(queue, "one");
        ReceivedMessage message = sqs.receive(queue, 1).getFirst();
        hide(message, 43_200);
        sqs.pass(Duration.ofHours(1));
        assertThat(code(() -> hide(message, 43_200))).contains("beyond the limit [43200 seconds]");
    }

    private void hide(ReceivedMessage message, int seconds) {
        sqs.api.changeMessageVisibility(
                sqs.call, new Shapes.ChangeMessageVisibility(queue, message.receiptHandle(), seconds));
    }

    @Test
    void a_long_poll_is_answered_when_a_message_comes() {
        CompletableFuture<List<ReceivedMessage>> first = sqs.poll(queue, 10, 20);
        CompletableFuture<List<ReceivedMessage>> second = sqs.poll(queue, 10, 20);
        assertThat(first).isNotDone();
        sqs.send(queue, "one");
        assertThat(SqsFixture.bodies(first.join())).isEqualTo("one");
        assertThat(second).isNotDone();
        sqs.pass(Duration.ofMillis(19_999));
        assertThat(second).isNotDone();
        sqs.pass(Duration.ofMillis(1));
        assertThat(second.join()).isEmpty();
    }

    @Test
    void a_long_poll_sees_what_becomes_visible_meanwhile() {
        sqs.send(queue, "seen");
        sqs.receive(queue, 1);
        sqs.pass(Duration.ofSeconds(20));
        CompletableFuture<List<ReceivedMessage>> poll = sqs.poll(queue, 10, 20);
        sqs.pass(Duration.ofSeconds(10));
        assertThat(SqsFixture.bodies(poll.join())).isEqualTo("seen");
    }

    @Test
    void a_delay_hides_a_new_message() {
        String slow = sqs.create("slow", Map.of("DelaySeconds", "10"));
        sqs.send(slow, "by the queue");
        sqs.api.sendMessage(sqs.call, new SendMessage(slow, "at once", 0, Map.of(), Map.of(), null, null));
        assertThat(sqs.consume(slow, 10)).containsExactly("at once");
        assertThat(sqs.attribute(slow, "ApproximateNumberOfMessagesDelayed")).isEqualTo("1");
        CompletableFuture<List<ReceivedMessage>> poll = sqs.poll(slow, 10, 20);
        sqs.pass(Duration.ofSeconds(10));
        assertThat(SqsFixture.bodies(poll.join())).isEqualTo("by the queue");
    }

    @Test
    void messages_older_than_the_retention_period_are_gone() {
        String brief = sqs.create("brief", Map.of("MessageRetentionPeriod", "60"));
        sqs.send(brief, "old");
        sqs.pass(Duration.ofSeconds(59));
        sqs.send(brief, "new");
        sqs.pass(Duration.ofSeconds(1));
        assertThat(sqs.consume(brief, 10)).containsExactly("new");
        sqs.send(brief, "never read");
        sqs.pass(Duration.ofMinutes(3));
        assertThat(sqs.attribute(brief, "ApproximateNumberOfMessages")).isEqualTo("0");
    }

    @Test
    void what_is_received_too_often_goes_to_the_dead_letter_queue_and_back() {
        String dead = sqs.create("dead", Map.of());
        String policy = "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"2\"}".formatted(SqsFixture.arn(dead));
        String work = sqs.create("work", Map.of("RedrivePolicy", policy, "VisibilityTimeout", "1"));
        String id = sqs.send(work, "poison").messageId();
        for (int i = 0; i < 2; i++) {
            assertThat(sqs.receive(work, 1)).hasSize(1);
            sqs.pass(Duration.ofSeconds(1));
        }
        assertThat(sqs.receive(work, 1)).isEmpty();
        assertThat(sqs.attribute(dead, "ApproximateNumberOfMessages")).isEqualTo("1");
        assertThat(sqs.api
                        .listDeadLetterSourceQueues(sqs.call, new Shapes.ListDeadLetterSourceQueues(dead, null, null))
                        .queueUrls())
                .containsExactly(work);
        ReceivedMessage buried = sqs.receive(dead, 1).getFirst();
        assertThat(buried.messageId()).isEqualTo(id);
        assertThat(buried.attributes())
                .containsEntry("DeadLetterQueueSourceArn", SqsFixture.arn(work))
                .containsEntry("ApproximateReceiveCount", "3");
        sqs.pass(Duration.ofSeconds(30));

        sqs.api.startMessageMoveTask(sqs.call, new Shapes.StartMessageMoveTask(SqsFixture.arn(dead), null, null));
        assertThat(sqs.poll(work, 1, 20)).satisfies(poll -> {
            sqs.pass(Duration.ofSeconds(1));
            sqs.pass(Duration.ofSeconds(1));
            assertThat(SqsFixture.bodies(poll.get())).isEqualTo("poison");
        });
    }

    @Test
    void a_batch_is_taken_entry_by_entry() {
        List<Shapes.SendMessageBatchEntry> entries = new ArrayList<>();
        entries.add(entry("a", "fine"));
        entries.add(entry("b", ""));
        Shapes.SentBatch answer = sqs.api.sendMessageBatch(sqs.call, new Shapes.SendMessageBatch(queue, entries));
        assertThat(answer.successful()).extracting(Shapes.SentEntry::id).containsExactly("a");
        assertThat(answer.failed()).extracting(Shapes.FailedEntry::code).containsExactly("MissingParameter");
        ReceivedMessage message = sqs.receive(queue, 1).getFirst();
        Shapes.DoneBatch deleted = sqs.api.deleteMessageBatch(
                sqs.call,
                new Shapes.DeleteMessageBatch(
                        queue,
                        List.of(
                                new Shapes.DeleteEntry("x", message.receiptHandle()),
                                new Shapes.DeleteEntry("y", "nonsense"))));
        assertThat(deleted.successful()).extracting(Shapes.DoneEntry::id).containsExactly("x");
        assertThat(deleted.failed()).extracting(Shapes.FailedEntry::code).containsExactly("ReceiptHandleIsInvalid");
    }

    private static Shapes.SendMessageBatchEntry entry(String id, String body) {
        return new Shapes.SendMessageBatchEntry(id, body, null, Map.of(), Map.of(), null, null);
    }

    @Test
    void batches_are_refused_in_SQS_words() {
        assertThat(code(() -> batch()))
                .isEqualTo("EmptyBatchRequest: There should be at least one SendMessageBatchRequestEntry in the"
                        + " request.");
        assertThat(code(() -> batch(entry("a", "x"), entry("a", "y"))))
                .isEqualTo("BatchEntryIdsNotDistinct: Id a repeated.");
        assertThat(code(() -> batch(entry("a b", "x")))).startsWith("InvalidBatchEntryId");
        Shapes.SendMessageBatchEntry[] eleven = new Shapes.SendMessageBatchEntry[11];
        for (int i = 0; i < 11; i++) eleven[i] = entry("e" + i, "x");
        assertThat(code(() -> batch(eleven)))
                .isEqualTo("TooManyEntriesInBatchRequest: Maximum number of entries per request are 10. You have sent"
                        + " 11.");
        String half = "x".repeat(600_000);
        assertThat(code(() -> batch(entry("a", half), entry("b", half))))
                .isEqualTo("BatchRequestTooLong: Batch requests cannot be longer than 1048576 bytes. You have sent"
                        + " 1200000 bytes.");
    }

    private void batch(Shapes.SendMessageBatchEntry... entries) {
        sqs.api.sendMessageBatch(sqs.call, new Shapes.SendMessageBatch(queue, List.of(entries)));
    }

    @Test
    void attributes_are_digested_and_chosen() {
        Map<String, MessageAttributeValue> attributes = Map.of(
                "kind.of", new MessageAttributeValue("order", null, "String"),
                "kind.size", new MessageAttributeValue("3", null, "Number.int"),
                "raw", new MessageAttributeValue(null, new byte[] {1, 2}, "Binary"));
        Shapes.SentMessage sent =
                sqs.api.sendMessage(sqs.call, new SendMessage(queue, "x", null, attributes, Map.of(), null, null));
        assertThat(sent.md5OfAttributes()).hasSize(32);
        ReceivedMessage all = sqs.receive(queue, 1).getFirst();
        assertThat(all.md5OfAttributes()).isEqualTo(sent.md5OfAttributes());
        hide(all, 0);
        ReceivedMessage some = sqs.api
                .receiveMessage(
                        sqs.call,
                        new Shapes.ReceiveMessage(
                                queue, List.of(), List.of("SenderId"), List.of("kind.*"), 1, null, null, null))
                .toCompletableFuture()
                .join()
                .messages()
                .getFirst();
        assertThat(some.messageAttributes()).containsOnlyKeys("kind.of", "kind.size");
        assertThat(some.attributes()).containsOnlyKeys("SenderId");
    }

    @Test
    void what_is_not_allowed_is_refused_in_SQS_words() {
        assertThat(code(() -> sqs.send(queue, "a\u0001b")))
                .startsWith("InvalidMessageContents: Invalid binary character '#x1'");
        assertThat(code(() -> sqs.send(queue, "x", null, "id"))).contains("MessageDeduplicationId which is not valid");
        assertThat(code(() -> sqs.send(queue + "x", "x")))
                .isEqualTo("QueueDoesNotExist: The specified queue does not exist.");
        assertThat(code(() -> sqs.send("orders", "x"))).startsWith("InvalidAddress");
        assertThat(code(() -> sqs.send(queue, "x".repeat(1_048_577))))
                .isEqualTo("InvalidParameterValue: One or more parameters are invalid. Reason: Message must be shorter"
                        + " than 1048576 bytes.");
        assertThat(code(() -> sqs.receive(queue, 11)))
                .isEqualTo("InvalidParameterValue: Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must"
                        + " be between 1 and 10, if provided.");
        assertThat(code(() -> sqs.create("a b", Map.of())))
                .isEqualTo("InvalidParameterValue: Can only include alphanumeric characters, hyphens, or underscores."
                        + " 1 to 80 in length");
        assertThat(code(() -> sqs.create("q.fifo", Map.of()))).startsWith("InvalidParameterValue: Can only include");
        assertThat(code(() -> sqs.create("q", Map.of("FifoQueue", "true")))).contains("must end with .fifo suffix");
        assertThat(code(() -> sqs.create("q", Map.of("DelaySeconds", "901"))))
                .isEqualTo("InvalidAttributeValue: Invalid value for the parameter DelaySeconds.");
        assertThat(code(() -> sqs.create("q", Map.of("Colour", "red"))))
                .isEqualTo("InvalidAttributeName: Unknown Attribute Colour.");
        assertThat(code(() -> sqs.create("orders", Map.of("DelaySeconds", "1"))))
                .isEqualTo("QueueNameExists: A queue already exists with the same name and a different value for"
                        + " attribute DelaySeconds");
        assertThat(sqs.create("orders", Map.of("DelaySeconds", "0"))).isEqualTo(queue);
    }

    @Test
    void a_purge_empties_the_queue_once_a_minute() {
        sqs.send(queue, "waiting");
        sqs.send(queue, "taken");
        sqs.receive(queue, 1);
        sqs.api.purgeQueue(sqs.call, new Shapes.QueueUrl(queue));
        assertThat(sqs.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("0");
        assertThat(sqs.attribute(queue, "ApproximateNumberOfMessagesNotVisible"))
                .isEqualTo("0");
        sqs.send(queue, "after");
        sqs.pass(Duration.ofSeconds(31));
        assertThat(sqs.consume(queue, 10)).containsExactly("after");
        assertThat(code(() -> sqs.api.purgeQueue(sqs.call, new Shapes.QueueUrl(queue))))
                .isEqualTo("PurgeQueueInProgress: Only one PurgeQueue operation on orders is allowed every 60"
                        + " seconds.");
    }

    @Test
    void a_deleted_queue_ends_its_polls_and_keeps_its_name_for_a_minute() {
        CompletableFuture<List<ReceivedMessage>> poll = sqs.poll(queue, 1, 20);
        sqs.api.deleteQueue(sqs.call, new Shapes.QueueUrl(queue));
        assertThat(poll).isCompletedExceptionally();
        assertThat(code(() -> sqs.create("orders", Map.of()))).startsWith("QueueDeletedRecently: You must wait 60");
        sqs.pass(Duration.ofSeconds(60));
        sqs.create("orders", Map.of());
        assertThat(sqs.receive(queue, 1)).isEmpty();
    }

    @Test
    void a_fair_queue_serves_quiet_tenants_first() {
        for (int i = 0; i < 100; i++) sqs.send(queue, "noisy", "noisy", null);
        for (int i = 0; i < 4; i++) sqs.receive(queue, 10);
        sqs.send(queue, "quiet", "quiet", null);
        assertThat(sqs.receive(queue, 1).getFirst().body()).isEqualTo("quiet");
        assertThat(sqs.receive(queue, 1).getFirst().body()).isEqualTo("noisy");
    }

    @Test
    void at_most_120_000_messages_are_in_flight() {
        Arn arn = Arn.parse(SqsFixture.arn(queue));
        Sink sink = sqs.directory.at(Sink.class, arn).orElseThrow();
        for (int i = 0; i < 120_001; i++) sink.deliver(Sink.Message.of("x"));
        for (int i = 0; i < 12_000; i++) assertThat(sqs.receive(queue, 10)).hasSize(10);
        assertThat(code(() -> sqs.receive(queue, 10))).startsWith("OverLimit");
        assertThat(sqs.poll(queue, 10, 1)).isNotDone();
    }

    @Test
    void every_message_is_received_once_while_nothing_comes_back() {
        for (int i = 0; i < 1_000; i++) sqs.send(queue, Integer.toString(i));
        Set<String> seen = new HashSet<>();
        for (List<ReceivedMessage> some = sqs.receive(queue, 7); !some.isEmpty(); some = sqs.receive(queue, 7))
            for (ReceivedMessage message : some)
                assertThat(seen.add(message.body())).isTrue();
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void queues_are_listed_in_pages() {
        for (String name : List.of("a1", "a2", "a3")) sqs.create(name, Map.of());
        Shapes.QueueUrls first = sqs.api.listQueues(sqs.call, new Shapes.ListQueues("a", null, 2));
        assertThat(first.queueUrls()).hasSize(2);
        Shapes.QueueUrls rest = sqs.api.listQueues(sqs.call, new Shapes.ListQueues("a", first.nextToken(), 2));
        assertThat(rest.queueUrls()).hasSize(1).first().asString().endsWith("/a3");
        assertThat(rest.nextToken()).isNull();
    }

    @Test
    void a_move_task_needs_a_dead_letter_queue() {
        assertThatThrownBy(() -> sqs.api.startMessageMoveTask(
                        sqs.call, new Shapes.StartMessageMoveTask(SqsFixture.arn(queue), null, null)))
                .hasMessage("Source queue must be configured as a Dead Letter Queue.");
        assertThat(code(() -> sqs.api.cancelMessageMoveTask(sqs.call, new Shapes.TaskHandle("none"))))
                .isEqualTo("ResourceNotFoundException: Task does not exist.");
    }

    @Test
    void permissions_are_kept_in_the_policy() {
        sqs.api.addPermission(
                sqs.call, new Shapes.AddPermission(queue, "share", List.of("111122223333"), List.of("SendMessage")));
        assertThat(sqs.attribute(queue, "Policy")).contains("arn:aws:iam::111122223333:root", "SQS:SendMessage");
        sqs.api.removePermission(sqs.call, new Shapes.RemovePermission(queue, "share"));
        assertThat(sqs.attribute(queue, "Policy")).isEqualTo("null");
    }
}
