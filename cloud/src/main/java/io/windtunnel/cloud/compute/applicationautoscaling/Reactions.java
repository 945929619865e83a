package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.ports.AlarmAction;
import io.windtunnel.cloud.ports.ScalableTargets.Capacity;
import io.windtunnel.cloud.ports.ScalableTargets.Progress;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.policy.Adjustment;
import io.windtunnel.kernel.scaling.policy.PolicyChoice;
import io.windtunnel.kernel.scaling.policy.PolicyChoice.Wish;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What targets do when alarms call their policies: calls of the same moment are gathered, so that
/// policies that speak at once are settled together, and what comes of them is the target's new
/// capacity.
///
/// Thread safety: every method may be called from any thread.
final class Reactions implements AlarmAction {
    /// How long calls are gathered: our choice, longer than CloudWatch takes to judge all alarms of a
    /// minute.
    static final Duration GATHERING = Duration.ofSeconds(1);

    private record Spot(Scope scope, Target.Key key) {}

    private final Books books;
    private final Scaler scaler;

    /// By target, and there by the policy's name.
    private final Map<Spot, Map<String, Word>> words = new HashMap<>();

    private final Map<Spot, Set<String>> gathering = new HashMap<>();

    Reactions(Books books, Scaler scaler) {
        this.books = books;
        this.scaler = scaler;
    }

    @Override
    public String act(Scope scope, Arn action, Signal signal) {
        Policy policy = books.of(scope)
                .policyByArn(action.toString())
                .orElseThrow(() -> new AwsException(
                        "ObjectNotFoundException", "No scaling policy found for policy ARN: " + action));
        hear(new Spot(scope, policy.target()), policy.name(), Word.of(signal));
        return "policy " + policy.name() + " of " + policy.target().resourceId() + " was called.";
    }

    private void hear(Spot spot, String policy, Word word) {
        boolean first;
        synchronized (words) {
            words.computeIfAbsent(spot, _ -> new HashMap<>()).put(policy, word);
            first = !gathering.containsKey(spot);
            gathering.computeIfAbsent(spot, _ -> new TreeSet<>()).add(policy);
        }
        if (first) books.after(GATHERING, () -> settle(spot));
    }

    /// Forgets what alarms said of a target that is no more.
    void forget(Scope scope, Target.Key key) {
        synchronized (words) {
            words.remove(new Spot(scope, key));
        }
    }

    private void settle(Spot spot) {
        Set<String> called;
        Map<String, Word> heard;
        synchronized (words) {
            Set<String> gathered = gathering.remove(spot);
            called = gathered == null ? Set.of() : Set.copyOf(gathered);
            heard = Map.copyOf(words.getOrDefault(spot, Map.of()));
        }
        scaler.ask(
                spot.scope,
                spot.key,
                capacity -> decide(spot, capacity, called, heard),
                failure -> scaler.tell(spot.scope, spot.key, "capacity.unknown", failure));
    }

    private void decide(Spot spot, Capacity capacity, Set<String> called, Map<String, Word> heard) {
        Book book = books.of(spot.scope);
        Target target = book.find(spot.key).orElse(null);
        if (target == null) return;
        Instant now = books.now();
        Deliberation deliberation = new Deliberation(target, capacity, book.mark(spot.key), now);
        List<Wish> wishes = deliberation.wishes(book.policies(spot.key), called, heard);
        Optional<Wish> granted = PolicyChoice.choose(capacity.desired(), wishes);
        if (granted.isEmpty()) {
            left(spot, deliberation, wishes, heard);
            return;
        }
        String policy = granted.get().policy();
        int desired = ((Adjustment.Change) granted.get().adjustment()).desired();
        if (suspended(target, desired > capacity.desired())) {
            scaler.tell(spot.scope, spot.key, "capacity.left", "dynamic scaling is suspended: nothing was done");
        } else if (capacity.progress() == Progress.UNSCALABLE) {
            scaler.notScaled(
                    spot.scope,
                    spot.key,
                    cause(policy, heard),
                    new Shapes.NotScaledReason("TargetServicePutResourceAsUnscalable", null, null, null));
        } else {
            book.mark(spot.key, new Mark(now, capacity.desired(), desired));
            scaler.set(spot.scope, spot.key, desired, cause(policy, heard));
        }
    }

    private static boolean suspended(Target target, boolean out) {
        return out ? target.suspended().out() : target.suspended().in();
    }

    private void left(Spot spot, Deliberation deliberation, List<Wish> wishes, Map<String, Word> heard) {
        for (Wish wish : wishes) {
            if (!(wish.adjustment() instanceof Adjustment.None none)) continue;
            Shapes.NotScaledReason reason = deliberation.told(none.reason());
            if (reason != null) scaler.notScaled(spot.scope, spot.key, cause(wish.policy(), heard), reason);
        }
    }

    private static String cause(String policy, Map<String, Word> heard) {
        Word word = heard.get(policy);
        if (word == null) return "policy " + policy;
        return "monitor alarm " + word.alarm() + " in state " + word.state() + " triggered policy " + policy;
    }
}
