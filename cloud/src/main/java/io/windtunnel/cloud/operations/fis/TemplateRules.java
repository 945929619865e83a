package io.windtunnel.cloud.operations.fis;

import io.windtunnel.cloud.operations.fis.ActionKind.Parameter;
import io.windtunnel.cloud.operations.fis.Parts.Action;
import io.windtunnel.cloud.operations.fis.Parts.StopCondition;
import io.windtunnel.cloud.operations.fis.Parts.Target;
import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What a template must be.
///
/// Sources: https://docs.aws.amazon.com/fis/latest/userguide/experiment-templates.html,
/// https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html
final class TemplateRules {
    /// How many targets a template may have: as many as actions by default; our choice.
    private static final int MOST_TARGETS = 20;

    private static final String ALARM = "aws:cloudwatch:alarm";

    private final ActionCatalog catalog;
    private final Quotas quotas;

    TemplateRules(ActionCatalog catalog, Quotas quotas) {
        this.catalog = catalog;
        this.quotas = quotas;
    }

    /// @throws io.windtunnel.wire.AwsException `ValidationException`, `ServiceQuotaExceededException`
    void check(Scope scope, Template.Design design) {
        if (design.actions().isEmpty()) throw Refusals.invalid("Experiment template must have at least one action.");
        quotas.require(scope, FisLimit.ACTIONS, design.actions().size());
        quotas.require(scope, FisLimit.STOP_CONDITIONS, design.stopConditions().size());
        if (design.targets().size() > MOST_TARGETS)
            throw Refusals.quota(
                    "The maximum number of targets per experiment template (" + MOST_TARGETS + ") has been exceeded.");
        if (design.stopConditions().isEmpty())
            throw Refusals.invalid("Experiment template must have at least one stop condition.");
        design.stopConditions().forEach(TemplateRules::check);
        design.targets().forEach(this::check);
        design.actions().forEach((name, action) -> check(name, action, design));
        for (String name : design.actions().keySet()) checkOrder(name, design.actions());
        quotas.require(scope, FisLimit.PARALLEL_ACTIONS, widest(design.actions()));
        if (!Arn.isArn(design.roleArn())
                || !Arn.parse(design.roleArn()).service().equals("iam"))
            throw Refusals.invalid("Role ARN \"" + design.roleArn() + "\" is not valid.");
    }

    private static void check(StopCondition condition) {
        String value = condition.value();
        switch (condition.source()) {
            case "none" -> {
                if (value != null) throw Refusals.invalid("Stop condition with source \"none\" must not have a value.");
            }
            case ALARM -> {
                if (value == null)
                    throw Refusals.invalid("Stop condition with source \"" + ALARM + "\" needs a value.");
                boolean alarm = Arn.isArn(value)
                        && Arn.parse(value).service().equals("cloudwatch")
                        && Arn.parse(value).resource().startsWith("alarm:");
                if (!alarm) throw Refusals.invalid("Stop condition value \"" + value + "\" is not an alarm ARN.");
            }
            default -> throw Refusals.invalid("Stop condition source \"" + condition.source() + "\" is not valid.");
        }
    }

    private void check(String name, Target target) {
        ActionCatalog.TargetKind kind = catalog.target(target.resourceType());
        if (kind == null)
            throw Refusals.invalid(
                    "Resource type \"" + target.resourceType() + "\" of target \"" + name + "\" is not supported.");
        if (Selection.parse(target.selectionMode()).isEmpty())
            throw Refusals.invalid("Selection mode \"" + target.selectionMode() + "\" of target \"" + name
                    + "\" is not valid. Valid values are ALL, COUNT(n) and PERCENT(n).");
        boolean chosen = !target.resourceTags().isEmpty()
                || !target.filters().isEmpty()
                || !target.parameters().isEmpty();
        if (target.resourceArns().isEmpty() && !chosen)
            throw Refusals.invalid(
                    "Target \"" + name + "\" must specify resource ARNs, resource tags, filters or parameters.");
        if (!target.resourceArns().isEmpty() && chosen)
            throw Refusals.invalid("Target \"" + name
                    + "\" must not specify resource ARNs together with resource tags, filters or parameters.");
        for (String arn : target.resourceArns())
            if (!Arn.isArn(arn)) throw Refusals.invalid("\"" + arn + "\" in target \"" + name + "\" is not an ARN.");
        for (String parameter : target.parameters().keySet())
            if (!kind.parameters().containsKey(parameter))
                throw Refusals.invalid("Unexpected parameter \"" + parameter + "\" found in target \"" + name + "\".");
    }

    private void check(String name, Action action, Template.Design design) {
        ActionKind kind = catalog.find(action.actionId());
        if (kind == null) throw catalog.refusal(action.actionId(), name);
        checkParameters(name, action, kind);
        checkTargets(name, action, kind, design.targets());
        for (String before : action.startAfter())
            if (!design.actions().containsKey(before))
                throw Refusals.invalid("Action \"" + name + "\" starts after \"" + before + "\", which is not found.");
    }

    private static void checkParameters(String name, Action action, ActionKind kind) {
        Set<String> unknown = new HashSet<>(action.parameters().keySet());
        for (Parameter parameter : kind.parameters()) {
            unknown.remove(parameter.name());
            String value = action.parameters().get(parameter.name());
            if (value == null && parameter.required())
                throw Refusals.invalid(
                        "Missing required parameter \"" + parameter.name() + "\" in action \"" + name + "\".");
            String wrong = value == null ? null : parameter.rule().wrong(value);
            if (wrong != null)
                throw Refusals.invalid("Parameter \"" + parameter.name() + "\" in action \"" + name + "\" " + wrong
                        + ": \"" + value + "\".");
        }
        for (String each : unknown)
            throw Refusals.invalid("Unexpected parameter \"" + each + "\" found in action \"" + name + "\".");
    }

    private static void checkTargets(String name, Action action, ActionKind kind, Map<String, Target> targets) {
        for (String key : action.targets().keySet())
            if (!key.equals(kind.targetKey()))
                throw Refusals.invalid("Unexpected target \"" + key + "\" found in action \"" + name + "\".");
        if (kind.targetKey() == null) return;
        String chosen = action.targets().get(kind.targetKey());
        if (chosen == null)
            throw Refusals.invalid("Missing required target \"" + kind.targetKey() + "\" in action \"" + name + "\".");
        Target target = targets.get(chosen);
        if (target == null)
            throw Refusals.invalid("Target \"" + chosen + "\" of action \"" + name + "\" is not found.");
        if (!target.resourceType().equals(kind.resourceType()))
            throw Refusals.invalid("Target \"" + chosen + "\" of action \"" + name + "\" must be of resource type "
                    + kind.resourceType() + ".");
    }

    private static void checkOrder(String name, Map<String, Action> actions) {
        Set<String> seen = new HashSet<>();
        Set<String> before = Set.of(name);
        while (!before.isEmpty()) {
            Set<String> further = new HashSet<>();
            for (String each : before) {
                Action action = actions.get(each);
                if (action != null) further.addAll(action.startAfter());
            }
            if (further.contains(name)) throw Refusals.invalid("Action \"" + name + "\" starts after itself.");
            further.removeAll(seen);
            seen.addAll(further);
            before = further;
        }
    }

    /// How many actions stand beside each other: those with the same number of others before them.
    private static int widest(Map<String, Action> actions) {
        Map<String, Integer> depths = new HashMap<>();
        Map<Integer, Integer> widths = new HashMap<>();
        for (String name : actions.keySet()) widths.merge(depth(name, actions, depths), 1, Integer::sum);
        return Collections.max(widths.values());
    }

    /// @param depths those known already
    private static int depth(String name, Map<String, Action> actions, Map<String, Integer> depths) {
        Integer known = depths.get(name);
        Action action = actions.get(name);
        if (known != null || action == null) return known == null ? 0 : known;
        int deepest = 0;
        for (String before : action.startAfter()) deepest = Math.max(deepest, 1 + depth(before, actions, depths));
        depths.put(name, deepest);
        return deepest;
    }
}
