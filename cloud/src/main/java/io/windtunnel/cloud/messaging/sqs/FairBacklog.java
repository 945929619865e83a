package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.messaging.sqs.Entry.State;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A standard queue's messages: the oldest first, but those of noisy tenants only when no quiet tenant has any (a fair
/// queue). A tenant is the messages of one group; a message without a group is a tenant of its own and never noisy.
///
/// A tenant is noisy while it has more than a tenth of the messages in flight, and at least thirty.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
final class FairBacklog extends Backlog {
    /// In flight, in messages, below which no tenant is noisy.
    private static final int NOISY_MESSAGES = 30;

    /// The share of the messages in flight above which a tenant is noisy.
    private static final double NOISY_SHARE = 0.1;

    private final TreeMap<Long, Tenant> quiet = new TreeMap<>();
    private final TreeMap<Long, Tenant> noisy = new TreeMap<>();

    @Override
    void arrived(Entry entry) {
        if (entry.state == State.DELAYED) return;
        entry.tenant.append(entry);
        stand(entry.tenant);
    }

    @Override
    void returned(Entry entry) {
        entry.tenant.giveBack(entry);
        place(entry.tenant);
    }

    @Override
    void released(Entry entry, boolean wasInFlight) {
        if (wasInFlight && entry.tenant.noisy) place(entry.tenant);
    }

    private void stand(Tenant tenant) {
        if (!tenant.standing) place(tenant);
    }

    /// Puts a tenant where its first message and its noise put it.
    private void place(Tenant tenant) {
        if (tenant.standing) (tenant.noisy ? noisy : quiet).remove(tenant.placed);
        Entry head = tenant.head();
        tenant.standing = head != null;
        tenant.noisy = isNoisy(tenant);
        if (head == null) return;
        tenant.placed = head.sequence;
        (tenant.noisy ? noisy : quiet).put(tenant.placed, tenant);
    }

    private boolean isNoisy(Tenant tenant) {
        return tenant.group != null && tenant.inFlight >= NOISY_MESSAGES && tenant.inFlight > NOISY_SHARE * inFlight;
    }

    @Override
    @Nullable
    Entry next() {
        while (true) {
            Tenant tenant = first();
            if (tenant == null) return null;
            Entry head = tenant.head();
            if (head == null) {
                place(tenant);
                continue;
            }
            tenant.removeHead(head);
            place(tenant);
            return head;
        }
    }

    private @Nullable Tenant first() {
        while (!quiet.isEmpty()) {
            Tenant tenant = quiet.firstEntry().getValue();
            if (!isNoisy(tenant)) return tenant;
            place(tenant);
        }
        while (!noisy.isEmpty()) {
            Tenant tenant = noisy.firstEntry().getValue();
            if (isNoisy(tenant)) return tenant;
            place(tenant);
            if (!tenant.noisy) return tenant;
        }
        return null;
    }

    /// How many tenants are noisy now.
    int noisyGroups() {
        int count = 0;
        for (Tenant tenant : groups()) if (isNoisy(tenant)) count++;
        return count;
    }
}
