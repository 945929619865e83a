package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.ports.ScalableTargets;
import io.windtunnel.kernel.scaling.policy.Adjustment;
import io.windtunnel.kernel.scaling.policy.Capacity;
import io.windtunnel.kernel.scaling.policy.PolicyChoice.Wish;
import io.windtunnel.kernel.scaling.policy.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a target's policies make of its capacity and of what alarms have seen. Pure.
///
/// @param mark what policies last did to the capacity; null when nothing yet
record Deliberation(
        Target target,
        ScalableTargets.Capacity capacity,
        @Nullable Mark mark,
        Instant now) {
    /// What every policy says that was called, and every target tracking policy that has a say in
    /// scaling in: one whose alarm is silent does not want to.
    List<Wish> wishes(List<Policy> policies, Set<String> called, Map<String, Word> words) {
        List<Wish> wishes = new ArrayList<>();
        for (Policy policy : policies) {
            boolean tracks = policy.rule() instanceof Policy.Tracking;
            boolean votes = policy.rule() instanceof Policy.Tracking tracking && !tracking.scaleInDisabled();
            Word word = words.get(policy.name());
            boolean speaks = called.contains(policy.name());
            if (!speaks && !votes) continue;
            Adjustment adjustment = word != null && (speaks || word.current(now))
                    ? decide(policy, word)
                    : new Adjustment.None(Reason.NOT_BREACHED);
            wishes.add(new Wish(policy.name(), tracks, votes, adjustment));
        }
        return wishes;
    }

    Adjustment decide(Policy policy, Word word) {
        Capacity seen = policy.cooldowns()
                .seen(
                        capacity.desired(),
                        capacity.running(),
                        target.minimum(),
                        target.maximum(),
                        mark == null ? null : mark.last(),
                        now);
        return switch (policy.rule()) {
            case Policy.Tracking tracking -> tracked(tracking, seen, word);
            case Policy.Steps steps -> stepped(steps, seen, word);
        };
    }

    /// Out at once, by the last datapoint; in by the highest one since the capacity last changed, so
    /// that a lull does not take what the minutes around it need.
    private Adjustment tracked(Policy.Tracking tracking, Capacity seen, Word word) {
        if (word.recent().isEmpty()) return new Adjustment.None(Reason.NOT_BREACHED);
        double last = word.recent().getLast();
        boolean in = last < tracking.configuration().targetValue();
        double metric = in ? word.highest(mark == null ? null : mark.at()).orElse(last) : last;
        return tracking.decision().decide(seen, metric);
    }

    private static Adjustment stepped(Policy.Steps steps, Capacity seen, Word word) {
        OptionalDouble metric = steps.aggregation().of(word.recent());
        return metric.isEmpty() || word.threshold() == null
                ? new Adjustment.None(Reason.NOT_BREACHED)
                : steps.decision().decide(seen, metric.getAsDouble(), word.threshold());
    }

    /// How an activity tells why nothing was done; null where it tells nothing.
    Shapes.@Nullable NotScaledReason told(Reason reason) {
        return switch (reason) {
            case AT_MAXIMUM -> new Shapes.NotScaledReason("AlreadyAtMaxCapacity", target.maximum(), null, null);
            case AT_MINIMUM -> new Shapes.NotScaledReason("AlreadyAtMinCapacity", null, target.minimum(), null);
            case ENOUGH -> new Shapes.NotScaledReason("AlreadyAtDesiredCapacity", null, null, capacity.desired());
            case NOT_BREACHED, WARMING, COOLDOWN, SCALE_IN_DISABLED, NOT_AGREED -> null;
        };
    }
}
