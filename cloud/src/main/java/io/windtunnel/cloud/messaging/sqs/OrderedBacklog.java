package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.messaging.sqs.Entry.State;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A FIFO queue's messages: within a group strictly in order, and while a message of a group is in flight no other of
/// it
/// is received. A receive takes as many as it can of the group whose message is oldest, then goes on to the next.
///
/// Source:
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
final class OrderedBacklog extends Backlog {
    private final TreeMap<Long, Tenant> ready = new TreeMap<>();

    /// The group this receive is taking from: it may go on although its messages are now in flight.
    private @Nullable Tenant taking;

    /// Gives a message its place in its group before it is durable: what was sent later waits for it.
    void reserve(Entry entry) {
        entry.tenant.append(entry);
        place(entry.tenant);
    }

    @Override
    void arrived(Entry entry) {
        place(entry.tenant);
    }

    @Override
    void returned(Entry entry) {
        if (entry.receiveCount > 0) entry.tenant.giveBack(entry);
        place(entry.tenant);
    }

    @Override
    void released(Entry entry, boolean wasInFlight) {
        place(entry.tenant);
    }

    private void place(Tenant tenant) {
        if (tenant.standing) ready.remove(tenant.placed);
        Entry head = tenant.head();
        tenant.standing = head != null && head.state == State.VISIBLE && tenant.inFlight == 0;
        if (head == null || !tenant.standing) return;
        tenant.placed = head.sequence;
        ready.put(tenant.placed, tenant);
    }

    @Override
    @Nullable
    Entry next() {
        Tenant tenant = taking;
        Entry head = tenant == null ? null : tenant.head();
        if (tenant == null || head == null || head.state != State.VISIBLE) {
            if (ready.isEmpty()) return null;
            tenant = ready.firstEntry().getValue();
            head = tenant.head();
            if (head == null) {
                place(tenant);
                return next();
            }
            taking = tenant;
            ready.remove(tenant.placed);
            tenant.standing = false;
        }
        tenant.removeHead(head);
        return head;
    }

    @Override
    void ended() {
        Tenant last = taking;
        taking = null;
        if (last != null) place(last);
    }
}
