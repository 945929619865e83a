package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.messaging.sqs.Outgoing.Sent;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.kernel.identity.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A standard queue: at least once, in about the order of sending.
final class StandardQueue extends Queue {
    StandardQueue(
            Ground ground, Scope scope, QueueRow row, Settings settings, QueueMeters meters, DeadLetters deadLetters) {
        super(ground, scope, row, settings, meters, deadLetters);
    }

    @Override
    Backlog newBacklog() {
        return new FairBacklog();
    }

    @Override
    List<Sent> send(List<Outgoing> messages, String sender) {
        long now = ground.nowMillis();
        List<Message> all = new ArrayList<>(messages.size());
        List<Sent> sent = new ArrayList<>(messages.size());
        for (Outgoing each : messages) {
            String id = ground.ids().uuid();
            String trace =
                    each.traceHeader() == null ? null : each.traceHeader().text();
            all.add(new Message(
                    id,
                    now,
                    visibleFrom(each.delaySeconds(), now),
                    sender,
                    each.group(),
                    null,
                    trace,
                    null,
                    0,
                    each.attributes(),
                    each.body()));
            sent.add(new Sent(id, null));
        }
        accept(all, List.of());
        return sent;
    }

    @Override
    void accept(List<Message> messages, List<Rows.Write> removals) {
        List<Rows.Write> writes = new ArrayList<>(messages.size() + removals.size());
        long[] sequences = new long[messages.size()];
        lock.lock();
        try {
            for (int i = 0; i < sequences.length; i++) sequences[i] = nextSequence();
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < sequences.length; i++)
            writes.add(
                    new Rows.Write(rows, Keys.of(sequences[i]), messages.get(i).encode()));
        writes.addAll(removals);
        ground.storage().write(writes);
        arrive(messages, sequences);
    }

    private void arrive(List<Message> messages, long[] sequences) {
        Aftermath aftermath = new Aftermath();
        long now = ground.nowMillis();
        lock.lock();
        try {
            for (int i = 0; i < sequences.length; i++) {
                Message message = messages.get(i);
                Entry entry = new Entry(sequences[i], message.sentMillis(), backlog.tenant(message.group()));
                if (sequences[i] <= purgedUpTo) aftermath.expired.add(entry);
                else backlog.add(entry, message.visibleMillis(), now);
            }
            if (!waiters.isEmpty()) serve(aftermath);
        } finally {
            lock.unlock();
        }
        settle(Objects.requireNonNull(aftermath));
    }
}
