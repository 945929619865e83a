package io.windtunnel.rehearsal.steps;

import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.rehearsal.measure.StepTally;
import io.windtunnel.rehearsal.plan.Operation;
import io.windtunnel.rehearsal.plan.Step;
import io.windtunnel.rehearsal.plan.TextTemplate;
import io.windtunnel.rehearsal.standin.Services;
import io.windtunnel.rehearsal.steps.StepRequest.Meaning;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request's or message's way through its steps.
///
/// Thread safety: its parts follow one another, on whatever thread an answer comes.
final class StepRun {
    private static final int INTERNAL = 500;
    private static final int UNAVAILABLE = 503;
    private static final int NO_ANSWER = 504;
    private static final int CONFLICT = 409;

    /// The first pause before a call is made again, and after a throttle; each is drawn from zero to twice the last.
    /// The AWS SDK for Java's standard mode, whose pauses are drawn likewise [M].
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private static final Duration FIRST_PAUSE_THROTTLED = Duration.ofSeconds(1);

    /// The longest pause (AWS SDKs and Tools Reference Guide, retry behavior).
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final StepServices services;
    private final Services.Caller who;
    private final Book book;
    private final List<Step> steps;
    private final TextTemplate.Values values;
    private final CompletableFuture<Integer> end;
    private volatile int told = Services.DONE;

    StepRun(
            StepServices services,
            Services.Caller who,
            Book book,
            List<Step> steps,
            TextTemplate.Values values,
            CompletableFuture<Integer> end) {
        this.services = services;
        this.who = who;
        this.book = book;
        this.steps = steps;
        this.values = values;
        this.end = end;
    }

    /// Takes the step of that number, and those behind it.
    void next(int number) {
        if (number == steps.size()) {
            end.complete(told);
            return;
        }
        Step step = steps.get(number);
        StepTally tally = book.tally(step);
        long since = services.time().nanos();
        tally.taken(since);
        Region region = step.region() == null ? who.scope().region() : step.region();
        Optional<StepRequest> request;
        try {
            request = services.request(
                    book, step.operation(), new Scope(who.scope().account(), region), values);
        } catch (TextTemplate.NoValue missing) {
            tally.refused("no value", since);
            end.complete(INTERNAL);
            return;
        }
        if (request.isEmpty()) {
            tally.refused("no such resource", since);
            end.complete(INTERNAL);
            return;
        }
        call(number, step, region, request.get(), 1, since);
    }

    private void call(int number, Step step, Region region, StepRequest request, int attempt, long since) {
        long begin = services.time().nanos();
        services.call(who, region, request, step.timeout()).whenComplete((answer, bug) -> {
            if (bug != null) {
                book.tally(step).refused("a bug: " + bug, since);
                end.complete(INTERNAL);
                return;
            }
            Outcome outcome = checked(step.operation(), answer);
            note(step.operation(), request.meaning(), region, outcome, begin);
            answered(number, step, region, request, attempt, since, outcome);
        });
    }

    /// An answer that is a refusal in the service's own form.
    private static Outcome checked(Operation operation, Outcome outcome) {
        if (!(operation instanceof Operation.PutEvent) || !(outcome instanceof Outcome.Answered answered))
            return outcome;
        JsonNode answer = Json.parse(answered.body());
        if (answer.path("FailedEntryCount").asInt(0) == 0) return outcome;
        JsonNode entry = answer.path("Entries").path(0);
        return new Outcome.Refused(
                INTERNAL,
                entry.path("ErrorCode").asString(),
                entry.path("ErrorMessage").asString());
    }

    private void answered(
            int number, Step step, Region region, StepRequest request, int attempt, long since, Outcome outcome) {
        StepTally tally = book.tally(step);
        boolean absent = absent(step.operation(), outcome);
        if (!outcome.kind().isEmpty() && !absent) tally.refused(outcome.kind(), since);
        if (outcome.passing() && attempt < step.attempts()) {
            tally.retried(since);
            services.time()
                    .after(pause(outcome, attempt), () -> call(number, step, region, request, attempt + 1, since));
            return;
        }
        int status = absent ? absentStatus(request.meaning()) : status(outcome);
        if (status == Services.DONE || absent) tally.done(services.time().nanos(), since);
        if (absent && status < 400) told = status;
        if (status < 400) next(number + 1);
        else end.complete(status);
    }

    private Duration pause(Outcome outcome, int attempt) {
        boolean throttled = outcome instanceof Outcome.Refused refused && refused.throttled();
        long first = (throttled ? FIRST_PAUSE_THROTTLED : FIRST_PAUSE).toNanos();
        long most = Math.min(LONGEST_PAUSE.toNanos(), first << (attempt - 1));
        return Duration.ofNanos((long) (services.draw() * most));
    }

    /// Whether a read found nothing.
    private static boolean absent(Operation operation, Outcome outcome) {
        return switch (operation) {
            case Operation.GetItem _ ->
                outcome instanceof Outcome.Answered answered
                        && !Json.parse(answered.body()).has("Item");
            case Operation.GetObject _ ->
                outcome instanceof Outcome.Refused refused && Outcome.ABSENT.contains(refused.code());
            case Operation.Send _,
                    Operation.Publish _,
                    Operation.PutEvent _,
                    Operation.PutItem _,
                    Operation.DeleteItem _,
                    Operation.PutObject _,
                    Operation.DeleteObject _ -> false;
        };
    }

    private static int absentStatus(Meaning meaning) {
        return meaning instanceof Meaning.Reads reads ? reads.absent() : INTERNAL;
    }

    private static int status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered _ -> Services.DONE;
            case Outcome.Refused refused -> {
                if (refused.code().equals("ConditionalCheckFailedException")) yield CONFLICT;
                yield refused.passing() ? UNAVAILABLE : INTERNAL;
            }
            case Outcome.Lost _ -> NO_ANSWER;
        };
    }

    /// Puts a call into the ledger. What was refused was not done, and is no part of a history.
    private void note(Operation operation, Meaning meaning, Region region, Outcome outcome, long begin) {
        long now = services.time().nanos();
        switch (meaning) {
            case Meaning.Sends _ -> {
                if (outcome instanceof Outcome.Answered) book.ledger().sent();
            }
            case Meaning.Tells _ -> {}
            case Meaning.Writes(Ledger.Item item, String value) -> {
                if (outcome instanceof Outcome.Refused refused && refused.status() < 500) return;
                long ended = outcome instanceof Outcome.Answered ? now : Ledger.UNKNOWN;
                book.ledger().add(item, region, new Ledger.Entry(true, value, begin, ended));
            }
            case Meaning.Reads(Ledger.Item item, int _) -> {
                switch (outcome) {
                    case Outcome.Answered answered ->
                        book.ledger()
                                .add(item, region, new Ledger.Entry(false, value(operation, answered), begin, now));
                    case Outcome.Refused refused -> {
                        if (Outcome.ABSENT.contains(refused.code()))
                            book.ledger().add(item, region, new Ledger.Entry(false, null, begin, now));
                    }
                    case Outcome.Lost _ -> {}
                }
            }
        }
    }

    private static @Nullable String value(Operation operation, Outcome.Answered answered) {
        return StepServices.value(operation instanceof Operation.GetObject, answered.body());
    }
}
