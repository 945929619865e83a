package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.ports.Quotas;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What stands in the books: the load balancers, target groups, listeners and rules of every scope, by ARN.
///
/// Whoever changes several rows, or checks one to change another, holds the ledger's own lock; nothing slow and no
/// other
/// service is called under it.
final class Ledger {
    private final Storage storage;
    private final Quotas quotas;

    Ledger(Storage storage, Quotas quotas) {
        this.storage = storage;
        this.quotas = quotas;
    }

    /// Lets the account have `wanted` of what `limit` limits, the new one counted.
    ///
    /// @throws AwsException the limit's refusal
    void require(Scope scope, Limit limit, long wanted) {
        quotas.require(scope, limit, wanted);
    }

    /// How many of what `limit` limits the account may have.
    long most(Scope scope, Limit limit) {
        return quotas.most(scope, limit);
    }

    Table<BalancerState> balancers(Scope scope) {
        return storage.table(scope, "elbv2.load-balancers", BalancerState.class);
    }

    Table<GroupState> groups(Scope scope) {
        return storage.table(scope, "elbv2.target-groups", GroupState.class);
    }

    Table<ListenerState> listeners(Scope scope) {
        return storage.table(scope, "elbv2.listeners", ListenerState.class);
    }

    Table<RuleState> rules(Scope scope) {
        return storage.table(scope, "elbv2.rules", RuleState.class);
    }

    Table<Reservation> reservations(Scope scope) {
        return storage.table(scope, "elbv2.capacity-reservations", Reservation.class);
    }

    /// What is reserved for a load balancer, be it nothing.
    Reservation reservation(Scope scope, String balancerArn) {
        Reservation found = reservations(scope).get(balancerArn);
        return found == null ? Reservation.none(balancerArn) : found;
    }

    /// Every scope with a load balancer or a target group in it.
    Set<Scope> scopes() {
        Set<Scope> scopes = new LinkedHashSet<>(storage.scopes("elbv2.load-balancers"));
        scopes.addAll(storage.scopes("elbv2.target-groups"));
        return scopes;
    }

    /// The scope an ARN names; the caller's own for what is no ARN, where nothing will be found.
    static Scope scopeOf(Scope caller, String arn) {
        try {
            return Arn.parse(arn).scope();
        } catch (IllegalArgumentException notAnArn) {
            return caller;
        }
    }

    BalancerState balancer(Scope scope, String arn) {
        requireArn(arn, "loadbalancer/");
        BalancerState found = balancers(scope).get(arn);
        if (found == null) throw Refusals.noBalancer();
        return found;
    }

    GroupState group(Scope scope, String arn) {
        requireArn(arn, "targetgroup/");
        GroupState found = groups(scope).get(arn);
        if (found == null) throw Refusals.noGroup();
        return found;
    }

    ListenerState listener(Scope scope, String arn) {
        requireArn(arn, "listener/");
        ListenerState found = listeners(scope).get(arn);
        if (found == null) throw Refusals.noListener();
        return found;
    }

    RuleState rule(Scope scope, String arn) {
        requireArn(arn, "listener-rule/");
        RuleState found = rules(scope).get(arn);
        if (found == null) throw Refusals.noRule();
        return found;
    }

    private static void requireArn(String arn, String kind) {
        if (!Arn.isArn(arn) || !Arn.parse(arn).resource().startsWith(kind)) {
            String what = switch (kind) {
                case "loadbalancer/" -> "load balancer";
                case "targetgroup/" -> "target group";
                case "listener/" -> "listener";
                default -> "listener rule";
            };
            throw Refusals.invalid("'" + arn + "' is not a valid " + what + " ARN");
        }
    }

    /// Changes a row that is known to exist; the change is pure.
    static <V extends Record> V change(
            Table<V> table, String arn, UnaryOperator<V> change, Supplier<AwsException> gone) {
        V changed = table.update(arn, old -> old == null ? null : change.apply(old));
        if (changed == null) throw gone.get();
        return changed;
    }

    Stream<ListenerState> listenersOf(Scope scope, String balancerArn) {
        return listeners(scope).values().stream()
                .filter(listener -> listener.balancerArn().equals(balancerArn))
                .sorted(Comparator.comparingInt(ListenerState::port));
    }

    /// A listener's rules by priority, the default one left out.
    List<RuleState> rulesOf(Scope scope, String listenerArn) {
        return rules(scope).values().stream()
                .filter(rule -> rule.listenerArn().equals(listenerArn))
                .sorted(Comparator.comparingInt(RuleState::priority))
                .toList();
    }

    /// The ARNs of the target groups that a load balancer's listeners and rules forward to.
    Set<String> groupsOf(Scope scope, String balancerArn) {
        Set<String> arns = new LinkedHashSet<>();
        listenersOf(scope, balancerArn).forEach(listener -> {
            Actions.groups(listener.actions()).forEach(arns::add);
            rulesOf(scope, listener.arn())
                    .forEach(rule -> Actions.groups(rule.actions()).forEach(arns::add));
        });
        return arns;
    }

    /// How many targets some target groups have together.
    long targets(Scope scope, Collection<String> groupArns) {
        return groupArns.stream()
                .map(groups(scope)::get)
                .filter(Objects::nonNull)
                .mapToLong(group -> group.targets().size())
                .sum();
    }

    /// The load balancer whose listeners or rules forward to a target group, or null.
    @Nullable
    String balancerOf(Scope scope, String groupArn) {
        return balancers(scope).values().stream()
                .map(BalancerState::arn)
                .filter(arn -> groupsOf(scope, arn).contains(groupArn))
                .findFirst()
                .orElse(null);
    }
}
