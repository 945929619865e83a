package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.Deliberation.Seen;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Predictive;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Simple;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Steps;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Tracking;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.ExecutePolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Resize;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.View;
import io.windtunnel.cloud.ports.AlarmAction;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.Process;
import io.windtunnel.kernel.scaling.policy.Adjustment;
import io.windtunnel.kernel.scaling.policy.PolicyChoice;
import io.windtunnel.kernel.scaling.policy.PolicyChoice.Wish;
import io.windtunnel.kernel.scaling.policy.Reason;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What groups do when alarms call their policies: calls of the same moment are gathered, so that policies
/// that speak at once are settled together, and what comes of them is the group's new desired capacity.
///
/// Thread safety: every method may be called from any thread.
final class Reactions implements AlarmAction {
    /// How long calls are gathered: our choice, longer than CloudWatch takes to judge all alarms of a
    /// minute.
    static final Duration GATHERING = Duration.ofSeconds(1);

    /// A limit against a group whose size changes all the time: attempts to set it.
    private static final int ATTEMPTS = 4;

    private record Key(Scope scope, String group) {}

    /// What an alarm last said to a policy.
    private record Word(Policy policy, String alarm, String state, boolean repeated, Seen seen) {}

    private record Decision(Wish wish, Word word) {}

    private final Policies policies;

    /// By group, and there by the policy's key.
    private final Map<Key, Map<String, Word>> words = new HashMap<>();

    private final Map<Key, List<String>> gathering = new HashMap<>();

    Reactions(Policies policies) {
        this.policies = policies;
    }

    @Override
    public String act(Scope scope, Arn action, Signal signal) {
        Policy policy = policies.book(scope)
                .policy(action.toString())
                .orElseThrow(() -> AwsException.validation("No policy found for policy ARN: " + action));
        View group = policies.groups
                .find(scope, policy.group())
                .orElseThrow(() ->
                        AwsException.validation("AutoScalingGroup name not found - " + policy.group() + " not found"));
        if (!policy.enabled()) return "policy " + policy.name() + " is disabled: nothing was done.";
        if (group.suspended().contains(Process.ALARM_NOTIFICATION))
            return "the process AlarmNotification of group " + group.name() + " is suspended: nothing was done.";
        Seen seen = Seen.of(signal.recent(), signal.at(), signal.period(), signal.threshold());
        hear(
                new Key(scope, policy.group()),
                new Word(policy, signal.alarmName(), signal.after().name(), signal.repeated(), seen));
        return "policy " + policy.name() + " of group " + policy.group() + " was called.";
    }

    private void hear(Key key, Word word) {
        boolean first;
        synchronized (words) {
            words.computeIfAbsent(key, _ -> new HashMap<>()).put(word.policy.key(), word);
            first = !gathering.containsKey(key);
            gathering.computeIfAbsent(key, _ -> new ArrayList<>()).add(word.policy.key());
        }
        if (first) policies.groups.time().after(GATHERING, () -> settle(key));
    }

    private void settle(Key key) {
        List<String> called;
        Map<String, Word> heard;
        synchronized (words) {
            List<String> gathered = gathering.remove(key);
            called = gathered == null ? List.of() : gathered;
            heard = Map.copyOf(words.getOrDefault(key, Map.of()));
        }
        PolicyBook book = policies.book(key.scope);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            View group = policies.groups.find(key.scope, key.group).orElse(null);
            if (group == null) return;
            List<Decision> decisions = decisions(key.scope, book, group, called, heard);
            Optional<Wish> granted = PolicyChoice.choose(
                    group.size().desired(),
                    decisions.stream().map(Decision::wish).toList());
            if (granted.isEmpty()) {
                tellLeft(key.scope, group, decisions, called);
                return;
            }
            Word word = decisions.stream()
                    .filter(decision -> decision.wish == granted.get())
                    .findFirst()
                    .orElseThrow()
                    .word;
            int desired = ((Adjustment.Change) granted.get().adjustment()).desired();
            IntFunction<String> cause =
                    before -> ScalingWords.alarm(word.alarm, word.state, word.policy.name(), before, desired);
            if (set(key.scope, group, word.policy, desired, cause)) return;
        }
    }

    /// What every policy says that was called, and every target tracking policy that has a say.
    private List<Decision> decisions(
            Scope scope, PolicyBook book, View group, List<String> called, Map<String, Word> heard) {
        Instant now = policies.groups.time().now();
        Deliberation deliberation =
                new Deliberation(policies.forecasts.floored(scope, group), book.mark(group.name()), now);
        List<Decision> decisions = new ArrayList<>();
        for (Policy policy : book.policies(group.name())) {
            if (!policy.enabled()) continue;
            boolean votes = policy.rule() instanceof Tracking tracking && !tracking.scaleInDisabled();
            boolean speaks = called.contains(policy.key());
            if (!votes && !speaks) continue;
            Word word = heard.get(policy.key());
            Adjustment adjustment = new Adjustment.None(Reason.NOT_BREACHED);
            if (word == null)
                word = new Word(policy, "", "", true, new Seen(List.of(), now, Duration.ofMinutes(1), null));
            else if (speaks || (policies.tracking.wantsIn(scope, policy) && word.seen.current(now)))
                adjustment = deliberation.decide(policy, word.seen);
            decisions.add(new Decision(
                    new Wish(policy.key(), policy.rule() instanceof Tracking, votes, adjustment),
                    new Word(policy, word.alarm, word.state, word.repeated, word.seen)));
        }
        return decisions;
    }

    private boolean set(Scope scope, View group, Policy policy, int desired, IntFunction<String> cause) {
        Optional<Resize> done = policies.groups.change(
                scope,
                group.name(),
                size -> size.equals(group.size())
                        ? Optional.of(new Resize(size.desired(desired), List.of(cause.apply(size.desired()))))
                        : Optional.empty());
        if (done.isEmpty()) return false;
        mark(scope, group, policy, desired);
        policies.tell(scope, "group.scaled", group.name(), done.get().causes().getFirst());
        return true;
    }

    private void mark(Scope scope, View group, Policy policy, int desired) {
        Integer own = policy.rule() instanceof Simple simple ? simple.cooldownSeconds() : null;
        policies.book(scope)
                .put(new Mark(
                        group.name(),
                        policies.groups.time().now(),
                        group.size().desired(),
                        desired,
                        own != null ? own : (int) group.cooldown().toSeconds()));
    }

    /// That a policy was called and changed nothing is told once, when its alarm goes off.
    private void tellLeft(Scope scope, View group, List<Decision> decisions, List<String> called) {
        for (Decision decision : decisions) {
            if (decision.word.repeated || !called.contains(decision.wish.policy())) continue;
            Reason reason = decision.wish.adjustment() instanceof Adjustment.None(Reason why) ? why : Reason.NOT_AGREED;
            policies.tell(
                    scope,
                    "group.left",
                    group.name(),
                    ScalingWords.left(decision.word.policy.name(), group.size().desired(), reason));
        }
    }

    /// Executes a policy as a user asks.
    ///
    /// @throws AwsException when its type cannot be executed so, or its cooldown is to be honoured and runs
    void execute(Scope scope, Policy policy, ExecutePolicyRequest request) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            View group = policies.groups
                    .find(scope, policy.group())
                    .orElseThrow(() -> AwsException.validation(
                            "AutoScalingGroup name not found - " + policy.group() + " not found"));
            Adjustment adjustment = executed(scope, group, policy, request);
            if (!(adjustment instanceof Adjustment.Change(int desired))) return;
            IntFunction<String> cause = before -> ScalingWords.executed(policy.name(), before, desired);
            if (set(scope, group, policy, desired, cause)) return;
        }
        throw new AwsException("ResourceContention", "The group " + policy.group() + " is being changed; try again.");
    }

    private Adjustment executed(Scope scope, View group, Policy policy, ExecutePolicyRequest request) {
        Instant now = policies.groups.time().now();
        Mark mark = policies.book(scope).mark(group.name());
        return switch (policy.rule()) {
            case Simple simple -> {
                refuse(request.metricValue() != null, "MetricValue", policy);
                refuse(request.breachThreshold() != null, "BreachThreshold", policy);
                yield executed(simple, new Deliberation(group, mark, now), request.honorCooldown());
            }
            case Steps steps -> {
                refuse(request.honorCooldown() != null, "HonorCooldown", policy);
                yield executed(policy, steps, new Deliberation(group, mark, now), request);
            }
            case Tracking _, Predictive _ ->
                throw AwsException.validation("ExecutePolicy is not supported for policy type "
                        + policy.rule().apiName() + ".");
        };
    }

    private static void refuse(boolean sent, String member, Policy policy) {
        if (sent)
            throw AwsException.validation(member + " is not supported for policy type "
                    + policy.rule().apiName() + ".");
    }

    private static Adjustment executed(Simple simple, Deliberation deliberation, @Nullable Boolean honorCooldown) {
        Instant until = Boolean.TRUE.equals(honorCooldown) ? deliberation.coolUntil() : null;
        Adjustment adjustment = simple.decision()
                .decide(deliberation.capacity(Duration.ZERO, deliberation.now()), until, deliberation.now());
        if (adjustment instanceof Adjustment.None(Reason reason) && reason == Reason.COOLDOWN)
            throw new AwsException(
                    "ScalingActivityInProgress",
                    "The operation can't be performed because there are scaling activities in progress.");
        return adjustment;
    }

    private static Adjustment executed(
            Policy policy, Steps steps, Deliberation deliberation, ExecutePolicyRequest request) {
        Double metric = request.metricValue();
        Double threshold = request.breachThreshold();
        if (metric == null || threshold == null)
            throw AwsException.validation(
                    "MetricValue and BreachThreshold must be specified for policy type StepScaling.");
        if (!steps.decision().answers(metric, threshold))
            throw AwsException.validation("There is no StepAdjustment of the policy " + policy.name()
                    + " that corresponds to the metric value " + metric + " and the breach threshold " + threshold
                    + ".");
        return steps.decision()
                .decide(
                        deliberation.capacity(Deliberation.warmup(deliberation.group(), policy), deliberation.now()),
                        metric,
                        threshold);
    }

    /// Forgets what was said to the policies of a group that is gone.
    void forget(Scope scope, String group) {
        synchronized (words) {
            words.remove(new Key(scope, group));
        }
    }
}
