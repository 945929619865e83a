package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.Parts.AccountConfiguration;
import io.windtunnel.cloud.operations.fis.Parts.Action;
import io.windtunnel.kernel.identity.Arn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run of a template, and what has become of each of its actions. It says what may begin next; [ExperimentRun] begins
/// it.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/view-experiment-progress.html
///
/// @param accounts the target accounts, as they were when it began
/// @param trouble why it failed; null where it did not
/// @param resolved what its targets have been found to be
record Experiment(
        String id,
        String arn,
        String templateId,
        Template.Design design,
        Map<String, String> tags,
        List<AccountConfiguration> accounts,
        Status status,
        String reason,
        @Nullable Trouble trouble,
        Instant created,
        @Nullable Instant ended,
        Map<String, Step> steps,
        List<Resolved> resolved) {
    /// The states of experiments and actions, by their API names in lower case; not all are both's.
    enum Status {
        PENDING,
        INITIATING,
        RUNNING,
        COMPLETED,
        STOPPING,
        STOPPED,
        FAILED,
        CANCELLED,
        SKIPPED;

        String apiName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether nothing comes after it.
        boolean isFinal() {
            return switch (this) {
                case PENDING, INITIATING, RUNNING, STOPPING -> false;
                case COMPLETED, STOPPED, FAILED, CANCELLED, SKIPPED -> true;
            };
        }
    }

    /// Why an experiment failed: the error's name, and the target or action it came of.
    record Trouble(String code, String location) {}

    /// What has become of an action.
    record Step(
            Status status,
            String reason,
            @Nullable Instant started,
            @Nullable Instant ended) {
        static final Step PENDING = new Step(Status.PENDING, "Initial state", null, null);

        Step running(Instant now) {
            return new Step(Status.RUNNING, "Action is running.", now, null);
        }

        Step over(Status status, String reason, Instant now) {
            return new Step(status, reason, started, started == null ? null : now);
        }
    }

    /// A resource that a target was found to be.
    record Resolved(String target, String resourceType, String arn) {}

    /// One that begins.
    static Experiment begin(
            String id, String arn, Template template, Parts.Options options, Map<String, String> tags, Instant now) {
        Template.Design design = template.design();
        Map<String, Step> steps = new LinkedHashMap<>();
        for (String action : design.actions().keySet()) steps.put(action, Step.PENDING);
        return new Experiment(
                id,
                arn,
                template.id(),
                new Template.Design(
                        design.description(),
                        design.stopConditions(),
                        design.targets(),
                        design.actions(),
                        design.roleArn(),
                        options),
                tags,
                List.copyOf(template.accounts().values()),
                Status.INITIATING,
                "Experiment is initiating.",
                null,
                now,
                null,
                steps,
                List.of());
    }

    Action action(String name) {
        Action action = design.actions().get(name);
        if (action == null) throw new IllegalArgumentException(id + " has no action " + name);
        return action;
    }

    Step step(String name) {
        Step step = steps.get(name);
        if (step == null) throw new IllegalArgumentException(id + " has no action " + name);
        return step;
    }

    /// The resources an action is done to.
    List<Arn> targetsOf(Action action) {
        List<Arn> arns = new ArrayList<>();
        for (Resolved each : resolved)
            if (action.targets().containsValue(each.target())) arns.add(Arn.parse(each.arn()));
        return arns;
    }

    /// The actions that wait for nothing any more.
    List<String> startable() {
        List<String> names = new ArrayList<>();
        steps.forEach((name, step) -> {
            if (step.status() == Status.PENDING
                    && action(name).startAfter().stream()
                            .allMatch(before -> step(before).status().isFinal())) names.add(name);
        });
        return names;
    }

    boolean allOver() {
        return steps.values().stream().allMatch(step -> step.status().isFinal());
    }

    Experiment with(String action, Step step) {
        Map<String, Step> changed = new LinkedHashMap<>(steps);
        changed.put(action, step);
        return new Experiment(
                id,
                arn,
                templateId,
                design,
                tags,
                accounts,
                status,
                reason,
                trouble,
                created,
                ended,
                changed,
                resolved);
    }

    Experiment with(Status next, String why, Instant now) {
        return new Experiment(
                id,
                arn,
                templateId,
                design,
                tags,
                accounts,
                next,
                why,
                trouble,
                created,
                next.isFinal() ? now : null,
                steps,
                resolved);
    }

    Experiment with(List<Resolved> found) {
        return new Experiment(
                id, arn, templateId, design, tags, accounts, status, reason, trouble, created, ended, steps, found);
    }

    Experiment withTags(Map<String, String> all) {
        return new Experiment(
                id, arn, templateId, design, all, accounts, status, reason, trouble, created, ended, steps, resolved);
    }

    Experiment with(Trouble met) {
        return new Experiment(
                id, arn, templateId, design, tags, accounts, status, reason, met, created, ended, steps, resolved);
    }

    /// What is left of the actions when the experiment ends before they do: those that ran have been stopped, the
    /// others
    /// never begin.
    Experiment breakOff(Instant now) {
        Experiment changed = this;
        for (Map.Entry<String, Step> each : steps.entrySet()) {
            Step step = each.getValue();
            if (step.status().isFinal()) continue;
            Step over = step.status() == Status.RUNNING
                    ? step.over(Status.STOPPED, "Action was stopped.", now)
                    : step.over(Status.CANCELLED, "Action was cancelled.", now);
            changed = changed.with(each.getKey(), over);
        }
        return changed;
    }
}
