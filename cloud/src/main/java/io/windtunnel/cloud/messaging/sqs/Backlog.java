package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.messaging.sqs.Entry.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The messages of one queue and their states: who may be received, in what order, and until when the received are
/// hidden. Time is passed in, as epoch milliseconds; nothing here blocks or stores.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
///
/// Lives under its queue's lock.
abstract sealed class Backlog permits FairBacklog, OrderedBacklog {
    /// What a receive got.
    ///
    /// @param received now in flight
    /// @param dead were received as often as the redrive policy allows: gone from here
    /// @param expired older than the retention period: gone
    record Taken(List<Entry> received, List<Entry> dead, List<Entry> expired) {}

    /// When a state ends, as it was decided; no longer true when the entry's own time differs.
    private record Deadline(long untilMillis, Entry entry) {}

    private final Map<Long, Entry> received = new HashMap<>();
    private final PriorityQueue<Deadline> deadlines =
            new PriorityQueue<>(Comparator.comparingLong(Deadline::untilMillis));
    private final Map<String, Tenant> tenants = new HashMap<>();
    private final Tenant nobody = new Tenant(null);
    int visible;
    int inFlight;
    int delayed;

    /// The tenant of a message group, made when it is new.
    final Tenant tenant(@Nullable String group) {
        return group == null ? nobody : tenants.computeIfAbsent(group, Tenant::new);
    }

    final Iterable<Tenant> groups() {
        return tenants.values();
    }

    final Tenant ungrouped() {
        return nobody;
    }

    /// Takes in a message that is durable: to be received now, or at `untilMillis` where that is later.
    final void add(Entry entry, long untilMillis, long nowMillis) {
        if (untilMillis > nowMillis) {
            entry.state = State.DELAYED;
            entry.untilMillis = untilMillis;
            delayed++;
            deadlines.add(new Deadline(untilMillis, entry));
        } else {
            entry.state = State.VISIBLE;
            visible++;
        }
        arrived(entry);
    }

    /// Ends delays and visibility timeouts that are over.
    final void advance(long nowMillis) {
        for (Deadline next = deadlines.peek(); next != null && next.untilMillis <= nowMillis; next = deadlines.peek()) {
            deadlines.remove();
            Entry entry = next.entry;
            if (entry.untilMillis != next.untilMillis) continue;
            if (entry.state == State.DELAYED) {
                delayed--;
                becomesVisible(entry);
            } else if (entry.state == State.IN_FLIGHT) {
                inFlight--;
                entry.tenant.inFlight--;
                becomesVisible(entry);
            }
        }
    }

    private void becomesVisible(Entry entry) {
        entry.state = State.VISIBLE;
        visible++;
        returned(entry);
    }

    /// When the next delay or visibility timeout is over; [Long#MAX_VALUE] when there is none.
    final long nextChangeMillis() {
        while (!deadlines.isEmpty() && isStale(deadlines.peek())) deadlines.remove();
        return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.peek().untilMillis;
    }

    private static boolean isStale(Deadline deadline) {
        Entry entry = deadline.entry;
        boolean waits = entry.state == State.DELAYED || entry.state == State.IN_FLIGHT;
        return !waits || entry.untilMillis != deadline.untilMillis;
    }

    /// Receives up to `most` messages and hides them for `hiddenMillis`.
    ///
    /// @param mostReceives the redrive policy's `maxReceiveCount`; 0 without one
    final Taken take(int most, long nowMillis, long hiddenMillis, long retentionMillis, int mostReceives) {
        advance(nowMillis);
        Taken taken = new Taken(new ArrayList<>(most), new ArrayList<>(0), new ArrayList<>(0));
        while (taken.received.size() < most) {
            Entry entry = next();
            if (entry == null) break;
            visible--;
            if (entry.expired(nowMillis, retentionMillis)) {
                leave(entry);
                taken.expired.add(entry);
            } else if (mostReceives > 0 && entry.receiveCount >= mostReceives) {
                leave(entry);
                taken.dead.add(entry);
            } else {
                hide(entry, nowMillis, nowMillis + hiddenMillis);
                taken.received.add(entry);
            }
        }
        ended();
        return taken;
    }

    private void hide(Entry entry, long nowMillis, long untilMillis) {
        if (entry.receiveCount++ == 0) {
            entry.firstReceivedMillis = nowMillis;
            received.put(entry.sequence, entry);
        }
        entry.receivedMillis = nowMillis;
        entry.state = State.IN_FLIGHT;
        inFlight++;
        entry.tenant.inFlight++;
        entry.untilMillis = untilMillis; // one that is not hidden at all is visible to the next receive
        deadlines.add(new Deadline(untilMillis, entry));
    }

    /// Hides a message in flight until `untilMillis` instead; one that is past is visible at once.
    final void hideUntil(Entry entry, long untilMillis, long nowMillis) {
        entry.untilMillis = untilMillis;
        if (untilMillis > nowMillis) deadlines.add(new Deadline(untilMillis, entry));
        else reveal(entry);
    }

    private void reveal(Entry entry) {
        inFlight--;
        entry.tenant.inFlight--;
        becomesVisible(entry);
    }

    /// Forgets a message, whatever its state.
    final void remove(Entry entry) {
        switch (entry.state) {
            case VISIBLE -> visible--;
            case DELAYED -> delayed--;
            case IN_FLIGHT -> {
                inFlight--;
                entry.tenant.inFlight--;
            }
            case PENDING, GONE -> {}
        }
        boolean was = entry.state == State.IN_FLIGHT;
        leave(entry);
        released(entry, was);
    }

    private void leave(Entry entry) {
        entry.state = State.GONE;
        if (entry.receiveCount > 0) received.remove(entry.sequence);
    }

    /// The message of that sequence, if it has been received and is still here.
    final @Nullable Entry received(long sequence) {
        return received.get(sequence);
    }

    /// Ends it: whoever still holds one of its messages finds it gone.
    final void abandon() {
        for (Entry entry : received.values()) entry.state = State.GONE;
        received.clear();
    }

    /// Drops the messages at the front that are older than the retention period.
    final List<Entry> expire(long nowMillis, long retentionMillis) {
        advance(nowMillis);
        List<Entry> expired = new ArrayList<>();
        expire(nobody, nowMillis, retentionMillis, expired);
        for (Tenant tenant : List.copyOf(tenants.values())) {
            expire(tenant, nowMillis, retentionMillis, expired);
            if (tenant.isEmpty() && tenant.inFlight == 0) forget(tenant);
        }
        return expired;
    }

    private void expire(Tenant tenant, long nowMillis, long retentionMillis, List<Entry> expired) {
        for (Entry head = tenant.head(); head != null && dead(head, nowMillis, retentionMillis); head = tenant.head()) {
            if (head.state == State.VISIBLE) visible--;
            else delayed--;
            leave(head);
            expired.add(head);
        }
    }

    private static boolean dead(Entry head, long nowMillis, long retentionMillis) {
        return head.state != State.PENDING && head.expired(nowMillis, retentionMillis);
    }

    /// Forgets a group without messages.
    private void forget(Tenant tenant) {
        if (tenant.group == null || tenant.standing) return;
        tenants.remove(tenant.group);
    }

    /// How many groups have messages in flight.
    final int groupsInFlight() {
        int count = 0;
        for (Tenant tenant : tenants.values()) if (tenant.inFlight > 0) count++;
        return count;
    }

    /// A message has come; it may be delayed.
    abstract void arrived(Entry entry);

    /// A message is visible again, or its delay is over.
    abstract void returned(Entry entry);

    /// A message is gone.
    ///
    /// @param wasInFlight whether it had been in flight
    abstract void released(Entry entry, boolean wasInFlight);

    /// Removes and gives the message that is to be received next; null when none may be.
    abstract @Nullable Entry next();

    /// A receive has taken all it wants.
    void ended() {}
}
