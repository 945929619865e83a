package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.messaging.sqs.Shapes.ReceiveMessage;
import io.windtunnel.cloud.messaging.sqs.Shapes.ReceivedMessage;
import io.windtunnel.cloud.messaging.sqs.Shapes.SendMessage;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// SQS on virtual time, with the calls a client makes.
final class SqsFixture implements AutoCloseable {
    static final Scope SCOPE = new Scope(AccountId.DEFAULT, Region.US_EAST_1);

    final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    final Directory directory = new Directory();
    final ResourceTypes types = new ResourceTypes();
    final Call call = Call.internal(SCOPE);
    final Sqs sqs;
    final SqsApi api;

    SqsFixture() {
        this(Storage.inMemory());
    }

    SqsFixture(Storage storage) {
        sqs = Sqs.open(new CloudContext(Fabric.bare(time, 1, storage), directory, types, _ -> {}));
        api = sqs.face();
    }

    String create(String name, Map<String, String> attributes) {
        return api.createQueue(call, new Shapes.CreateQueue(name, attributes, Map.of()))
                .queueUrl();
    }

    String fifo(String name) {
        return create(name, Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"));
    }

    Shapes.SentMessage send(String url, String body) {
        return api.sendMessage(call, new SendMessage(url, body, null, Map.of(), Map.of(), null, null));
    }

    Shapes.SentMessage send(String url, String body, @Nullable String group, @Nullable String id) {
        return api.sendMessage(call, new SendMessage(url, body, null, Map.of(), Map.of(), id, group));
    }

    CompletableFuture<List<ReceivedMessage>> poll(String url, int most, int waitSeconds) {
        return api.receiveMessage(
                        call,
                        new ReceiveMessage(
                                url, List.of("All"), List.of(), List.of("All"), most, null, waitSeconds, null))
                .thenApply(answer -> Objects.requireNonNullElse(answer.messages(), List.<ReceivedMessage>of()))
                .toCompletableFuture();
    }

    List<ReceivedMessage> receive(String url, int most) {
        return poll(url, most, 0).join();
    }

    /// The bodies received, each deleted at once.
    List<String> consume(String url, int most) {
        List<ReceivedMessage> received = receive(url, most);
        received.forEach(message -> delete(url, message));
        return received.stream().map(ReceivedMessage::body).toList();
    }

    void delete(String url, ReceivedMessage message) {
        api.deleteMessage(call, new Shapes.DeleteMessage(url, message.receiptHandle()));
    }

    String attribute(String url, String name) {
        return String.valueOf(api.getQueueAttributes(call, new Shapes.GetQueueAttributes(url, List.of(name)))
                .attributes()
                .get(name));
    }

    static String arn(String url) {
        return SCOPE.arn("sqs", url.substring(url.lastIndexOf('/') + 1)).toString();
    }

    static String bodies(List<ReceivedMessage> messages) {
        return String.join(" ", messages.stream().map(ReceivedMessage::body).toList());
    }

    void pass(Duration duration) {
        time.advance(duration);
    }

    @Override
    public void close() {
        sqs.close();
    }
}
