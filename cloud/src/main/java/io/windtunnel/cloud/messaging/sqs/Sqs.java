package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.ports.MessageQueue;
import io.windtunnel.cloud.ports.Sink;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;

/// SQS, running: offers [Sink] and [MessageQueue] at its queues' ARNs, and the resource types of queues.
public final class Sqs implements CloudService {
    private final SqsApi face;
    private final Queues queues;
    private final Timer minute;

    private Sqs(SqsApi face, Queues queues, Timer minute) {
        this.face = face;
        this.queues = queues;
        this.minute = minute;
    }

    public static Sqs open(CloudContext context) {
        Queues queues = new Queues(context);
        MoveTasks moves = new MoveTasks(queues);
        queues.recover();
        moves.recover();
        QueueUrls urls = new QueueUrls(context.directory());
        SqsApi face = new SqsApi(queues, moves, urls);
        context.directory().offer(Sink.class, "sqs", arn -> queues.find(arn).map(QueueSink::new));
        context.directory()
                .offer(MessageQueue.class, "sqs", arn -> queues.find(arn).map(QueueSource::new));
        context.resourceTypes().add(new QueueResource(face, context.fabric().ids()));
        context.resourceTypes().add(new QueuePolicyResource(face));
        Timer minute = context.fabric().time().every(Duration.ofMinutes(1), queues::tick);
        return new Sqs(face, queues, minute);
    }

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public SqsApi face() {
        return face;
    }

    /// The ARN of a queue that exists, for tests.
    boolean exists(Arn arn) {
        return queues.find(arn).isPresent();
    }

    @Override
    public void close() {
        minute.cancel();
        queues.close();
    }
}
