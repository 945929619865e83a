package io.windtunnel.cloud.messaging.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.messaging.sqs.Shapes.ReceivedMessage;
import io.windtunnel.fabric.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqsRestartTest {
    @TempDir
    Path directory;

    /// Runs a life of the cloud on the directory. Each begins at the same virtual time.
    private void live(java.util.function.Consumer<SqsFixture> life) {
        try (Storage storage = Storage.in(directory);
                SqsFixture sqs = new SqsFixture(storage)) {
            life.accept(sqs);
        }
    }

    @Test
    void queues_messages_and_deletions_survive() {
        String[] queue = new String[1];
        ReceivedMessage[] taken = new ReceivedMessage[1];
        live(sqs -> {
            queue[0] = sqs.create("orders", Map.of("VisibilityTimeout", "7"));
            for (String body : List.of("a", "b", "c")) sqs.send(queue[0], body);
            sqs.delete(queue[0], sqs.receive(queue[0], 1).getFirst());
            taken[0] = sqs.receive(queue[0], 1).getFirst();
        });
        live(sqs -> {
            assertThat(sqs.attribute(queue[0], "VisibilityTimeout")).isEqualTo("7");
            assertThat(sqs.attribute(queue[0], "ApproximateNumberOfMessages")).isEqualTo("2");
            sqs.delete(queue[0], taken[0]);
            assertThat(sqs.consume(queue[0], 10)).containsExactly("c");
        });
        live(sqs -> {
            assertThat(sqs.receive(queue[0], 10)).isEmpty();
            sqs.send(queue[0], "kept");
            sqs.api.deleteQueue(sqs.call, new Shapes.QueueUrl(queue[0]));
        });
        live(sqs -> assertThat(sqs.api
                        .listQueues(sqs.call, new Shapes.ListQueues(null, null, null))
                        .queueUrls())
                .isEmpty());
    }

    @Test
    void a_fifo_queue_keeps_its_order_and_its_memory_of_ids() {
        String[] queue = new String[1];
        String[] first = new String[1];
        live(sqs -> {
            queue[0] = sqs.fifo("q.fifo");
            first[0] = sqs.send(queue[0], "1", "g", "one").messageId();
            for (int i = 2; i < 6; i++) sqs.send(queue[0], Integer.toString(i), "g", null);
            assertThat(sqs.consume(queue[0], 1)).containsExactly("1");
        });
        live(sqs -> {
            assertThat(sqs.send(queue[0], "1", "g", "one").messageId()).isEqualTo(first[0]);
            sqs.send(queue[0], "6", "g", null);
            assertThat(sqs.consume(queue[0], 10)).containsExactly("2", "3", "4", "5", "6");
        });
    }
}
