package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.messaging.sqs.MoveTask.Status;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Redrive: moves messages out of dead-letter queues, a few every tenth of a second.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
///
/// Thread safety: every method may be called from any thread.
final class MoveTasks {
    private static final String TABLE = "sqs.moves";

    /// Messages a second, at most and where none are named: 500.
    private static final int MOST_PER_SECOND = 500;

    private static final Duration TURN = Duration.ofMillis(100);
    private static final int TURNS_PER_SECOND = 10;

    /// How long a message on its way is hidden from others.
    private static final long HIDDEN_MILLIS = 60_000;

    /// Tasks a source's list shows at most: 10.
    private static final int MOST_SHOWN = 10;

    private final Queues queues;

    MoveTasks(Queues queues) {
        this.queues = queues;
    }

    /// Goes on with what was running when the storage was closed.
    void recover() {
        for (Scope scope : queues.ground().storage().scopes(TABLE))
            for (MoveTask task : table(scope).values())
                if (task.status() == Status.RUNNING) schedule(scope, task.handle());
    }

    private Table<MoveTask> table(Scope scope) {
        return queues.ground().storage().table(scope, TABLE, MoveTask.class);
    }

    synchronized MoveTask start(Scope scope, String source, @Nullable String destination, @Nullable Integer rate) {
        Queue from = queue(source, "SourceArn");
        if (queues.sources(from).isEmpty())
            throw Refusals.invalid("Source queue must be configured as a Dead Letter Queue.");
        if (destination != null) queue(destination, "DestinationArn");
        if (rate != null && (rate < 1 || rate > MOST_PER_SECOND))
            throw Refusals.invalid(
                    rate, "MaxNumberOfMessagesPerSecond", "Must be between 1 and " + MOST_PER_SECOND + ".");
        if (of(scope, source).anyMatch(task -> task.status() == Status.RUNNING))
            throw new AwsException(
                    "UnsupportedOperation",
                    "There is already a task running. Only one active task is allowed for a source queue arn at a"
                            + " given time.");
        MoveTask task = new MoveTask(
                queues.ground().ids().uuid(),
                source,
                destination,
                rate,
                Status.RUNNING,
                0,
                from.counts().visible(),
                null,
                queues.ground().nowMillis());
        forgetOldest(scope, source);
        table(scope).put(task.handle(), task);
        schedule(scope, task.handle());
        return task;
    }

    private void forgetOldest(Scope scope, String source) {
        List<MoveTask> all = of(scope, source).toList();
        for (int i = MOST_SHOWN - 1; i < all.size(); i++)
            table(scope).remove(all.get(i).handle());
    }

    private Queue queue(String arn, String parameter) {
        if (!Arn.isArn(arn)) throw Refusals.invalid(arn, parameter, "Not a queue's ARN.");
        return queues.find(Arn.parse(arn))
                .orElseThrow(() -> Refusals.noResource(
                        "The resource that you specified for the " + parameter + " parameter doesn't exist."));
    }

    /// A source's tasks, the latest first.
    private Stream<MoveTask> of(Scope scope, String source) {
        return table(scope).values().stream()
                .filter(task -> task.sourceArn().equals(source))
                .sorted(Comparator.comparingLong(MoveTask::startedMillis).reversed());
    }

    List<MoveTask> list(Scope scope, String source, @Nullable Integer most) {
        queue(source, "SourceArn");
        int shown = Objects.requireNonNullElse(most, 1);
        if (shown < 1 || shown > MOST_SHOWN)
            throw Refusals.invalid(shown, "MaxResults", "Must be between 1 and " + MOST_SHOWN + ".");
        return of(scope, source).limit(shown).toList();
    }

    /// Ends a task; returns how many messages it has moved.
    synchronized long cancel(Scope scope, String handle) {
        MoveTask task = table(scope).get(handle);
        if (task == null) throw Refusals.noResource("Task does not exist.");
        if (task.status() != Status.RUNNING)
            throw new AwsException("UnsupportedOperation", "Only active tasks can be cancelled.");
        table(scope).put(handle, task.ended(Status.CANCELLED, null));
        return task.moved();
    }

    private void schedule(Scope scope, String handle) {
        queues.ground().time().after(TURN, () -> turn(scope, handle));
    }

    /// Moves a tenth of a second's messages.
    private void turn(Scope scope, String handle) {
        if (move(scope, handle)) schedule(scope, handle);
    }

    private boolean move(Scope scope, String handle) {
        MoveTask task = table(scope).get(handle);
        if (task == null || task.status() != Status.RUNNING) return false;
        Queue source = queues.find(Arn.parse(task.sourceArn())).orElse(null);
        if (source == null) return end(scope, handle, Status.FAILED, "The source queue is gone.");
        int rate = Objects.requireNonNullElse(task.perSecond(), MOST_PER_SECOND);
        List<Entry> entries = source.withdraw(Math.max(1, rate / TURNS_PER_SECOND), HIDDEN_MILLIS);
        if (entries.isEmpty()) return end(scope, handle, Status.COMPLETED, null);
        List<Entry> moved = new ArrayList<>();
        String failure = null;
        for (Entry entry : entries) {
            failure = move(task, source, entry);
            if (failure != null) break;
            moved.add(entry);
        }
        source.gone(moved);
        table(scope).update(handle, now -> now == null ? null : now.moved(moved.size()));
        return failure == null || end(scope, handle, Status.FAILED, failure);
    }

    private boolean end(Scope scope, String handle, Status how, @Nullable String why) {
        table(scope).update(handle, now -> now == null || now.status() != Status.RUNNING ? now : now.ended(how, why));
        return false;
    }

    /// Moves one message; returns why it cannot be moved, or null.
    private @Nullable String move(MoveTask task, Queue source, Entry entry) {
        byte[] row = source.rows.get(Keys.of(entry.sequence));
        if (row == null) return null;
        Message message = Message.decode(row);
        String wanted = task.destinationArn() == null ? message.deadLetterSource() : task.destinationArn();
        if (wanted == null) return "CouldNotDetermineMessageSource";
        Queue target = queues.find(Arn.parse(wanted)).orElse(null);
        if (target == null) return "AWS.SimpleQueueService.NonExistentQueue";
        if (target.settings().fifo() && message.group() == null) return "The destination is a FIFO queue.";
        Message anew = new Message(
                queues.ground().ids().uuid(),
                queues.ground().nowMillis(),
                queues.ground().nowMillis(),
                message.sender(),
                message.group(),
                message.deduplicationId(),
                message.traceHeader(),
                null,
                0,
                message.attributes(),
                message.body());
        target.accept(List.of(anew), List.of(source.removal(entry.sequence)));
        return null;
    }
}
