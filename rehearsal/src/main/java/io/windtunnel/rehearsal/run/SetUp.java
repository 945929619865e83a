package io.windtunnel.rehearsal.run;

import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.kernel.time.WallTime;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.stage.Act;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import io.windtunnel.rehearsal.verdict.Judge;
import io.windtunnel.rehearsal.view.LiveView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What goes before the wind: the designs are deployed on a fast clock until they are healthy, and then
/// wait, still fast, until their hour has come.
final class SetUp {
    /// Scenario seconds per wall second while resources are made and machines boot: a boot of 45 s takes about two.
    static final double SPEED = 20;

    /// The same while machines are launched, and from the first that listens on: a health check with a timeout of 2 s
    /// still has 400 ms, and when it falls due against the wind is not the computer's doing.
    private static final double CHECKING_SPEED = 5;

    /// The same while everything is healthy and waits: a check with a timeout of 5 s still has 125 ms.
    private static final double WAITING_SPEED = 40;

    /// The longest the set-up may take on the wall clock: forty scenario minutes.
    private static final Duration LIMIT = Duration.ofSeconds(120);

    /// How long before the wind the clock slows down to the wind's own speed, in scenario time at least and on the wall
    /// clock: the warm-up wants its time.
    private static final Duration SLOW_BEFORE = Duration.ofSeconds(30);

    private static final Duration SLOW_BEFORE_ON_WALL = Duration.ofSeconds(4);

    /// How the words end that tell of a group whose control loop begins.
    private static final String GROUP_BEGINS = "(AWS::AutoScaling::AutoScalingGroup) CREATE_IN_PROGRESS";

    private final RehearsalPlan plan;
    private final List<Act> acts;
    private final WallTime time;
    private final LiveView view;
    private final long begin;
    private final Instant beginInstant;

    SetUp(RehearsalPlan plan, List<Act> acts, WallTime time, LiveView view) {
        this.plan = plan;
        this.acts = acts;
        this.time = time;
        this.view = view;
        this.begin = time.nanos();
        this.beginInstant = time.now();
    }

    /// Something has happened in the cloud: slows the set-up's clock down while what follows must not be late.
    static void heed(Journal.Event event, WallTime time) {
        switch (event.kind()) {
            case "instance.launched", "instance.booted" -> time.speed(CHECKING_SPEED);
            case "instance.in-service" -> time.speed(SPEED);
            case "stack.event" -> {
                if (event.words().endsWith(GROUP_BEGINS)) time.speed(CHECKING_SPEED);
            }
            default -> {}
        }
    }

    /// Deploys every design and waits until all are healthy.
    ///
    /// @throws RehearsalFailure when a design cannot be deployed or does not become healthy
    void deploy() {
        for (Act act : acts) act.deployment().create();
        List<Act> waiting = new ArrayList<>(acts);
        List<Act> incomplete = new ArrayList<>(acts);
        List<String> missing = new ArrayList<>();
        boolean ready = Waiting.until(time, Duration.ofSeconds(1), LIMIT, () -> {
            incomplete.removeIf(act -> act.deployment().complete());
            missing.clear();
            waiting.removeIf(act -> ready(act, incomplete, missing));
            view.preparing("setting up: " + Judge.time(time.nanos() - begin) + " of scenario time, "
                    + (incomplete.isEmpty()
                            ? missing.size() + " things not ready yet"
                            : incomplete.size() + " stacks in progress"));
            return waiting.isEmpty();
        });
        if (ready) return;
        for (Act act : incomplete) missing.add(act.deployment().design().name() + ": its stack is still in progress");
        throw new RehearsalFailure("the designs were not healthy after " + Judge.time(time.nanos() - begin)
                + " of scenario time:\n  "
                + String.join("\n  ", missing));
    }

    private boolean ready(Act act, List<Act> incomplete, List<String> missing) {
        if (incomplete.contains(act)) return false;
        List<String> own = act.deployment().missing();
        missing.addAll(own);
        act.readyAfter(time.nanos() - begin);
        return own.isEmpty();
    }

    /// Lets the rest of the lead go by, and sets the clock to the wind's own speed.
    ///
    /// @throws RehearsalFailure when the set-up took longer than the lead of a rehearsal with a date
    void lead() {
        Duration slow = SLOW_BEFORE_ON_WALL.multipliedBy((long) Math.ceil(plan.speed()));
        if (slow.compareTo(SLOW_BEFORE) < 0) slow = SLOW_BEFORE;
        Instant until = beginInstant.plus(plan.lead());
        Instant late = until.minus(slow);
        if (plan.starts() != null && late.isBefore(time.now()))
            throw new RehearsalFailure("the set-up took " + Judge.time(time.nanos() - begin)
                    + " of scenario time: too long for a lead of "
                    + Judge.time(plan.lead().toNanos())
                    + ", since the warm-up wants " + Judge.time(slow.toNanos()) + " too; say a longer `lead`");
        time.speed(Math.max(WAITING_SPEED, plan.speed()));
        Duration limit = Duration.ofSeconds(30).plus(plan.lead().dividedBy((long) WAITING_SPEED));
        boolean over = Waiting.until(time, Duration.ofSeconds(1), limit, () -> {
            view.preparing("waiting for the wind: "
                    + Judge.time(Math.max(0, Duration.between(time.now(), until).toNanos())) + " of scenario time");
            return !time.now().isBefore(late);
        });
        if (!over) throw new RehearsalFailure("the clock does not keep up with the lead");
        time.speed(plan.speed());
    }
}
