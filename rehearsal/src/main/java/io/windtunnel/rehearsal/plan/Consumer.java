package io.windtunnel.rehearsal.plan;

import java.util.List;

/// How a stand-in works through a queue: each worker receives a batch, works on its messages one after the other, and
/// deletes those it is done with. What fails becomes visible again, and goes to the dead-letter queue where there is
/// one.
///
/// @param queue the logical id of the queue
/// @param batch how many messages are received at once, 1 to 10
/// @param workers how many work at once on each machine
/// @param take the time of work on one message
/// @param fails the share of messages whose work fails whatever the steps do
public record Consumer(String queue, int batch, Workers workers, Distribution take, double fails, List<Step> steps) {
    /// Messages that SQS gives at once at most.
    public static final int MOST_BATCH = 10;

    public Consumer {
        if (batch < 1 || batch > MOST_BATCH) throw new IllegalArgumentException("a batch of 1 to 10 messages");
        if (!(fails >= 0 && fails <= 1)) throw new IllegalArgumentException("a share of at most 100 %");
        steps = List.copyOf(steps);
    }
}
