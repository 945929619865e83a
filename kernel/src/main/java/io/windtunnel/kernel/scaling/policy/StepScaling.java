package io.windtunnel.kernel.scaling.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Step scaling: the farther the metric is beyond its alarm's threshold, the greater the adjustment.
///
/// What is added is reckoned from the current capacity, without what still warms up, and held against the
/// desired one, so that breach after breach in the same step adds once.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
///
/// @param minimumMagnitude the least that a percentage changes, in units; 0 for none
public record StepScaling(AdjustmentType type, int minimumMagnitude, List<Step> steps) {
    /// Steps of a policy (quotas page, "Step adjustments per step scaling policy").
    public static final int MOST_STEPS = 20;

    /// What is wrong with a policy's steps, for the service to say in its own words.
    public enum Flaw {
        NO_STEP,
        TOO_MANY,
        NO_BOUND,
        EMPTY_RANGE,
        OVERLAP,
        GAP,
        /// A step begins below zero and none goes down to minus infinity.
        NO_LOWEST,
        /// A step ends above zero and none goes up to infinity.
        NO_HIGHEST,
        /// An exact capacity is below zero.
        NEGATIVE_CAPACITY
    }

    public StepScaling {
        steps = List.copyOf(steps);
    }

    /// The first flaw of these steps; empty when there is none.
    public Optional<Flaw> flaw() {
        if (steps.isEmpty()) return Optional.of(Flaw.NO_STEP);
        if (steps.size() > MOST_STEPS) return Optional.of(Flaw.TOO_MANY);
        for (Step step : steps) {
            if (step.lower() == null && step.upper() == null) return Optional.of(Flaw.NO_BOUND);
            if (step.from() >= step.to()) return Optional.of(Flaw.EMPTY_RANGE);
            if (type == AdjustmentType.EXACT_CAPACITY && step.adjustment() < 0)
                return Optional.of(Flaw.NEGATIVE_CAPACITY);
        }
        return flawOfRange();
    }

    private Optional<Flaw> flawOfRange() {
        List<Step> sorted =
                steps.stream().sorted(Comparator.comparingDouble(Step::from)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            double end = sorted.get(i - 1).to();
            double begin = sorted.get(i).from();
            if (begin < end) return Optional.of(Flaw.OVERLAP);
            if (begin > end) return Optional.of(Flaw.GAP);
        }
        double lowest = sorted.getFirst().from();
        double highest = sorted.getLast().to();
        if (lowest < 0 && lowest != Double.NEGATIVE_INFINITY) return Optional.of(Flaw.NO_LOWEST);
        if (highest > 0 && highest != Double.POSITIVE_INFINITY) return Optional.of(Flaw.NO_HIGHEST);
        return Optional.empty();
    }

    /// What to do when the metric's aggregated value is `metric` and its alarm's threshold is `threshold`.
    public Adjustment decide(Capacity capacity, double metric, double threshold) {
        return step(metric - threshold)
                .map(step -> decide(capacity, step.adjustment()))
                .orElse(new Adjustment.None(Reason.NOT_BREACHED));
    }

    /// Whether a step answers to the metric at all.
    public boolean answers(double metric, double threshold) {
        return step(metric - threshold).isPresent();
    }

    private Optional<Step> step(double distance) {
        Optional<Step> above = distance < 0
                ? Optional.empty()
                : steps.stream().filter(step -> step.answersAbove(distance)).findFirst();
        if (above.isPresent() || distance > 0) return above;
        return steps.stream().filter(step -> step.answersBelow(distance)).findFirst();
    }

    private Adjustment decide(Capacity capacity, int adjustment) {
        if (adjustment == 0 && type != AdjustmentType.EXACT_CAPACITY) return new Adjustment.None(Reason.NOT_BREACHED);
        boolean out = type.adds(adjustment, capacity.desired());
        int from = out ? capacity.current() : capacity.withLeaving();
        return capacity.towards(type.apply(from, adjustment, minimumMagnitude), out);
    }
}
