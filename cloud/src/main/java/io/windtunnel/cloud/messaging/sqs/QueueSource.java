package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.ports.MessageQueue;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// A queue as consumers inside of the cloud read it.
record QueueSource(Queue queue) implements MessageQueue {
    @Override
    public CompletionStage<List<Received>> receive(int atMost, Duration wait) {
        return queue.receive(new Reception(atMost, null, wait.toMillis(), null))
                .thenApply(all -> all.stream().map(QueueSource::shown).toList());
    }

    private static MessageQueue.Received shown(io.windtunnel.cloud.messaging.sqs.Received received) {
        io.windtunnel.cloud.messaging.sqs.Message message = received.message();
        return new MessageQueue.Received(
                message.id(),
                received.receiptHandle(),
                message.body(),
                Digests.ofBody(message.body()),
                Presentation.systemAttributes(received),
                message.attributes());
    }

    @Override
    public void delete(List<String> receiptHandles) {
        if (!receiptHandles.isEmpty()) queue.delete(receiptHandles);
    }

    @Override
    public void hide(List<String> receiptHandles, Duration timeout) {
        for (String handle : receiptHandles) {
            try {
                queue.hide(handle, timeout.toMillis());
            } catch (AwsException gone) {
                // it is not in flight any more: there is nothing to hide
            }
        }
    }

    @Override
    public Gauge gauge() {
        Queue.Counts counts = queue.counts();
        Long oldest = queue.oldestMillis();
        long age = oldest == null ? 0 : Math.max(0, queue.ground.nowMillis() - oldest);
        return new Gauge(
                counts.visible(),
                counts.inFlight(),
                counts.delayed(),
                Duration.ofMillis(age),
                queue.meters.deletedSoFar(),
                queue.meters.droppedSoFar());
    }

    @Override
    public boolean fifo() {
        return queue.settings().fifo();
    }

    @Override
    public Duration visibilityTimeout() {
        return Duration.ofMillis(queue.settings().visibilityMillis());
    }
}
