package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Size;
import io.windtunnel.kernel.scaling.policy.Reason;
import java.util.ArrayList;
import java.util.List;

/// The sentences in which Auto Scaling tells why a policy or a scheduled action changed a group, as
/// `DescribeScalingActivities` prints them after the time.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-verify-scaling-activity.html and
/// https://repost.aws/knowledge-center/auto-scaling-scale-down
final class ScalingWords {
    private ScalingWords() {}

    private static String change(int before, int after) {
        return "changing the desired capacity from " + before + " to " + after + ".";
    }

    static String alarm(String alarm, String state, String policy, int before, int after) {
        return "a monitor alarm " + alarm + " in state " + state + " triggered policy " + policy + " "
                + change(before, after);
    }

    static String executed(String policy, int before, int after) {
        return "a user request executed policy " + policy + " " + change(before, after);
    }

    static String predicted(String policy, int before, int after) {
        return "a predictive scaling policy " + policy + " forecast a need for capacity, " + change(before, after);
    }

    static String scheduled(Size before, Size after) {
        return "a scheduled action update of AutoScalingGroup constraints to min: %d, max: %d, desired: %d %s"
                .formatted(
                        after.minimum(), after.maximum(), after.desired(), change(before.desired(), after.desired()));
    }

    static String action(ScheduledAction action, Size before, Size after) {
        List<String> settings = new ArrayList<>();
        if (action.minimum() != null && before.minimum() != after.minimum())
            settings.add("Setting min size from " + before.minimum() + " to " + after.minimum() + ".");
        if (action.maximum() != null && before.maximum() != after.maximum())
            settings.add("Setting max size from " + before.maximum() + " to " + after.maximum() + ".");
        if (before.desired() != after.desired())
            settings.add("Setting desired capacity from " + before.desired() + " to " + after.desired() + ".");
        return "the scheduled action " + action.name() + " executed. " + String.join(" ", settings);
    }

    /// Why a policy left the group as it is, for the alarm's history and the journal.
    static String left(String policy, int desired, Reason reason) {
        return "policy " + policy + " left the desired capacity at " + desired + ": " + because(reason);
    }

    private static String because(Reason reason) {
        return switch (reason) {
            case NOT_BREACHED -> "no adjustment answers to the metric.";
            case ENOUGH -> "what it asks for is there or on its way.";
            case AT_MAXIMUM -> "it is at the maximum size.";
            case AT_MINIMUM -> "it is at the minimum size.";
            case WARMING -> "instances are warming up.";
            case COOLDOWN -> "it is too soon after the last scaling activity.";
            case SCALE_IN_DISABLED -> "scale in is disabled.";
            case NOT_AGREED -> "another target tracking policy is not ready to scale in.";
        };
    }
}
