package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.kernel.time.Timer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Those who wait for a message, the longest first: long polls without a thread.
///
/// Lives under its queue's lock.
final class Waiters {
    /// A long poll.
    static final class Waiter {
        final Reception wanted;
        final CompletableFuture<List<Received>> answer = new CompletableFuture<>();

        /// Ends the wait; set before anyone else sees the waiter.
        @Nullable
        Timer end;

        boolean served;

        Waiter(Reception wanted) {
            this.wanted = wanted;
        }
    }

    private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();

    void add(Waiter waiter) {
        waiting.addLast(waiter);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// The one who has waited longest; null when nobody waits.
    @Nullable
    Waiter first() {
        return waiting.peekFirst();
    }

    /// Takes the first: it is being served.
    void serveFirst() {
        Waiter first = waiting.removeFirst();
        first.served = true;
    }

    /// Gives up on a waiter; false when it has been served.
    boolean giveUp(Waiter waiter) {
        return !waiter.served && waiting.remove(waiter);
    }

    /// Takes everyone: the queue is gone.
    List<Waiter> drain() {
        List<Waiter> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(waiter -> waiter.served = true);
        return all;
    }
}
