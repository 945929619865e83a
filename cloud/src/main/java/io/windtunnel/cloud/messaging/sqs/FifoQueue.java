package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.messaging.sqs.Deduplication.Known;
import io.windtunnel.cloud.messaging.sqs.Outgoing.Sent;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.fabric.storage.Writing;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.rate.TokenBucket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A FIFO queue: exactly once within five minutes, in order within a group.
///
/// A message has its place in the log and in its group before it is durable; it can be received once it is, and what
/// was
/// sent after it to the same group only after it.
final class FifoQueue extends Queue {
    /// Attempts that are remembered; the oldest go first. Our choice.
    private static final int MOST_ATTEMPTS = 10_000;

    /// Ids that are forgotten in one minute's turn with one write.
    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private record Attempt(long atMillis, List<Opening> openings) {}

    /// Requests a second of one action: 300, of which each may be a batch.
    private static final double USUAL_RATE = 300;

    /// The same in high-throughput mode, in the Regions that have most, and in the others.
    private static final double HIGH_RATE = 70_000;

    private static final double HIGH_RATE_ELSEWHERE = 2_400;
    private static final Set<String> LARGEST_REGIONS = Set.of("us-east-1", "us-west-2", "eu-west-1");

    private record Rated(Action action, double perSecond) {}

    private final Map<Rated, TokenBucket> buckets = new HashMap<>();
    private final Rows known;
    private final Deduplication deduplication = new Deduplication();
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();

    FifoQueue(
            Ground ground, Scope scope, QueueRow row, Settings settings, QueueMeters meters, DeadLetters deadLetters) {
        super(ground, scope, row, settings, meters, deadLetters);
        this.known = ground.storage().rows(scope, knownName(row));
    }

    static String knownName(QueueRow row) {
        return "sqs.deduplication." + Long.toHexString(row.number());
    }

    @Override
    void admit(Action action) {
        double high = LARGEST_REGIONS.contains(scope.region().code()) ? HIGH_RATE : HIGH_RATE_ELSEWHERE;
        double rate = settings().limitedByGroup() ? high : USUAL_RATE;
        long now = ground.time().nanos();
        lock.lock();
        try {
            TokenBucket bucket =
                    buckets.computeIfAbsent(new Rated(action, rate), _ -> new TokenBucket(rate, rate, now));
            if (!bucket.take(1, now)) throw Refusals.throttled();
        } finally {
            lock.unlock();
        }
    }

    @Override
    OrderedBacklog newBacklog() {
        return new OrderedBacklog();
    }

    @Override
    void recovered(Entry entry) {
        ((OrderedBacklog) backlog).reserve(entry);
    }

    @Override
    void recoverMore(long nowMillis) {
        List<Known> all = new ArrayList<>();
        known.scan(null, null, false, (key, value) -> {
            all.add(Known.decode(key, value));
            return true;
        });
        all.sort(java.util.Comparator.comparingLong(Known::sentMillis));
        all.forEach(deduplication::put);
    }

    /// Messages on their way into this queue.
    private static final class Draft {
        final List<Entry> entries = new ArrayList<>();
        final List<Message> messages = new ArrayList<>();
        final List<Known> ids = new ArrayList<>();
        final List<Rows.Write> writes = new ArrayList<>();
        final List<CompletableFuture<Void>> others = new ArrayList<>();
        final CompletableFuture<Void> durable = new CompletableFuture<>();
    }

    @Override
    List<Sent> send(List<Outgoing> messages, String sender) {
        long now = ground.nowMillis();
        Draft draft = new Draft();
        List<Sent> sent = new ArrayList<>(messages.size());
        Writing writing;
        lock.lock();
        try {
            for (Outgoing each : messages) sent.add(draft(each, sender, now, draft));
            writing = ground.storage().begin(draft.writes);
        } catch (RuntimeException | Error refused) {
            undo(draft);
            throw refused;
        } finally {
            lock.unlock();
        }
        finish(draft, writing);
        for (CompletableFuture<Void> other : draft.others) other.join();
        meters.deduplicated(messages.size() - draft.entries.size());
        return sent;
    }

    private Sent draft(Outgoing wanted, String sender, long now, Draft draft) {
        String group = Objects.requireNonNull(wanted.group());
        String id = wanted.deduplicationId() == null ? Digests.sha256(wanted.body()) : wanted.deduplicationId();
        String key = Deduplication.key(settings().deduplicatesByGroup(), group, id);
        Known before = deduplication.find(key, now);
        if (before != null) {
            if (before.durable() != draft.durable) draft.others.add(before.durable());
            return new Sent(before.messageId(), sequenceNumber(before.sequence()));
        }
        String trace =
                wanted.traceHeader() == null ? null : wanted.traceHeader().text();
        Message message = new Message(
                ground.ids().uuid(),
                now,
                visibleFrom(null, now),
                sender,
                group,
                id,
                trace,
                null,
                0,
                wanted.attributes(),
                wanted.body());
        Entry entry = reserve(message, draft);
        Known sent = new Known(key, message.id(), entry.sequence, now, draft.durable);
        deduplication.put(sent);
        draft.ids.add(sent);
        draft.writes.add(new Rows.Write(known, sent.rowKey(), sent.encode()));
        return new Sent(message.id(), sequenceNumber(entry.sequence));
    }

    /// The 20 digits by which AWS numbers a message of a FIFO queue.
    static String sequenceNumber(long sequence) {
        String digits = Long.toString(sequence);
        return "1" + "0".repeat(19 - digits.length()) + digits;
    }

    private Entry reserve(Message message, Draft draft) {
        OrderedBacklog ordered = (OrderedBacklog) backlog;
        Entry entry = new Entry(nextSequence(), message.sentMillis(), ordered.tenant(message.group()));
        ordered.reserve(entry);
        draft.entries.add(entry);
        draft.messages.add(message);
        draft.writes.add(new Rows.Write(rows, Keys.of(entry.sequence), message.encode()));
        return entry;
    }

    private void undo(Draft draft) {
        for (Entry entry : draft.entries) if (entry.sequence > purgedUpTo) backlog.remove(entry);
        draft.ids.forEach(deduplication::forget);
    }

    private void finish(Draft draft, Writing writing) {
        try {
            writing.finish();
        } catch (RuntimeException | Error refused) {
            lock.lock();
            try {
                undo(draft);
            } finally {
                lock.unlock();
            }
            draft.durable.completeExceptionally(refused);
            throw refused;
        }
        draft.durable.complete(null);
        arrive(draft);
    }

    private void arrive(Draft draft) {
        Aftermath aftermath = new Aftermath();
        long now = ground.nowMillis();
        lock.lock();
        try {
            for (int i = 0; i < draft.entries.size(); i++) {
                Entry entry = draft.entries.get(i);
                if (entry.sequence <= purgedUpTo) aftermath.expired.add(entry);
                else backlog.add(entry, draft.messages.get(i).visibleMillis(), now);
            }
            serve(aftermath);
        } finally {
            lock.unlock();
        }
        settle(aftermath);
    }

    @Override
    void accept(List<Message> messages, List<Rows.Write> removals) {
        Draft draft = new Draft();
        Writing writing;
        lock.lock();
        try {
            for (Message message : messages) reserve(message, draft);
            draft.writes.addAll(removals);
            writing = ground.storage().begin(draft.writes);
        } catch (RuntimeException | Error refused) {
            undo(draft);
            throw refused;
        } finally {
            lock.unlock();
        }
        finish(draft, writing);
    }

    @Override
    List<Opening> again(Reception wanted) {
        String id = wanted.attempt();
        Attempt before = id == null ? null : attempts.get(id);
        long now = ground.nowMillis();
        if (before == null || before.atMillis + Deduplication.INTERVAL_MILLIS <= now) return List.of();
        long hidden = wanted.hiddenMillis() == null ? settings().visibilityMillis() : wanted.hiddenMillis();
        backlog.advance(now);
        for (Opening opening : before.openings) {
            Entry entry = opening.entry();
            boolean same = entry.state == Entry.State.IN_FLIGHT && entry.receiveCount == opening.receiveCount();
            if (!same) return List.of();
        }
        for (Opening opening : before.openings) backlog.hideUntil(opening.entry(), now + hidden, now);
        return before.openings;
    }

    @Override
    void attempted(Reception wanted, List<Opening> openings) {
        if (wanted.attempt() == null) return;
        attempts.put(wanted.attempt(), new Attempt(ground.nowMillis(), openings));
        if (attempts.size() > MOST_ATTEMPTS)
            attempts.remove(attempts.keySet().iterator().next());
    }

    @Override
    void checkDeletion(String text, ReceiptHandle handle, @Nullable Entry entry) {
        if (entry == null) return;
        if (entry.state != Entry.State.IN_FLIGHT || entry.receiveCount != handle.receive())
            throw Refusals.handleExpired(text);
    }

    @Override
    void tick() {
        super.tick();
        long now = ground.nowMillis();
        List<Known> over;
        do {
            lock.lock();
            try {
                over = deduplication.expire(now, FORGOTTEN_AT_ONCE);
                attempts.values().removeIf(attempt -> attempt.atMillis + Deduplication.INTERVAL_MILLIS <= now);
            } finally {
                lock.unlock();
            }
            List<Rows.Write> removals = new ArrayList<>(over.size());
            for (Known each : over) removals.add(new Rows.Write(known, each.rowKey(), null));
            if (!removals.isEmpty()) ground.storage().write(removals);
        } while (over.size() == FORGOTTEN_AT_ONCE);
    }
}
