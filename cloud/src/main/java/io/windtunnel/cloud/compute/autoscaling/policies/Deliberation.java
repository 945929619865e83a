package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Predictive;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Simple;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Steps;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Tracking;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Size;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Stage;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Unit;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.View;
import io.windtunnel.kernel.scaling.policy.Adjustment;
import io.windtunnel.kernel.scaling.policy.Capacity;
import io.windtunnel.kernel.scaling.policy.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a group's policies make of its instances and of what an alarm has seen. Pure: it reads nothing but
/// what it is given.
///
/// An instance counts as current capacity when it had warmed up before the alarm's last datapoint began,
/// for only then does the datapoint speak of it. While any instance comes or warms up nothing is removed;
/// nor as long as the datapoint still speaks of instances that have left.
///
/// @param mark what was last done to the capacity; null when nothing was
record Deliberation(View group, @Nullable Mark mark, Instant now) {
    /// What an alarm has seen.
    ///
    /// @param recent the datapoints, oldest first
    /// @param begun when the period of the last one began
    record Seen(
            List<Double> recent,
            Instant begun,
            Duration period,
            @Nullable Double threshold) {
        static Seen of(List<Double> recent, Instant at, Duration period, @Nullable Double threshold) {
            long seconds = Math.max(1, period.toSeconds());
            long last = Math.floorDiv(at.getEpochSecond(), seconds) * seconds - seconds;
            return new Seen(recent, Instant.ofEpochSecond(last), period, threshold);
        }

        /// What an alarm says of an earlier minute is worth no more than a missing datapoint.
        boolean current(Instant now) {
            return begun.isAfter(now.minus(period.multipliedBy(STALE_PERIODS)));
        }

        /// The highest of the datapoints whose period began at or after `since`.
        OptionalDouble highest(@Nullable Instant since) {
            long behind = since == null
                    ? recent.size()
                    : Duration.between(since, begun).dividedBy(period);
            return recent.stream()
                    .skip(Math.max(0, recent.size() - 1 - Math.max(0, behind)))
                    .mapToDouble(Double::doubleValue)
                    .max();
        }
    }

    /// An alarm speaks every period while it is in alarm: what is older than three is not its present word.
    private static final int STALE_PERIODS = 4;

    /// How long an instance warms up before a policy counts it: the policy's word, the group's, or its
    /// cooldown.
    static Duration warmup(View group, Policy policy) {
        Integer own = policy.warmupSeconds();
        if (own != null) return Duration.ofSeconds(own);
        return Objects.requireNonNullElse(group.warmup(), group.cooldown());
    }

    Adjustment decide(Policy policy, Seen seen) {
        Capacity capacity = capacity(warmup(group, policy), seen.begun());
        return switch (policy.rule()) {
            case Tracking tracking -> tracked(policy, tracking, capacity, seen);
            case Steps steps -> stepped(steps, capacity, seen);
            case Simple simple -> simple.decision().decide(capacity, coolUntil(), now);
            case Predictive _ -> new Adjustment.None(Reason.NOT_BREACHED);
        };
    }

    /// Out at once, by the last datapoint; in by the highest one since the capacity last changed, so that
    /// a lull does not take what the minutes around it need.
    private Adjustment tracked(Policy policy, Tracking tracking, Capacity capacity, Seen seen) {
        if (seen.recent().isEmpty()) return new Adjustment.None(Reason.NOT_BREACHED);
        double last = seen.recent().getLast();
        boolean in = last < tracking.configuration().targetValue();
        double metric = in ? seen.highest(settled(warmup(group, policy))).orElse(last) : last;
        return tracking.decision().decide(capacity, metric);
    }

    /// When the capacity last changed: the last instance had warmed up, or had left.
    private @Nullable Instant settled(Duration warmup) {
        return Stream.concat(
                        group.units().stream()
                                .filter(unit -> unit.stage() == Stage.SERVING && unit.inService() != null)
                                .map(unit ->
                                        Objects.requireNonNull(unit.inService()).plus(warmup)),
                        Stream.ofNullable(group.lastLeft()))
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static Adjustment stepped(Steps steps, Capacity capacity, Seen seen) {
        OptionalDouble metric = steps.aggregation().of(seen.recent());
        return metric.isEmpty() || seen.threshold() == null
                ? new Adjustment.None(Reason.NOT_BREACHED)
                : steps.decision().decide(capacity, metric.getAsDouble(), seen.threshold());
    }

    /// The group's capacity as a datapoint whose period began `begun` speaks of it.
    Capacity capacity(Duration warmup, Instant begun) {
        int current = group.units().stream()
                .filter(unit -> unit.stage() == Stage.SERVING && warm(unit, warmup, begun))
                .mapToInt(Unit::units)
                .sum();
        Size size = group.size();
        return new Capacity(
                size.desired(),
                current,
                group.units(Stage.LEAVING),
                size.minimum(),
                size.maximum(),
                held(current, warmup, begun));
    }

    private static boolean warm(Unit unit, Duration warmup, Instant at) {
        return unit.inService() != null && !at.isBefore(unit.inService().plus(warmup));
    }

    private @Nullable Reason held(int current, Duration warmup, Instant begun) {
        if (group.units(Stage.COMING) > 0 || current < group.units(Stage.SERVING)) return Reason.WARMING;
        boolean stale = group.lastLeft() != null && group.lastLeft().isAfter(begun);
        return stale ? Reason.COOLDOWN : null;
    }

    /// When simple scaling may act again: a cooldown after the last instance came, or was told to go; null
    /// when nothing holds it.
    @Nullable
    Instant coolUntil() {
        if (group.units(Stage.COMING) > 0) return Instant.MAX;
        Instant last = group.units().stream()
                .filter(unit -> unit.stage() == Stage.SERVING && unit.inService() != null)
                .map(unit -> Objects.requireNonNull(unit.inService()))
                .max(Instant::compareTo)
                .orElse(null);
        Duration cooldown = group.cooldown();
        if (mark != null) {
            cooldown = Duration.ofSeconds(mark.cooldownSeconds());
            if (last == null || mark.at().isAfter(last)) last = mark.at();
        }
        return last == null ? null : last.plus(cooldown);
    }
}
