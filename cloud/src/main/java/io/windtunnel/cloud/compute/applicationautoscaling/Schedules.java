package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.compute.applicationautoscaling.Activity.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// Does scheduled actions when their time has come.
///
/// Thread safety: every method may be called from any thread.
final class Schedules {
    /// The longest a timer is asked for; a later time is waited for in parts.
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Books books;
    private final Scaler scaler;

    Schedules(Books books, Scaler scaler) {
        this.books = books;
        this.scaler = scaler;
    }

    /// After a restart, what was scheduled goes on.
    void resume() {
        for (Book book : books.all()) for (ScheduledAction action : book.actions()) arm(book, action);
    }

    /// Waits for the action's next time. An action that was changed or deleted meanwhile is not done:
    /// its row is another.
    void arm(Book book, ScheduledAction action) {
        Instant now = books.now();
        Optional<Instant> next = action.next(now);
        if (next.isEmpty()) {
            if (action.once()) book.remove(action);
            return;
        }
        Duration wait = Duration.between(now, next.get());
        if (wait.compareTo(LONGEST_WAIT) > 0) books.after(LONGEST_WAIT, () -> again(book, action));
        else books.after(wait, () -> run(book, action));
    }

    private static boolean still(Book book, ScheduledAction action) {
        return book.action(action.target(), action.name())
                .filter(action::equals)
                .isPresent();
    }

    private void again(Book book, ScheduledAction action) {
        if (still(book, action)) arm(book, action);
    }

    private void run(Book book, ScheduledAction action) {
        if (!still(book, action)) return;
        book.find(action.target()).ifPresent(target -> apply(book, action, target));
        arm(book, action);
    }

    private void apply(Book book, ScheduledAction action, Target target) {
        if (target.suspended().scheduled()) {
            scaler.tell(book.scope, target.key(), "capacity.left", "scheduled scaling is suspended: nothing was done");
            return;
        }
        Shapes.Bounds bounds = Objects.requireNonNullElse(action.bounds(), new Shapes.Bounds(null, null));
        int minimum = Objects.requireNonNullElse(bounds.minCapacity(), target.minimum());
        int maximum = Objects.requireNonNullElse(bounds.maxCapacity(), target.maximum());
        String cause = "scheduled action name " + action.name() + " was triggered";
        String words = words(bounds);
        if (minimum > maximum) {
            String reason =
                    "Failed to set " + words + ". Reason: Maximum capacity cannot be less than minimum capacity";
            book.begin(target.key(), null, "Setting " + words, cause, Status.FAILED, reason, null);
            return;
        }
        book.change(target.key(), old -> old.bounds(minimum, maximum));
        book.begin(target.key(), null, "Setting " + words, cause, Status.SUCCESSFUL, "Successfully set " + words, null);
        scaler.tell(book.scope, target.key(), "capacity.bounds", cause + ": setting " + words);
        scaler.enforce(book.scope, target.key());
    }

    /// `min capacity to 5 and max capacity to 10`, or the one that is said.
    private static String words(Shapes.Bounds bounds) {
        String least = "min capacity to " + bounds.minCapacity();
        String most = "max capacity to " + bounds.maxCapacity();
        if (bounds.maxCapacity() == null) return least;
        return bounds.minCapacity() == null ? most : least + " and " + most;
    }
}
