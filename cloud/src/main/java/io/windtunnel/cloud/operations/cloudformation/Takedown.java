package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.template.Progress;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Deletes resources in the order of a [Removal], in the mailbox of its deployment. One that cannot be deleted stops
/// those
/// that have not begun.
final class Takedown {
    private final CloudContext context;
    private final StackBook book;
    private final ResourceWork work;
    private final Mailbox mailbox;
    private final String stackId;
    private final Removal removal;
    private final BiConsumer<StackStatus, @Nullable String> ended;
    private final Failures failures = new Failures();
    private final Wave wave;
    private boolean over;

    /// @param ended called once with the state the stack comes to, and the reason
    Takedown(
            CloudContext context,
            StackBook book,
            ResourceWork work,
            Mailbox mailbox,
            String stackId,
            Removal removal,
            BiConsumer<StackStatus, @Nullable String> ended) {
        this.context = context;
        this.book = book;
        this.work = work;
        this.mailbox = mailbox;
        this.stackId = stackId;
        this.removal = removal;
        this.ended = ended;
        wave = removal.wave();
    }

    void begin() {
        mailbox.post(this::walk);
    }

    /// Nothing more is done; what runs ends unseen.
    void abandon() {
        over = true;
    }

    private void walk() {
        if (over) return;
        for (List<String> ready = wave.begin(); !ready.isEmpty(); ready = wave.begin()) ready.forEach(this::one);
        if (!wave.over()) return;
        over = true;
        if (failures.none() || removal.stackLives()) ended.accept(removal.then(), null);
        else ended.accept(removal.otherwise(), "The following resource(s) failed to delete: " + failures.all() + ". ");
    }

    private void one(String id) {
        StackResource victim = removal.victim(id);
        if (victim.physicalId() == null) {
            gone(victim, "DELETE_COMPLETE");
        } else if (removal.keeps(victim, book.stack(stackId))) {
            gone(victim, "DELETE_SKIPPED");
        } else {
            enter(victim, "DELETE_IN_PROGRESS", null);
            take(victim, work.delete(book.stack(stackId), victim));
        }
    }

    private void take(StackResource victim, Progress progress) {
        if (over) return;
        switch (progress) {
            case Progress.Pending pending -> {
                Runnable again = () -> {
                    if (!over) take(victim, ResourceWork.next(pending));
                };
                context.fabric().time().after(pending.again(), () -> mailbox.post(again));
            }
            case Progress.Done _ -> gone(victim, "DELETE_COMPLETE");
            case Progress.Failed refusal -> {
                failures.add(victim.logicalId(), false);
                enter(victim, "DELETE_FAILED", refusal.reason());
                wave.stop();
                done(victim);
            }
        }
    }

    private void gone(StackResource victim, String status) {
        enter(victim, status, null);
        StackResource current = book.stack(stackId).resources().get(victim.logicalId());
        if (removal.stackLives() && current != null && Objects.equals(current.physicalId(), victim.physicalId()))
            book.change(stackId, stack -> stack.without(victim.logicalId()));
        done(victim);
    }

    private void done(StackResource victim) {
        wave.done(victim.logicalId());
        mailbox.post(this::walk);
    }

    /// Writes the resource's event; its row changes with it unless the row is another physical resource's by now.
    private void enter(StackResource victim, String status, @Nullable String reason) {
        StackResource entered =
                victim.in(status, reason, context.fabric().time().now());
        StackResource current = book.stack(stackId).resources().get(victim.logicalId());
        if (current == null || !Objects.equals(current.physicalId(), victim.physicalId()))
            book.write(book.stack(stackId), entered);
        else book.enter(stackId, entered);
    }
}
