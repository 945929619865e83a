package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.messaging.sqs.Backlog.Taken;
import io.windtunnel.cloud.messaging.sqs.Outgoing.Sent;
import io.windtunnel.cloud.messaging.sqs.Waiters.Waiter;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A queue: owns its messages. Every decision is the [Backlog]'s, under this queue's lock; rows are read and written
/// outside of it, and no other queue's lock is taken with it.
///
/// A sent message is in the rows before it can be received; a deletion is in the rows before it is acknowledged. What
/// is
/// in flight is kept in memory only: after a crash those messages are visible again.
///
/// Thread safety: every method may be called from any thread. Sending and deleting block for as long as a durable write
/// takes.
abstract sealed class Queue permits StandardQueue, FifoQueue {
    /// What is rated in a FIFO queue.
    enum Action {
        SEND,
        RECEIVE,
        DELETE
    }

    /// What to do once the lock is given back.
    static final class Aftermath {
        record Handover(Waiter waiter, List<Opening> openings) {}

        final List<Handover> handovers = new ArrayList<>(0);
        final List<Entry> dead = new ArrayList<>(0);
        final List<Entry> expired = new ArrayList<>(0);
    }

    /// A received message, before it is read.
    record Opening(Entry entry, int receiveCount, long firstReceivedMillis) {}

    /// How many messages are in which state, and what else a minute's metrics tell.
    record Counts(int visible, int inFlight, int delayed, int groupsInFlight, int noisyGroups) {}

    /// Counted from the last receive that revealed a message: 12 hours.
    private static final long MOST_HIDDEN_MILLIS = 43_200_000;

    /// Expired messages that are removed with one write.
    private static final int EXPIRED_AT_ONCE = 1_000;

    final Ground ground;
    final Scope scope;
    final Arn arn;
    final long number;
    final Rows rows;
    final ReentrantLock lock = new ReentrantLock();
    final Waiters waiters = new Waiters();
    final QueueMeters meters;
    private final DeadLetters deadLetters;
    Backlog backlog;
    private @Nullable Timer wake;
    private long wakeMillis = Long.MAX_VALUE;
    private volatile QueueRow row;
    private volatile Settings settings;
    private volatile long purgedMillis = Long.MIN_VALUE;

    /// Messages up to this sequence are purged.
    long purgedUpTo = -1;

    private long lastSequence;

    Queue(Ground ground, Scope scope, QueueRow row, Settings settings, QueueMeters meters, DeadLetters deadLetters) {
        this.ground = ground;
        this.scope = scope;
        this.arn = scope.arn("sqs", row.name());
        this.number = row.number();
        this.row = row;
        this.settings = settings;
        this.meters = meters;
        this.deadLetters = deadLetters;
        this.rows = ground.storage().rows(scope, rowsName(row));
        this.backlog = newBacklog();
        // later than any sequence of an earlier life, also where the last messages are deleted
        this.lastSequence = ground.nowMillis() << 20;
    }

    static String rowsName(QueueRow row) {
        return "sqs.messages." + Long.toHexString(row.number());
    }

    QueueRow row() {
        return row;
    }

    Settings settings() {
        return settings;
    }

    void change(QueueRow changed, Settings now) {
        row = changed;
        settings = now;
        wake();
    }

    abstract Backlog newBacklog();

    /// Lets one request of a client's in.
    ///
    /// @throws io.windtunnel.wire.AwsException when there are too many a second
    void admit(Action action) {}

    /// Sends messages, all of them or none.
    ///
    /// @return one for each, in order
    abstract List<Sent> send(List<Outgoing> messages, String sender);

    /// Takes messages from a dead-letter source, or back from a dead-letter queue; `removals` belong to the same
    /// change.
    abstract void accept(List<Message> messages, List<Rows.Write> removals);

    /// Makes what the rows hold receivable again, when the storage is opened.
    final void recover() {
        long now = ground.nowMillis();
        rows.scan(null, null, false, (key, value) -> {
            Message message = Message.decode(value);
            long sequence = Keys.sequence(key);
            lastSequence = Math.max(lastSequence, sequence);
            Entry entry = new Entry(sequence, message.sentMillis(), backlog.tenant(message.group()));
            entry.receiveCount = 0;
            recovered(entry);
            backlog.add(entry, message.visibleMillis(), now);
            return true;
        });
        recoverMore(now);
    }

    void recovered(Entry entry) {}

    void recoverMore(long nowMillis) {}

    /// The sequence of the next message. Under the lock.
    final long nextSequence() {
        return ++lastSequence;
    }

    // ---- receiving

    /// Receives, now or when a message comes within the wait.
    final CompletionStage<List<Received>> receive(Reception wanted) {
        Settings now = settings;
        long wait = wanted.waitMillis() == null ? now.waitSeconds() * 1_000L : wanted.waitMillis();
        Aftermath aftermath = new Aftermath();
        List<Opening> openings;
        Waiter waiter = null;
        lock.lock();
        try {
            openings = again(wanted);
            if (openings.isEmpty()) openings = take(wanted, aftermath, wait == 0);
            if (openings.isEmpty() && wait > 0) {
                waiter = new Waiter(wanted);
                Waiter waiting = waiter;
                waiter.end = ground.time().after(Duration.ofMillis(wait), () -> giveUp(waiting));
                waiters.add(waiter);
                armWake();
            }
        } finally {
            lock.unlock();
        }
        settle(aftermath);
        meters.received(openings.size(), waiter == null);
        return waiter != null ? waiter.answer : CompletableFuture.completedFuture(open(openings));
    }

    /// What an earlier attempt of the same id got; empty for a new one. Under the lock.
    List<Opening> again(Reception wanted) {
        return List.of();
    }

    /// Remembers what an attempt got. Under the lock.
    void attempted(Reception wanted, List<Opening> openings) {}

    private List<Opening> take(Reception wanted, Aftermath aftermath, boolean shortPoll) {
        Settings now = settings;
        long nowMillis = ground.nowMillis();
        backlog.advance(nowMillis);
        int most = Math.min(wanted.most(), QueueLimits.MOST_IN_FLIGHT - backlog.inFlight);
        if (most <= 0) {
            if (shortPoll && !now.fifo()) throw Refusals.overLimit();
            return List.of();
        }
        long hidden = wanted.hiddenMillis() == null ? now.visibilityMillis() : wanted.hiddenMillis();
        RedrivePolicy redrive = now.redrive();
        int mostReceives = redrive == null || !deadLetters.exist(redrive) ? 0 : redrive.maxReceiveCount();
        Taken taken = backlog.take(most, nowMillis, hidden, now.retentionMillis(), mostReceives);
        aftermath.dead.addAll(taken.dead());
        aftermath.expired.addAll(taken.expired());
        List<Opening> openings = new ArrayList<>(taken.received().size());
        for (Entry entry : taken.received())
            openings.add(new Opening(entry, entry.receiveCount, entry.firstReceivedMillis));
        if (!openings.isEmpty()) attempted(wanted, openings);
        return openings;
    }

    /// Hands messages to those who wait for them. Under the lock.
    final void serve(Aftermath aftermath) {
        for (Waiter first = waiters.first(); first != null; first = waiters.first()) {
            List<Opening> openings = take(first.wanted, aftermath, false);
            if (openings.isEmpty()) break;
            waiters.serveFirst();
            aftermath.handovers.add(new Aftermath.Handover(first, openings));
        }
        armWake();
    }

    /// Does what a decision has left to do. Without the lock.
    final void settle(Aftermath aftermath) {
        if (!aftermath.expired.isEmpty()) {
            removeRows(aftermath.expired);
            meters.dropped(aftermath.expired.size());
        }
        if (!aftermath.dead.isEmpty()) bury(aftermath.dead);
        for (Aftermath.Handover handover : aftermath.handovers) {
            if (handover.waiter.end != null) handover.waiter.end.cancel();
            meters.received(handover.openings.size(), true);
            handover.waiter.answer.complete(open(handover.openings));
        }
    }

    private void bury(List<Entry> dead) {
        RedrivePolicy redrive = settings.redrive();
        if (redrive == null) return;
        for (Entry entry : dead) {
            byte[] value = rows.get(Keys.of(entry.sequence));
            if (value == null) continue;
            deadLetters.bury(this, redrive, Message.decode(value), entry);
        }
    }

    final void removeRows(List<Entry> gone) {
        List<Rows.Write> removals = new ArrayList<>(gone.size());
        for (Entry entry : gone) removals.add(removal(entry.sequence));
        for (int from = 0; from < removals.size(); from += EXPIRED_AT_ONCE)
            ground.storage().write(removals.subList(from, Math.min(removals.size(), from + EXPIRED_AT_ONCE)));
    }

    final Rows.Write removal(long sequence) {
        return new Rows.Write(rows, Keys.of(sequence), null);
    }

    private List<Received> open(List<Opening> openings) {
        List<Received> opened = new ArrayList<>(openings.size());
        for (Opening opening : openings) {
            Entry entry = opening.entry;
            byte[] value = rows.get(Keys.of(entry.sequence));
            if (value == null) {
                withdraw(entry);
                continue;
            }
            Message message = Message.decode(value);
            int count = opening.receiveCount + message.receiveCount();
            String handle = new ReceiptHandle(number, entry.sequence, opening.receiveCount).text();
            opened.add(new Received(message, entry.sequence, handle, count, opening.firstReceivedMillis));
        }
        return opened;
    }

    /// Forgets a message whose row is gone: it was deleted by a handle of the time before a restart, or purged.
    private void withdraw(Entry entry) {
        lock.lock();
        try {
            backlog.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(Waiter waiter) {
        lock.lock();
        try {
            if (!waiters.giveUp(waiter)) return;
        } finally {
            lock.unlock();
        }
        meters.received(0, true);
        waiter.answer.complete(List.of());
    }

    /// Sees to it that those who wait are served when a delay or visibility timeout is over. Under the lock.
    private void armWake() {
        if (waiters.isEmpty()) return;
        long next = backlog.nextChangeMillis();
        if (next >= wakeMillis) return;
        if (wake != null) wake.cancel();
        wakeMillis = next;
        wake = ground.time().after(Duration.ofMillis(next - ground.nowMillis()), this::wake);
    }

    private void wake() {
        Aftermath aftermath = new Aftermath();
        lock.lock();
        try {
            wakeMillis = Long.MAX_VALUE;
            backlog.advance(ground.nowMillis());
            serve(aftermath);
        } finally {
            lock.unlock();
        }
        settle(aftermath);
    }

    // ---- what is done with a received message

    /// Deletes what was received; a refusal for each handle that is none, at its index.
    final List<Optional<RuntimeException>> delete(List<String> handles) {
        List<Optional<RuntimeException>> answers = new ArrayList<>(handles.size());
        List<Entry> entries = new ArrayList<>(handles.size());
        List<Rows.Write> removals = new ArrayList<>(handles.size());
        lock.lock();
        try {
            backlog.advance(ground.nowMillis());
            for (String text : handles) {
                try {
                    ReceiptHandle handle = handle(text);
                    Entry entry = backlog.received(handle.sequence());
                    checkDeletion(text, handle, entry);
                    if (entry != null) entries.add(entry);
                    removals.add(removal(handle.sequence()));
                    answers.add(Optional.empty());
                } catch (io.windtunnel.wire.AwsException refusal) {
                    answers.add(Optional.of(refusal));
                }
            }
        } finally {
            lock.unlock();
        }
        if (removals.isEmpty()) return answers;
        ground.storage().write(removals);
        gone(entries);
        meters.deleted(removals.size());
        return answers;
    }

    /// Takes up to `most` messages out of everyone's sight for so long, to move them.
    final List<Entry> withdraw(int most, long hiddenMillis) {
        lock.lock();
        try {
            return backlog.take(most, ground.nowMillis(), hiddenMillis, settings.retentionMillis(), 0)
                    .received();
        } finally {
            lock.unlock();
        }
    }

    /// Forgets messages whose rows are removed.
    final void gone(List<Entry> entries) {
        Aftermath aftermath = new Aftermath();
        lock.lock();
        try {
            for (Entry entry : entries) backlog.remove(entry);
            serve(aftermath);
        } finally {
            lock.unlock();
        }
        settle(aftermath);
    }

    /// Refuses a handle that may no longer delete. Under the lock.
    void checkDeletion(String text, ReceiptHandle handle, @Nullable Entry entry) {}

    private ReceiptHandle handle(String text) {
        ReceiptHandle handle = ReceiptHandle.parse(text);
        if (handle == null || handle.queue() != number) throw Refusals.handle(text);
        return handle;
    }

    /// Hides a message in flight for so long from now.
    final void hide(String text, long millis) {
        ReceiptHandle handle = handle(text);
        Aftermath aftermath = new Aftermath();
        lock.lock();
        try {
            long now = ground.nowMillis();
            backlog.advance(now);
            Entry entry = backlog.received(handle.sequence());
            if (entry == null || entry.state != Entry.State.IN_FLIGHT) throw Refusals.notInFlight(text);
            if (now + millis > entry.receivedMillis + MOST_HIDDEN_MILLIS)
                throw Refusals.invalid(
                        millis / 1_000,
                        "VisibilityTimeout",
                        "Total VisibilityTimeout for the message is beyond the limit [43200 seconds].");
            backlog.hideUntil(entry, now + millis, now);
            serve(aftermath);
        } finally {
            lock.unlock();
        }
        settle(aftermath);
    }

    // ---- the whole queue

    final Counts counts() {
        lock.lock();
        try {
            backlog.advance(ground.nowMillis());
            int noisy = backlog instanceof FairBacklog fair ? fair.noisyGroups() : 0;
            return new Counts(backlog.visible, backlog.inFlight, backlog.delayed, backlog.groupsInFlight(), noisy);
        } finally {
            lock.unlock();
        }
    }

    /// When the oldest message was sent, in epoch milliseconds; null when there is none.
    final @Nullable Long oldestMillis() {
        Long[] oldest = new Long[1];
        rows.scan(null, null, false, (_, value) -> {
            oldest[0] = Message.sentMillis(value);
            return false;
        });
        return oldest[0];
    }

    /// Deletes what was sent until now.
    ///
    /// @throws io.windtunnel.wire.AwsException within 60 seconds of the last purge
    final void purge() {
        long now = ground.nowMillis();
        long upTo;
        lock.lock();
        try {
            if (purgedMillis != Long.MIN_VALUE && now - purgedMillis < QueueLimits.PURGE_MILLIS)
                throw new io.windtunnel.wire.AwsException(
                        "PurgeQueueInProgress",
                        "Only one PurgeQueue operation on " + row.name() + " is allowed every 60 seconds.");
            purgedMillis = now;
            meters.dropped(backlog.visible + backlog.inFlight + backlog.delayed);
            backlog.abandon();
            backlog = newBacklog();
            purgedUpTo = lastSequence;
            upTo = lastSequence;
        } finally {
            lock.unlock();
        }
        Keys.clear(ground.storage(), rows, upTo);
    }

    /// Ends every wait; what waits is told that there is no queue.
    final void close() {
        List<Waiter> all;
        lock.lock();
        try {
            all = waiters.drain();
            if (wake != null) wake.cancel();
        } finally {
            lock.unlock();
        }
        for (Waiter waiter : all) {
            if (waiter.end != null) waiter.end.cancel();
            waiter.answer.completeExceptionally(Refusals.noQueue());
        }
    }

    /// Once a minute: forgets what is too old.
    void tick() {
        Aftermath aftermath = new Aftermath();
        lock.lock();
        try {
            aftermath.expired.addAll(backlog.expire(ground.nowMillis(), settings.retentionMillis()));
            serve(aftermath);
        } finally {
            lock.unlock();
        }
        settle(aftermath);
    }

    /// The messages that are sent so many milliseconds from now may be received then.
    final long visibleFrom(@Nullable Integer delaySeconds, long nowMillis) {
        int seconds = Objects.requireNonNullElse(delaySeconds, settings.delaySeconds());
        return nowMillis + seconds * 1_000L;
    }
}
