package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.messaging.sqs.Shapes.DoneBatch;
import io.windtunnel.cloud.messaging.sqs.Shapes.DoneEntry;
import io.windtunnel.cloud.messaging.sqs.Shapes.FailedEntry;
import io.windtunnel.cloud.messaging.sqs.Shapes.SentBatch;
import io.windtunnel.cloud.messaging.sqs.Shapes.SentMessage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The face of SQS.
public final class SqsApi {
    private static final int MOST_LISTED = 1_000;

    private final Queues queues;
    private final MoveTasks moves;
    private final QueueUrls urls;
    private final Sending sending;

    SqsApi(Queues queues, MoveTasks moves, QueueUrls urls) {
        this.queues = queues;
        this.moves = moves;
        this.urls = urls;
        this.sending = new Sending();
    }

    // ---- queues

    public Shapes.QueueUrl createQueue(Call call, Shapes.CreateQueue request) {
        Queue queue = queues.create(call.scope(), request.queueName(), request.attributes(), request.tags());
        queue.meters.request(0);
        return new Shapes.QueueUrl(urls.of(call, queue));
    }

    public Shapes.QueueUrl getQueueUrl(Call call, Shapes.GetQueueUrl request) {
        String owner = request.queueOwnerAWSAccountId();
        if (owner != null && !AccountId.isAccountId(owner)) throw Refusals.noQueue();
        Scope scope = owner == null
                ? call.scope()
                : new Scope(new AccountId(owner), call.scope().region());
        return new Shapes.QueueUrl(urls.of(call, counted(queues.require(scope, request.queueName()))));
    }

    public Shapes.QueueUrls listQueues(Call call, Shapes.ListQueues request) {
        String prefix = request.queueNamePrefix() == null ? "" : request.queueNamePrefix();
        Page page = page(call, queues.all(call.scope(), prefix), request.nextToken(), request.maxResults());
        return new Shapes.QueueUrls(page.urls, page.next);
    }

    public Shapes.DeadLetterSources listDeadLetterSourceQueues(Call call, Shapes.ListDeadLetterSourceQueues request) {
        Queue queue = queue(call, request.queueUrl());
        Page page = page(call, queues.sources(queue), request.nextToken(), request.maxResults());
        return new Shapes.DeadLetterSources(page.urls, page.next);
    }

    private record Page(List<String> urls, @Nullable String next) {}

    private Page page(Call call, List<Queue> all, @Nullable String token, @Nullable Integer most) {
        if (most != null && (most < 1 || most > MOST_LISTED))
            throw Refusals.invalid(most, "MaxResults", "Must be an integer between 1 and 1000.");
        if (token != null && most == null)
            throw Refusals.invalid(token, "NextToken", "MaxResults must be set with it.");
        int limit = most == null ? MOST_LISTED : most;
        List<String> found = new ArrayList<>();
        for (Queue queue : all) {
            if (token != null && queue.row().name().compareTo(token) <= 0) continue;
            if (found.size() == limit) return new Page(found, most == null ? null : last(found));
            found.add(urls.of(call, queue));
        }
        return new Page(found, null);
    }

    private static String last(List<String> found) {
        String url = found.getLast();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    public Shapes.QueueAttributes getQueueAttributes(Call call, Shapes.GetQueueAttributes request) {
        Queue queue = counted(queue(call, request.queueUrl()));
        return new Shapes.QueueAttributes(Attributes.shown(queue, request.attributeNames()));
    }

    public void setQueueAttributes(Call call, Shapes.SetQueueAttributes request) {
        queues.configure(counted(queue(call, request.queueUrl())), request.attributes());
    }

    public void deleteQueue(Call call, Shapes.QueueUrl request) {
        queues.delete(counted(queue(call, request.queueUrl())));
    }

    public void purgeQueue(Call call, Shapes.QueueUrl request) {
        counted(queue(call, request.queueUrl())).purge();
    }

    public void tagQueue(Call call, Shapes.TagQueue request) {
        queues.tag(counted(queue(call, request.queueUrl())), request.tags(), List.of());
    }

    public void untagQueue(Call call, Shapes.UntagQueue request) {
        queues.tag(counted(queue(call, request.queueUrl())), Map.of(), request.tagKeys());
    }

    public Shapes.Tags listQueueTags(Call call, Shapes.QueueUrl request) {
        return new Shapes.Tags(
                new TreeMap<>(counted(queue(call, request.queueUrl())).row().tags()));
    }

    public void addPermission(Call call, Shapes.AddPermission request) {
        Queue queue = counted(queue(call, request.queueUrl()));
        String policy = queue.settings().values().get("Policy");
        queues.configure(
                queue,
                Map.of(
                        "Policy",
                        Permissions.add(policy, queue.arn, request.label(), request.accountIds(), request.actions())));
    }

    public void removePermission(Call call, Shapes.RemovePermission request) {
        Queue queue = counted(queue(call, request.queueUrl()));
        String policy = queue.settings().values().get("Policy");
        queues.configure(queue, Map.of("Policy", Permissions.remove(policy, request.label())));
    }

    private Queue queue(Call call, String url) {
        QueueUrls.Named named = QueueUrls.parse(call, url);
        return queues.require(named.scope(), named.name());
    }

    private static Queue counted(Queue queue) {
        queue.meters.request(0);
        return queue;
    }

    // ---- messages

    public SentMessage sendMessage(Call call, Shapes.SendMessage request) {
        return sending.send(queue(call, request.queueUrl()), call, request);
    }

    public SentBatch sendMessageBatch(Call call, Shapes.SendMessageBatch request) {
        return sending.send(queue(call, request.queueUrl()), call, request);
    }

    public CompletionStage<Shapes.ReceivedMessages> receiveMessage(Call call, Shapes.ReceiveMessage request) {
        Queue queue = queue(call, request.queueUrl());
        int most = request.maxNumberOfMessages() == null ? 1 : request.maxNumberOfMessages();
        if (most < 1 || most > QueueLimits.MOST_AT_ONCE)
            throw Refusals.invalid(most, "MaxNumberOfMessages", "Must be between 1 and 10, if provided.");
        Long hidden = millis(request.visibilityTimeout(), "VisibilityTimeout", QueueLimits.MOST_VISIBILITY_SECONDS);
        Long wait = millis(request.waitTimeSeconds(), "WaitTimeSeconds", QueueLimits.MOST_WAIT_SECONDS);
        String attempt = request.receiveRequestAttemptId();
        if (attempt != null && !queue.settings().fifo())
            throw Refusals.invalid("The request include parameter ReceiveRequestAttemptId which is not valid for this"
                    + " queue type");
        queue.admit(Queue.Action.RECEIVE);
        Presentation presentation = new Presentation(
                request.attributeNames(), request.messageSystemAttributeNames(), request.messageAttributeNames());
        return queue.receive(new Reception(most, hidden, wait, attempt)).thenApply(received -> {
            queue.meters.request(presentation.bytes(received));
            return presentation.of(received);
        });
    }

    private static @Nullable Long millis(@Nullable Integer seconds, String parameter, int most) {
        if (seconds == null) return null;
        if (seconds < 0 || seconds > most)
            throw Refusals.invalid(seconds, parameter, "Must be >= 0 and <= " + most + ", if provided.");
        return seconds * 1_000L;
    }

    public void deleteMessage(Call call, Shapes.DeleteMessage request) {
        Queue queue = counted(queue(call, request.queueUrl()));
        queue.admit(Queue.Action.DELETE);
        Optional<RuntimeException> refusal =
                queue.delete(List.of(request.receiptHandle())).getFirst();
        if (refusal.isPresent()) throw refusal.get();
    }

    public DoneBatch deleteMessageBatch(Call call, Shapes.DeleteMessageBatch request) {
        Queue queue = counted(queue(call, request.queueUrl()));
        List<Shapes.DeleteEntry> entries = request.entries();
        Batches.check(
                "DeleteMessageBatchRequestEntry",
                entries.stream().map(Shapes.DeleteEntry::id).toList());
        queue.admit(Queue.Action.DELETE);
        List<Optional<RuntimeException>> answers = queue.delete(
                entries.stream().map(Shapes.DeleteEntry::receiptHandle).toList());
        List<DoneEntry> done = new ArrayList<>(entries.size());
        List<FailedEntry> failed = new ArrayList<>(0);
        for (int i = 0; i < entries.size(); i++) {
            String id = entries.get(i).id();
            if (answers.get(i).isEmpty()) done.add(new DoneEntry(id));
            else failed.add(Batches.failed(id, (AwsException) answers.get(i).get()));
        }
        return new DoneBatch(done, failed);
    }

    public void changeMessageVisibility(Call call, Shapes.ChangeMessageVisibility request) {
        Queue queue = counted(queue(call, request.queueUrl()));
        hide(queue, request.receiptHandle(), request.visibilityTimeout());
    }

    private static void hide(Queue queue, String handle, @Nullable Integer seconds) {
        Long millis = millis(seconds, "VisibilityTimeout", QueueLimits.MOST_VISIBILITY_SECONDS);
        if (millis == null) throw Refusals.missing("VisibilityTimeout");
        queue.hide(handle, millis);
    }

    public DoneBatch changeMessageVisibilityBatch(Call call, Shapes.ChangeMessageVisibilityBatch request) {
        Queue queue = counted(queue(call, request.queueUrl()));
        Batches.check(
                "ChangeMessageVisibilityBatchRequestEntry",
                request.entries().stream().map(Shapes.VisibilityEntry::id).toList());
        List<DoneEntry> done = new ArrayList<>();
        List<FailedEntry> failed = new ArrayList<>(0);
        for (Shapes.VisibilityEntry entry : request.entries()) {
            try {
                hide(queue, entry.receiptHandle(), entry.visibilityTimeout());
                done.add(new DoneEntry(entry.id()));
            } catch (AwsException refusal) {
                failed.add(Batches.failed(entry.id(), refusal));
            }
        }
        return new DoneBatch(done, failed);
    }

    // ---- redrive

    public Shapes.TaskHandle startMessageMoveTask(Call call, Shapes.StartMessageMoveTask request) {
        MoveTask task = moves.start(
                call.scope(), request.sourceArn(), request.destinationArn(), request.maxNumberOfMessagesPerSecond());
        return new Shapes.TaskHandle(task.handle());
    }

    public Shapes.Moved cancelMessageMoveTask(Call call, Shapes.TaskHandle request) {
        return new Shapes.Moved(moves.cancel(call.scope(), request.taskHandle()));
    }

    public Shapes.MoveTasks listMessageMoveTasks(Call call, Shapes.ListMessageMoveTasks request) {
        return new Shapes.MoveTasks(moves.list(call.scope(), request.sourceArn(), request.maxResults()).stream()
                .map(SqsApi::shown)
                .toList());
    }

    private static Shapes.MoveTaskEntry shown(MoveTask task) {
        return new Shapes.MoveTaskEntry(
                task.status() == MoveTask.Status.RUNNING ? task.handle() : null,
                task.status().name(),
                task.sourceArn(),
                task.destinationArn(),
                task.perSecond(),
                task.moved(),
                task.toMove(),
                task.failure(),
                task.startedMillis());
    }
}
