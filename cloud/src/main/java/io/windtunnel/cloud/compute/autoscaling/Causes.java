package io.windtunnel.cloud.compute.autoscaling;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The sentences in which Auto Scaling tells why it did something. Their wording is AWS's, as
/// `DescribeScalingActivities` prints it (user guide, "Verify a scaling activity" and "Troubleshoot"), because people
/// and programs search for it.
final class Causes {
    /// How many sentences of what was asked are kept until it is reached: the cause of an activity is limited to 1,023
    /// characters (API reference, `Activity`).
    static final int KEPT = 4;

    static final int LONGEST = 1_023;

    static final String EC2_GONE = "an EC2 health check indicating it has been terminated or stopped.";
    static final String EC2_IMPAIRED = "an EC2 instance status check failure.";
    static final String ELB_FAILED = "an ELB system health check failure.";
    static final String USER_CHECK = "a user health-check.";

    private Causes() {}

    /// `At <time> <rest>`, the time in whole seconds.
    static String at(Instant now, String rest) {
        return "At " + now.truncatedTo(ChronoUnit.SECONDS) + " " + rest;
    }

    static String join(List<String> causes, String last) {
        String joined = causes.isEmpty() ? last : String.join("  ", causes) + "  " + last;
        return joined.substring(0, Math.min(joined.length(), LONGEST));
    }

    static String created(int desired) {
        return "a user request created an AutoScalingGroup changing the desired capacity from 0 to " + desired + ".";
    }

    static String updated(int minimum, int maximum, int before, int after) {
        return ("a user request update of AutoScalingGroup constraints to min: %d, max: %d, desired: %d "
                        + "changing the desired capacity from %d to %d.")
                .formatted(minimum, maximum, after, before, after);
    }

    static String explicit(int before, int after) {
        return "a user request explicitly set group desired capacity changing the desired capacity from %d to %d."
                .formatted(before, after);
    }

    static String growing(int before, int after) {
        return ("an instance was started in response to a difference between desired and actual capacity, "
                        + "increasing the capacity from %d to %d.")
                .formatted(before, after);
    }

    static String shrinking(int before, int after) {
        return ("an instance was taken out of service in response to a difference between desired and "
                        + "actual capacity, shrinking the capacity from %d to %d.")
                .formatted(before, after);
    }

    static String warming(int before, int after) {
        return ("an instance was launched into the warm pool in response to a difference between desired and actual"
                        + " warm pool capacity, increasing the warm pool capacity from %d to %d.")
                .formatted(before, after);
    }

    static String cooling(int before, int after) {
        return ("an instance was taken out of the warm pool in response to a difference between desired and actual"
                        + " warm pool capacity, shrinking the warm pool capacity from %d to %d.")
                .formatted(before, after);
    }

    static String deletingPool() {
        return "an instance was taken out of the warm pool in response to a user request to delete the warm pool.";
    }

    static String expired(boolean launch) {
        return launch
                ? "an instance was launched in response to an instance reaching its maximum instance lifetime."
                : "an instance was taken out of service in response to reaching its maximum instance lifetime.";
    }

    static String selected(String instanceId) {
        return "instance " + instanceId + " was selected for termination.";
    }

    static String unhealthy(String why) {
        return "an instance was taken out of service in response to " + why;
    }

    static String replacing() {
        return "an instance was launched in response to an unhealthy instance needing to be replaced.";
    }

    static String refreshing(boolean launch) {
        return launch
                ? "an instance was launched in response to an instance refresh."
                : "an instance was taken out of service in response to an instance refresh.";
    }

    static String balancing(List<String> zones, List<Integer> counts) {
        return ("availability zones %s had %s instances respectively. An instance was launched to aid in "
                        + "balancing the group's zones.")
                .formatted(
                        String.join(" ", zones),
                        String.join(" ", counts.stream().map(String::valueOf).toList()));
    }

    static String balanced(List<String> zones) {
        return ("instances were launched to balance instances in zones %s with other zones resulting in "
                        + "more than desired number of instances in the group.")
                .formatted(String.join(" ", zones));
    }

    static String taken(boolean shrinks, int before, int after) {
        return shrinks
                ? ("instance was taken out of service in response to a user request, shrinking the capacity "
                                + "from %d to %d.")
                        .formatted(before, after)
                : "an instance was taken out of service in response to a user request.";
    }

    /// `verb`: moved to standby, moved out of standby, detached, attached.
    static String moved(String instanceId, String verb, int before, int after) {
        String change = after < before ? ", shrinking" : ", increasing";
        return "instance " + instanceId + " was " + verb + " in response to a user request"
                + (before == after ? "." : change + " the capacity from " + before + " to " + after + ".");
    }
}
