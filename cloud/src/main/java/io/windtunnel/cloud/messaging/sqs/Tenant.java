package io.windtunnel.cloud.messaging.sqs;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The messages that share a message group, or all those without one, in the order in which they were sent: what came
/// back goes before what was sent later.
///
/// Lives under its queue's lock.
final class Tenant {
    static final Comparator<Entry> ORDER = Comparator.comparingLong(entry -> entry.sequence);

    final @Nullable String group;
    private final ArrayDeque<Entry> fresh = new ArrayDeque<>();
    private @Nullable PriorityQueue<Entry> returned;

    /// Messages of it that are in flight.
    int inFlight;

    /// By which it stands in its backlog's order; meaningless while it does not.
    long placed;

    boolean standing;
    boolean noisy;

    Tenant(@Nullable String group) {
        this.group = group;
    }

    void append(Entry entry) {
        fresh.addLast(entry);
    }

    /// Takes back a message that was received or delayed.
    void giveBack(Entry entry) {
        if (returned == null) returned = new PriorityQueue<>(ORDER);
        returned.add(entry);
    }

    /// The first message that is not gone; null when there is none.
    @Nullable
    Entry head() {
        while (!fresh.isEmpty() && fresh.peekFirst().state == Entry.State.GONE) fresh.removeFirst();
        Entry first = fresh.peekFirst();
        if (returned == null) return first;
        while (!returned.isEmpty() && returned.peek().state == Entry.State.GONE) returned.remove();
        Entry back = returned.peek();
        if (back == null) {
            returned = null;
            return first;
        }
        return first == null || back.sequence < first.sequence ? back : first;
    }

    /// Removes what [#head] gave.
    void removeHead(Entry head) {
        if (head == fresh.peekFirst()) fresh.removeFirst();
        else if (returned != null) returned.remove();
    }

    boolean isEmpty() {
        return head() == null;
    }
}
