package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Requests.CreateRule;
import io.windtunnel.cloud.edge.elbv2.Requests.ModifyRule;
import io.windtunnel.cloud.edge.elbv2.Requests.RulePriority;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of listeners. The default rule is the listener's own actions; its ARN is the listener's in
/// another form.
final class Rules {
    /// The id at the end of a default rule's ARN.
    private static final String DEFAULT_ID = "0000000000000000";

    private final Ledger ledger;
    private final Fabric fabric;
    private final Listeners listeners;
    private final Fleet fleet;

    Rules(Ledger ledger, Fabric fabric, Listeners listeners, Fleet fleet) {
        this.ledger = ledger;
        this.fabric = fabric;
        this.listeners = listeners;
        this.fleet = fleet;
    }

    private static String ruleArn(String listenerArn, String id) {
        return listenerArn.replace(":listener/", ":listener-rule/") + "/" + id;
    }

    private static boolean isDefault(String ruleArn) {
        return ruleArn.contains(":listener-rule/") && ruleArn.endsWith("/" + DEFAULT_ID);
    }

    private static String listenerOf(String ruleArn) {
        return ruleArn.substring(0, ruleArn.lastIndexOf('/')).replace(":listener-rule/", ":listener/");
    }

    /// The default rule, as `DescribeRules` tells it.
    static Shapes.Rule ofListener(ListenerState listener) {
        return new Shapes.Rule(ruleArn(listener.arn(), DEFAULT_ID), "default", List.of(), listener.actions(), true);
    }

    static Shapes.Rule shape(RuleState rule) {
        return new Shapes.Rule(rule.arn(), Integer.toString(rule.priority()), rule.conditions(), rule.actions(), false);
    }

    RuleState create(Scope scope, CreateRule request) {
        ListenerState listener = ledger.listener(scope, request.listenerArn());
        BalancerState balancer = ledger.balancer(scope, listener.balancerArn());
        if (balancer.network())
            throw Refusals.configuration(
                    "Listener rules are only available on dualstack load balancers with type " + "'network'");
        RuleState made = new RuleState(
                ruleArn(listener.arn(), fabric.ids().hex(16)),
                listener.arn(),
                request.priority(),
                Conditions.complete(request.conditions()),
                Actions.complete(request.actions(), "CreateRule"),
                Tagging.of(request.tags()));
        synchronized (ledger) {
            for (RuleState other : ledger.rulesOf(scope, listener.arn()))
                if (other.priority() == made.priority()) throw Conditions.priorityInUse(made.priority());
            requireRoom(scope, balancer.arn());
            listeners.requireGroups(scope, balancer, listener.protocol(), made.actions());
            ledger.rules(scope).put(made.arn(), made);
        }
        fleet.refresh(scope, balancer.arn());
        return made;
    }

    /// The default rules are not counted.
    private void requireRoom(Scope scope, String balancerArn) {
        long rules = ledger.listenersOf(scope, balancerArn)
                .mapToLong(listener -> ledger.rulesOf(scope, listener.arn()).size())
                .sum();
        ledger.require(scope, Limit.RULES_PER_BALANCER, rules + 1);
    }

    RuleState modify(Scope scope, ModifyRule request) {
        if (isDefault(request.ruleArn()))
            throw Refusals.notPermitted("Default rule '" + request.ruleArn() + "' cannot be modified");
        RuleState old = ledger.rule(scope, request.ruleArn());
        BalancerState balancer = balancerOf(scope, old);
        RuleState changed = new RuleState(
                old.arn(),
                old.listenerArn(),
                old.priority(),
                request.conditions().isEmpty() ? old.conditions() : Conditions.complete(request.conditions()),
                request.actions().isEmpty() ? old.actions() : Actions.complete(request.actions(), "ModifyRule"),
                old.tags());
        synchronized (ledger) {
            listeners.requireGroups(scope, balancer, listenerOf(scope, old).protocol(), changed.actions());
            ledger.rules(scope).put(changed.arn(), changed);
        }
        fleet.refresh(scope, balancer.arn());
        return changed;
    }

    private BalancerState balancerOf(Scope scope, RuleState rule) {
        return ledger.balancer(scope, listenerOf(scope, rule).balancerArn());
    }

    private ListenerState listenerOf(Scope scope, RuleState rule) {
        return ledger.listener(scope, rule.listenerArn());
    }

    List<Shapes.Rule> find(Scope scope, @Nullable String listenerArn, List<String> arns) {
        if (listenerArn == null && arns.isEmpty())
            throw Refusals.invalid("You must specify either listener rule ARNs or a listener ARN");
        if (listenerArn == null)
            return arns.stream().map(arn -> find(scope, arn)).toList();
        ListenerState listener = ledger.listener(scope, listenerArn);
        List<Shapes.Rule> all = new ArrayList<>();
        ledger.rulesOf(scope, listenerArn).forEach(rule -> all.add(shape(rule)));
        all.add(ofListener(listener));
        return all;
    }

    private Shapes.Rule find(Scope scope, String arn) {
        return isDefault(arn) ? ofListener(ledger.listener(scope, listenerOf(arn))) : shape(ledger.rule(scope, arn));
    }

    void delete(Scope scope, String arn) {
        if (isDefault(arn)) throw Refusals.notPermitted("Default rule '" + arn + "' cannot be deleted");
        RuleState gone = ledger.rule(scope, arn);
        ledger.rules(scope).remove(arn);
        fleet.refresh(scope, balancerOf(scope, gone).arn());
    }

    /// Gives several rules new priorities at once, so that two may change places.
    List<Shapes.Rule> setPriorities(Scope scope, List<RulePriority> asked) {
        List<RuleState> changed = new ArrayList<>();
        Set<String> balancers = new LinkedHashSet<>();
        synchronized (ledger) {
            Map<String, Integer> wanted = new HashMap<>();
            for (RulePriority pair : asked) {
                if (pair.ruleArn() == null || pair.priority() == null)
                    throw Refusals.invalid("A rule ARN and a priority must be specified");
                if (isDefault(pair.ruleArn()))
                    throw Refusals.notPermitted("The priority of a default rule cannot be set");
                changed.add(ledger.rule(scope, pair.ruleArn()).withPriority(pair.priority()));
                wanted.put(pair.ruleArn(), pair.priority());
            }
            for (RuleState rule : changed) requireFree(scope, rule, wanted);
            changed.forEach(rule -> ledger.rules(scope).put(rule.arn(), rule));
        }
        changed.forEach(rule -> balancers.add(balancerOf(scope, rule).arn()));
        balancers.forEach(arn -> fleet.refresh(scope, arn));
        return changed.stream().map(Rules::shape).toList();
    }

    private void requireFree(Scope scope, RuleState changed, Map<String, Integer> wanted) {
        for (RuleState other : ledger.rulesOf(scope, changed.listenerArn())) {
            if (other.arn().equals(changed.arn())) continue;
            int priority = wanted.getOrDefault(other.arn(), other.priority());
            if (priority == changed.priority()) throw Conditions.priorityInUse(priority);
        }
    }
}
