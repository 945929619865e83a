package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.ports.Sink;
import java.util.List;

/// A queue as its neighbours send to it: what would be refused to a client is refused to them.
record QueueSink(Queue queue) implements Sink {
    @Override
    public String deliver(Message message) {
        if (message.body().isEmpty()) throw Refusals.missing("MessageBody");
        Outgoing outgoing = new Outgoing(
                message.body(),
                null,
                message.attributes(),
                null,
                message.groupId(),
                queue.settings().fifo() ? message.deduplicationId() : null);
        Sending.check(queue, outgoing);
        int bytes = Sending.checkSize(queue, outgoing);
        String id = queue.send(List.of(outgoing), queue.scope.account().digits())
                .getFirst()
                .messageId();
        queue.meters.sent(bytes);
        return id;
    }
}
