package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.compute.applicationautoscaling.Activity.Status;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.ScalableTargets;
import io.windtunnel.cloud.ports.ScalableTargets.Capacity;
import io.windtunnel.kernel.identity.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sets capacities, and follows each change until the resource has made it: an activity tells how far it
/// has come.
///
/// Thread safety: every method may be called from any thread; none blocks.
final class Scaler {
    /// How often a change under way is looked at, and after how long it counts as unfulfilled: our choice.
    static final Duration LOOK = Duration.ofSeconds(10);

    static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Books books;
    private final Journal journal;

    Scaler(Books books, Journal journal) {
        this.books = books;
        this.journal = journal;
    }

    /// Goes on following what was under way when the cloud was stopped.
    void resume() {
        for (Book book : books.all())
            for (Activity activity : List.copyOf(book.activities()))
                if (!activity.status().ended()) look(book, activity);
    }

    private static ScalableTargets.Target named(Scope scope, Target.Key key) {
        return new ScalableTargets.Target(scope, key.resourceId(), key.dimension());
    }

    /// Asks how much there is of a target; `told` gets the capacity, or the words of what went wrong.
    void ask(Scope scope, Target.Key key, Consumer<Capacity> told, Consumer<String> failed) {
        Optional<ScalableTargets> scaled = books.scaled(scope, key);
        if (scaled.isEmpty()) failed.accept("no service of this cloud scales " + key.namespace());
        else then(scaled.get().capacity(named(scope, key)), told, failed);
    }

    /// Goes on when a stage ends, on a thread of the clock's: what goes wrong there is not swallowed by
    /// the stage.
    private void then(CompletionStage<Capacity> stage, Consumer<Capacity> told, Consumer<String> failed) {
        stage.whenComplete((capacity, failure) -> books.after(Duration.ZERO, () -> {
            if (failure == null) told.accept(capacity);
            else failed.accept(words(failure));
        }));
    }

    private static String words(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }

    /// Brings a target's capacity between its bounds, when it is not.
    void enforce(Scope scope, Target.Key key) {
        ask(
                scope,
                key,
                capacity -> books.of(scope).find(key).ifPresent(target -> enforce(scope, target, capacity)),
                words -> tell(scope, key, "capacity.unknown", words));
    }

    private void enforce(Scope scope, Target target, Capacity capacity) {
        int wanted = target.within(capacity.desired());
        if (wanted == capacity.desired()) return;
        String bound = wanted > capacity.desired() ? "minimum" : "maximum";
        set(scope, target.key(), wanted, bound + " capacity was set to " + wanted);
    }

    /// Sets a capacity; `cause` is the activity's.
    void set(Scope scope, Target.Key key, int desired, String cause) {
        Book book = books.of(scope);
        Optional<ScalableTargets> scaled = books.scaled(scope, key);
        if (scaled.isEmpty()) return;
        for (Activity open : List.copyOf(book.activities()))
            if (open.target().equals(key) && !open.status().ended())
                book.become(open, Status.OVERRIDDEN, "The desired capacity was updated by a newer scaling event.");
        Activity begun =
                book.begin(key, desired, "Setting " + thing(key, desired) + ".", cause, Status.PENDING, null, null);
        tell(scope, key, "capacity.set", cause + ": setting " + thing(key, desired));
        then(
                scaled.get().set(named(scope, key), desired),
                capacity -> follow(book, begun, desired, capacity),
                words -> fail(book, begun, "Failed to set " + thing(key, desired) + ". Reason: " + words));
    }

    private static String thing(Target.Key key, int desired) {
        return key.thing() + " to " + desired;
    }

    private void follow(Book book, Activity begun, int desired, Capacity capacity) {
        Target.Key key = begun.target();
        String done = "Successfully set " + thing(key, desired) + ". ";
        switch (capacity.progress()) {
            case FULFILLED ->
                book.become(
                        begun, Status.SUCCESSFUL, done + "Change successfully fulfilled by " + key.namespace() + ".");
            case FAILED -> fail(book, begun, "Failed to set " + thing(key, desired) + ". Reason: " + capacity.words());
            case UNDER_WAY, UNSCALABLE -> {
                String waiting = "Waiting for change to be fulfilled by " + key.namespace() + ".";
                if (books.now().isBefore(begun.start().plus(PATIENCE))) {
                    book.become(begun, Status.IN_PROGRESS, done + waiting);
                    look(book, begun);
                } else book.become(begun, Status.UNFULFILLED, done + "The change was not fulfilled in time.");
            }
        }
    }

    private void look(Book book, Activity begun) {
        int desired = Objects.requireNonNull(begun.desired(), "nothing is set");
        books.after(LOOK, () -> {
            if (!book.open(begun)) return;
            ask(
                    book.scope,
                    begun.target(),
                    capacity -> follow(book, begun, desired, capacity),
                    failure -> fail(book, begun, "Failed to follow the change. Reason: " + failure));
        });
    }

    private void fail(Book book, Activity begun, String words) {
        book.become(begun, Status.FAILED, words);
        tell(book.scope, begun.target(), "capacity.failed", words);
    }

    /// Writes that nothing was done, and why; not again while nothing else has happened.
    void notScaled(Scope scope, Target.Key key, String cause, Shapes.NotScaledReason reason) {
        Book book = books.of(scope);
        Shapes.@Nullable NotScaledReason before =
                book.latest(key).map(Activity::notScaled).orElse(null);
        if (before != null && before.code().equals(reason.code())) return;
        book.begin(key, null, "Attempting to scale due to alarm triggered", cause, Status.FAILED, null, reason);
    }

    void tell(Scope scope, Target.Key key, String kind, String words) {
        Instant now = books.now();
        journal.record(new Journal.Event(now, scope, kind, key.resourceId(), words));
    }
}
