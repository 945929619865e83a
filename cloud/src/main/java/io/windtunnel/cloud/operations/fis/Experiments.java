package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.fis.Experiment.Status;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The experiments of every scope, and those under way.
///
/// Thread safety: every method may be called from any thread.
final class Experiments {
    /// How many experiments are kept; the oldest go first. Our choice: AWS keeps them for 120 days.
    private static final int MOST_KEPT = 1_000;

    private static final String PENDING = "Experiment is pending.";
    private static final String LOST = "The cloud stopped while the experiment was under way.";

    private record Key(Scope scope, String id) {}

    private final CloudContext context;
    private final ActionCatalog catalog;
    private final Resolution resolution;
    private final Chronicler chronicler;
    private final Map<Key, ExperimentRun> runs = new ConcurrentHashMap<>();

    Experiments(CloudContext context, ActionCatalog catalog) {
        this.context = context;
        this.catalog = catalog;
        this.resolution = new Resolution(context.directory(), context.fabric().random().stream("fis.selection"));
        this.chronicler = new Chronicler(context);
    }

    private Table<Experiment> table(Scope scope) {
        return context.fabric().storage().table(scope, "fis.experiments", Experiment.class);
    }

    private Table<SafetyLever> levers(Scope scope) {
        return context.fabric().storage().table(scope, "fis.levers", SafetyLever.class);
    }

    private Time time() {
        return context.fabric().time();
    }

    /// What was under way when the cloud stopped has failed, and what it had changed is put right.
    void recover() {
        for (Scope scope : context.fabric().storage().scopes("fis.experiments"))
            for (Experiment known : List.copyOf(table(scope).values()))
                if (!known.status().isFinal() && !runs.containsKey(new Key(scope, known.id()))) recover(scope, known);
    }

    private void recover(Scope scope, Experiment known) {
        known.steps().forEach((name, step) -> {
            if (step.status() != Status.RUNNING) return;
            Parts.Action action = known.action(name);
            ActionKind kind = catalog.find(action.actionId());
            if (kind == null) return;
            try {
                kind.injection().recover(new Injection.Work(scope, action.parameters(), known.targetsOf(action)));
            } catch (AwsException refusal) {
                System.getLogger(Experiments.class.getName())
                        .log(System.Logger.Level.WARNING, "{0}: {1}", known.id(), refusal.message());
            }
        });
        Instant now = time().now();
        Experiment failed = known.breakOff(now).with(Status.FAILED, LOST, now);
        table(scope).put(known.id(), failed);
        chronicler.changed(scope, known.status(), known.reason(), failed);
    }

    synchronized Experiment start(Scope scope, Template template, Parts.Options options, Map<String, String> tags) {
        long active =
                runs.keySet().stream().filter(key -> key.scope().equals(scope)).count();
        Quotas.of(context.directory()).require(scope, FisLimit.EXPERIMENTS, active + 1);
        String id = "EXP" + context.fabric().ids().lower(15);
        String arn = scope.arn("fis", "experiment/" + id).toString();
        Experiment begun = Experiment.begin(id, arn, template, options, tags, time().now());
        forgetOldest(scope);
        if (lever(scope).engaged()) return cancelled(scope, begun);
        table(scope).put(id, begun);
        ExperimentRun run = new ExperimentRun(
                scope,
                begun,
                time(),
                catalog,
                experiment -> resolution.resolve(experiment, scopes(scope, experiment)),
                (alarms, name) -> context.directory().find(Alarms.class).flatMap(port -> port.find(alarms, name)),
                observer(scope));
        runs.put(new Key(scope, id), run);
        chronicler.changed(scope, Status.PENDING, PENDING, begun);
        run.start();
        return begun;
    }

    /// While the safety lever is engaged, an experiment never begins.
    private Experiment cancelled(Scope scope, Experiment begun) {
        Instant now = time().now();
        Experiment cancelled =
                begun.breakOff(now).with(Status.CANCELLED, "Experiment cancelled: the safety lever is engaged.", now);
        table(scope).put(cancelled.id(), cancelled);
        chronicler.changed(scope, Status.PENDING, PENDING, cancelled);
        return cancelled;
    }

    private static List<Scope> scopes(Scope own, Experiment experiment) {
        if (!experiment.design().options().multiAccount()) return List.of(own);
        return experiment.accounts().stream()
                .map(account -> new Scope(new AccountId(account.accountId()), own.region()))
                .toList();
    }

    private void forgetOldest(Scope scope) {
        Table<Experiment> table = table(scope);
        if (table.size() < MOST_KEPT) return;
        table.values().stream()
                .filter(experiment -> experiment.status().isFinal())
                .min(java.util.Comparator.comparing(Experiment::created))
                .ifPresent(oldest -> table.remove(oldest.id()));
    }

    private ExperimentRun.Observer observer(Scope scope) {
        return new ExperimentRun.Observer() {
            @Override
            public void changed(Experiment before, Experiment after) {
                table(scope).update(after.id(), old -> old == null ? after : after.withTags(old.tags()));
                if (after.status().isFinal()) runs.remove(new Key(scope, after.id()));
                chronicler.changed(scope, before.status(), before.reason(), after);
            }

            @Override
            public void begun(Experiment experiment, String action) {
                chronicler.begun(scope, experiment, action);
            }

            @Override
            public void ended(Experiment experiment, String action) {
                chronicler.ended(scope, experiment, action);
            }
        };
    }

    /// @throws AwsException `ResourceNotFoundException`; `ValidationException` when it has ended
    Experiment stop(Scope scope, String id) {
        Experiment known = require(scope, id);
        ExperimentRun run = runs.get(new Key(scope, id));
        if (run == null || known.status().isFinal())
            throw Refusals.invalid("Experiment " + id + " cannot be stopped: it is "
                    + known.status().apiName() + ".");
        return run.stop("Experiment stopped.");
    }

    /// @throws AwsException `ResourceNotFoundException`
    Experiment require(Scope scope, String id) {
        Experiment experiment = table(scope).get(id);
        if (experiment == null) throw Refusals.noExperiment(id);
        return experiment;
    }

    /// The latest first.
    List<Experiment> all(Scope scope) {
        return table(scope).values().stream()
                .sorted(java.util.Comparator.comparing(Experiment::created)
                        .reversed()
                        .thenComparing(Experiment::id))
                .toList();
    }

    void tag(Scope scope, String id, Map<String, String> more, List<String> fewer) {
        Experiment tagged = table(scope)
                .update(id, old -> old == null ? null : old.withTags(Parts.retagged(old.tags(), more, fewer)));
        if (tagged == null) throw Refusals.noExperiment(id);
    }

    SafetyLever lever(Scope scope) {
        SafetyLever known = levers(scope).get(SafetyLever.ID);
        return known == null ? SafetyLever.DISENGAGED : known;
    }

    /// Engaging it stops every experiment of the scope.
    ///
    /// @throws AwsException `ConflictException` when only the reason would change
    SafetyLever pull(Scope scope, String status, String reason) {
        SafetyLever known = lever(scope);
        if (known.status().equals(status) && !known.reason().equals(reason))
            throw Refusals.conflict("The safety lever is " + status + " already, for another reason.");
        SafetyLever pulled = new SafetyLever(status, reason);
        levers(scope).put(SafetyLever.ID, pulled);
        if (pulled.engaged())
            runs.forEach((key, run) -> {
                if (key.scope().equals(scope)) run.stop("Experiment stopped by the safety lever.");
            });
        return pulled;
    }

    void close() {
        runs.values().forEach(ExperimentRun::close);
    }
}
