package io.windtunnel.cloud.messaging.sqs;

/// A message's place in its queue: what must be known of it to decide who receives it when. The message itself is in
/// the queue's rows.
///
/// Lives under its queue's lock.
final class Entry {
    /// Where a message stands.
    enum State {
        /// Sent, not durable yet.
        PENDING,
        /// Not to be received before its delay is over.
        DELAYED,
        /// To be received.
        VISIBLE,
        /// Received and hidden until its visibility timeout is over.
        IN_FLIGHT,
        /// Deleted, expired or moved.
        GONE
    }

    final long sequence;
    final long sentMillis;
    final Tenant tenant;
    State state = State.PENDING;

    /// When its delay or visibility timeout is over, in epoch milliseconds.
    long untilMillis;

    int receiveCount;
    long firstReceivedMillis;

    /// When it was last received, in epoch milliseconds.
    long receivedMillis;

    Entry(long sequence, long sentMillis, Tenant tenant) {
        this.sequence = sequence;
        this.sentMillis = sentMillis;
        this.tenant = tenant;
    }

    boolean expired(long nowMillis, long retentionMillis) {
        return sentMillis + retentionMillis <= nowMillis;
    }
}
