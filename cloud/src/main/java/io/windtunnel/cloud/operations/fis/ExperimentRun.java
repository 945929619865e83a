package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.Experiment.Status;
import io.windtunnel.cloud.operations.fis.Experiment.Step;
import io.windtunnel.cloud.operations.fis.Injection.InForce;
import io.windtunnel.cloud.operations.fis.Injection.Work;
import io.windtunnel.cloud.operations.fis.Parts.Action;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An experiment under way. What happens to it (a timer, a stop, an alarm) waits in line and is dealt with by one
/// thread
/// after the other, so that no lock is held while an action does its work.
///
/// Thread safety: every method may be called from any thread.
final class ExperimentRun {
    /// How long an experiment is initiating, and how often alarms and actions are looked at: a second of scenario time,
    /// our choice.
    static final Duration PACE = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(ExperimentRun.class.getName());

    private final Scope scope;
    private final Time time;
    private final ActionCatalog catalog;
    private final Function<Experiment, List<Experiment.Resolved>> resolution;
    private final AlarmLookup alarms;
    private final Observer observer;
    private final Queue<Runnable> line = new ArrayDeque<>();
    private final Map<String, InForce> inForce = new LinkedHashMap<>();
    private final Map<String, Timer> timers = new LinkedHashMap<>();
    private volatile Experiment experiment;
    private boolean busy;
    private boolean halting;
    private @Nullable Timer alarmWatch;

    /// Finds an alarm by its name.
    interface AlarmLookup {
        Optional<Alarms.View> find(Scope scope, String name);
    }

    /// Who is told, by the thread that makes the change.
    interface Observer {
        /// A change, to be kept.
        void changed(Experiment before, Experiment after);

        void begun(Experiment experiment, String action);

        void ended(Experiment experiment, String action);
    }

    ExperimentRun(
            Scope scope,
            Experiment experiment,
            Time time,
            ActionCatalog catalog,
            Function<Experiment, List<Experiment.Resolved>> resolution,
            AlarmLookup alarms,
            Observer observer) {
        this.scope = scope;
        this.experiment = experiment;
        this.time = time;
        this.catalog = catalog;
        this.resolution = resolution;
        this.alarms = alarms;
        this.observer = observer;
    }

    Experiment experiment() {
        return experiment;
    }

    void start() {
        time.after(PACE, () -> post(this::resolve));
    }

    /// Ends it before its time; what is in force is rolled back. Answers what it is while it stops.
    Experiment stop(String reason) {
        post(() -> {
            if (halting || experiment.status().isFinal()) return;
            halting = true;
            change(now -> now.with(Status.STOPPING, "Stopping experiment.", time.now()));
            time.after(Duration.ZERO, () -> post(() -> halt(Status.STOPPED, reason)));
        });
        return experiment;
    }

    /// Ends it at once because the cloud closes: nothing stays in force.
    void close() {
        post(() -> {
            halting = true;
            if (alarmWatch != null) alarmWatch.cancel();
            for (String name : new ArrayList<>(inForce.keySet()).reversed()) {
                AwsException refusal = lift(name, true);
                if (refusal != null) LOG.log(System.Logger.Level.WARNING, "{0}: {1}", name, refusal.message());
            }
        });
    }

    private void post(Runnable happening) {
        synchronized (line) {
            line.add(happening);
            if (busy) return;
            busy = true;
        }
        while (true) {
            Runnable next;
            synchronized (line) {
                next = line.poll();
                if (next == null) busy = false;
            }
            if (next == null) return;
            boolean fine = false;
            try {
                next.run();
                fine = true;
            } finally {
                if (!fine) {
                    synchronized (line) {
                        busy = false;
                    }
                }
            }
        }
    }

    private void change(UnaryOperator<Experiment> change) {
        Experiment before = experiment;
        Experiment after = change.apply(before);
        experiment = after;
        observer.changed(before, after);
    }

    private void resolve() {
        if (halting) return;
        List<Experiment.Resolved> found;
        try {
            found = resolution.apply(experiment);
        } catch (AwsException refusal) {
            change(now -> now.with(new Experiment.Trouble(refusal.code(), "targets")));
            halt(Status.FAILED, refusal.message());
            return;
        }
        change(now -> now.with(found).with(Status.RUNNING, "Experiment is running.", time.now()));
        if (experiment.design().options().preview()) {
            for (String name : experiment.steps().keySet()) skip(name, "Action was skipped.");
        } else if (experiment.design().stopConditions().stream().anyMatch(condition -> condition.value() != null)) {
            if (alarmed()) return;
            alarmWatch = time.every(PACE, () -> post(this::alarmed));
        }
        advance();
    }

    /// Whether an alarm of a stop condition has ended the experiment.
    private boolean alarmed() {
        if (halting) return true;
        for (Parts.StopCondition condition : experiment.design().stopConditions()) {
            if (condition.value() == null || !Arn.isArn(condition.value())) continue;
            Arn alarm = Arn.parse(condition.value());
            String name = alarm.resource().substring(alarm.resource().indexOf(':') + 1);
            boolean inAlarm = alarms.find(alarm.scope(), name)
                    .filter(view -> view.state() == Alarms.State.ALARM)
                    .isPresent();
            if (!inAlarm) continue;
            halting = true;
            change(now -> now.with(Status.STOPPING, "Experiment halted by stop condition.", time.now()));
            halt(Status.STOPPED, "Experiment halted by stop condition.");
            return true;
        }
        return false;
    }

    /// Begins what may begin, and ends the experiment when all is done.
    private void advance() {
        while (!halting) {
            List<String> next = experiment.startable();
            if (next.isEmpty()) break;
            for (String name : next) if (!halting) begin(name);
        }
        if (!halting && experiment.allOver()) finish(Status.COMPLETED, "Experiment completed.");
    }

    private void skip(String name, String reason) {
        change(now -> now.with(name, now.step(name).over(Status.SKIPPED, reason, time.now())));
    }

    private void begin(String name) {
        Action action = experiment.action(name);
        ActionKind kind = catalog.require(action.actionId());
        Work work = new Work(scope, action.parameters(), experiment.targetsOf(action));
        if (kind.targetKey() != null && work.targets().isEmpty()) {
            skip(name, "Target resolution returned empty set");
            return;
        }
        change(now -> now.with(name, now.step(name).running(time.now())));
        InForce begun;
        try {
            begun = kind.injection().begin(work);
        } catch (AwsException refusal) {
            fail(name, refusal);
            return;
        }
        inForce.put(name, begun);
        observer.begun(experiment, name);
        if (kind.lasts()) {
            Duration lasts = Duration.parse(work.parameter(ActionKind.DURATION));
            timers.put(name, time.after(lasts, () -> post(() -> end(name))));
        } else if (begun.done()) end(name);
        else timers.put(name, time.every(PACE, () -> post(() -> endIfDone(name))));
    }

    private void endIfDone(String name) {
        InForce begun = inForce.get(name);
        if (begun != null && begun.done()) end(name);
    }

    private void end(String name) {
        if (halting || !inForce.containsKey(name)) return;
        AwsException refusal = lift(name, false);
        if (refusal != null) {
            fail(name, refusal);
            return;
        }
        change(now -> now.with(name, now.step(name).over(Status.COMPLETED, "Action was completed.", time.now())));
        observer.ended(experiment, name);
        advance();
    }

    /// Ends what an action has in force; answers why that failed.
    private @Nullable AwsException lift(String name, boolean early) {
        Timer timer = timers.remove(name);
        if (timer != null) timer.cancel();
        InForce begun = inForce.remove(name);
        if (begun == null) return null;
        try {
            begun.end(early);
            return null;
        } catch (AwsException refusal) {
            return refusal;
        }
    }

    private void fail(String name, AwsException refusal) {
        Step failed = experiment.step(name).over(Status.FAILED, refusal.message(), time.now());
        change(now -> now.with(name, failed).with(new Experiment.Trouble(refusal.code(), "actions." + name)));
        halt(Status.FAILED, "Action " + name + " failed: " + refusal.message());
    }

    /// Rolls back what is in force and ends the experiment.
    private void halt(Status status, String reason) {
        halting = true;
        for (String name : new ArrayList<>(inForce.keySet()).reversed()) {
            AwsException refusal = lift(name, true);
            if (refusal != null) {
                Step failed = experiment.step(name).over(Status.FAILED, refusal.message(), time.now());
                change(now -> now.with(name, failed));
            }
            observer.ended(experiment, name);
        }
        finish(status, reason);
    }

    private void finish(Status status, String reason) {
        halting = true;
        if (alarmWatch != null) alarmWatch.cancel();
        change(now -> now.breakOff(time.now()).with(status, reason, time.now()));
    }
}
