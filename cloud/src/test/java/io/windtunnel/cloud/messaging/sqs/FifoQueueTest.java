package io.windtunnel.cloud.messaging.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.messaging.sqs.Shapes.ReceivedMessage;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FifoQueueTest {
    private final SqsFixture sqs = new SqsFixture();
    private final String queue = sqs.fifo("q.fifo");

    @AfterEach
    void close() {
        sqs.close();
    }

    @Test
    void a_group_is_received_in_order_and_blocked_while_in_flight() {
        for (String body : List.of("a1", "b1", "a2", "b2", "a3")) sqs.send(queue, body, body.substring(0, 1), null);
        List<ReceivedMessage> first = sqs.receive(queue, 2);
        assertThat(SqsFixture.bodies(first)).isEqualTo("a1 a2");
        assertThat(SqsFixture.bodies(sqs.receive(queue, 10))).isEqualTo("b1 b2");
        assertThat(sqs.receive(queue, 10)).isEmpty();
        sqs.delete(queue, first.getFirst());
        assertThat(sqs.receive(queue, 10)).as("a2 is still in flight").isEmpty();
        sqs.pass(Duration.ofSeconds(30));
        assertThat(SqsFixture.bodies(sqs.receive(queue, 10))).isEqualTo("b1 b2 a2 a3");
        assertThatThrownBy(() -> sqs.delete(queue, first.getLast())).hasMessageContaining("has expired");
    }

    @Test
    void a_message_is_taken_once_within_five_minutes() {
        Shapes.SentMessage first = sqs.send(queue, "x", "g", "id");
        Shapes.SentMessage second = sqs.send(queue, "y", "h", "id");
        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThat(second.sequenceNumber()).isEqualTo(first.sequenceNumber()).hasSize(20);
        assertThat(sqs.consume(queue, 10)).containsExactly("x");
        sqs.pass(Duration.ofMinutes(5).minusMillis(1));
        sqs.send(queue, "z", "g", "id");
        assertThat(sqs.consume(queue, 10)).isEmpty();
        sqs.pass(Duration.ofMillis(1));
        sqs.send(queue, "again", "g", "id");
        assertThat(sqs.consume(queue, 10)).containsExactly("again");
        assertThat(sqs.send(queue, "again", "g", null).messageId()).isNotEqualTo(first.messageId());
    }

    @Test
    void the_scope_may_be_the_group() {
        String scoped = sqs.create(
                "scoped.fifo",
                Map.of(
                        "FifoQueue",
                        "true",
                        "DeduplicationScope",
                        "messageGroup",
                        "FifoThroughputLimit",
                        "perMessageGroupId"));
        sqs.send(scoped, "x", "g", "id");
        sqs.send(scoped, "y", "h", "id");
        sqs.send(scoped, "z", "g", "id");
        assertThat(sqs.consume(scoped, 10)).containsExactly("x", "y");
    }

    @Test
    void what_a_fifo_queue_does_not_take_is_refused() {
        assertThatThrownBy(() -> sqs.send(queue, "x"))
                .hasMessage("The request must contain the parameter MessageGroupId.");
        String explicit = sqs.create("explicit.fifo", Map.of("FifoQueue", "true"));
        assertThatThrownBy(() -> sqs.send(explicit, "x", "g", null)).hasMessageContaining("ContentBasedDeduplication");
        assertThatThrownBy(() ->
                        sqs.create("h.fifo", Map.of("FifoQueue", "true", "FifoThroughputLimit", "perMessageGroupId")))
                .hasMessageContaining("only allowed when DeduplicationScope");
    }

    @Test
    void three_hundred_requests_a_second_are_let_in() {
        for (int i = 0; i < 300; i++) sqs.send(queue, "m" + i, "g", null);
        assertThatThrownBy(() -> sqs.send(queue, "more", "g", null))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("RequestThrottled"));
        sqs.pass(Duration.ofSeconds(1));
        sqs.send(queue, "more", "g", null);
    }

    @Test
    void an_attempt_can_be_repeated() {
        sqs.send(queue, "x", "g", null);
        String first = attempt("try").getFirst().receiptHandle();
        assertThat(attempt("try"))
                .hasSize(1)
                .first()
                .satisfies(again -> assertThat(again.receiptHandle()).isEqualTo(first));
        assertThat(attempt("other")).isEmpty();
    }

    private List<ReceivedMessage> attempt(String id) {
        List<ReceivedMessage> messages = sqs.api
                .receiveMessage(
                        sqs.call, new Shapes.ReceiveMessage(queue, List.of(), List.of(), List.of(), 1, null, null, id))
                .toCompletableFuture()
                .join()
                .messages();
        return messages == null ? List.of() : messages;
    }

    /// Sends, receives, deletes and forgets at random: what a consumer who deletes in order sees of a group is what was
    /// sent to it, in order.
    @Test
    void order_holds_whatever_consumers_do() {
        long seed = 20260101;
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, List<String>> sent = new HashMap<>();
        Map<String, List<String>> done = new HashMap<>();
        for (int step = 0; step < 4_000; step++) {
            if (random.nextInt(3) > 0) {
                String group = "g" + random.nextInt(5);
                sent.computeIfAbsent(group, _ -> new ArrayList<>()).add(group + "-" + step);
                sqs.send(queue, group + "-" + step, group, null);
            } else {
                List<ReceivedMessage> received = sqs.receive(queue, 1 + random.nextInt(10));
                int kept = random.nextInt(received.size() + 1);
                for (ReceivedMessage message : received.subList(0, kept)) {
                    String group = message.body().substring(0, 2);
                    done.computeIfAbsent(group, _ -> new ArrayList<>()).add(message.body());
                    sqs.delete(queue, message);
                }
            }
            sqs.pass(Duration.ofMillis(random.nextInt(2_000)));
        }
        done.forEach((group, bodies) -> assertThat(bodies)
                .as("seed %d, group %s", seed, group)
                .isEqualTo(sent.getOrDefault(group, List.of()).subList(0, bodies.size())));
        assertThat(done).hasSize(5);
    }
}
