package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Shapes.RefreshPreferences;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `AutoScalingRollingUpdate` of a group's update policy, carried out as an instance refresh that keeps as many
/// instances in service. Signals are not waited for: the pause stands for them.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html
record RollingUpdate(int maximumBatch, int minimumInService, Duration pause) {
    /// @throws AwsException when the policy makes no sense, or asks for a replacing update
    static Optional<RollingUpdate> of(Map<String, Object> policy) {
        if (policy.get("AutoScalingReplacingUpdate") instanceof Map<?, ?> replacing
                && "true".equals(String.valueOf(replacing.get("WillReplace"))))
            throw AwsException.notBuilt("cloudformation", "UpdateStack", "AutoScalingReplacingUpdate");
        if (!(policy.get("AutoScalingRollingUpdate") instanceof Map<?, ?> rolling)) return Optional.empty();
        return Optional.of(new RollingUpdate(
                number(rolling.get("MaxBatchSize"), 1),
                number(rolling.get("MinInstancesInService"), 0),
                pause(rolling.get("PauseTime"))));
    }

    private static int number(@Nullable Object value, int otherwise) {
        return value == null ? otherwise : Integer.parseInt(String.valueOf(value));
    }

    private static Duration pause(@Nullable Object value) {
        if (value == null) return Duration.ZERO;
        try {
            return Duration.parse(String.valueOf(value));
        } catch (DateTimeParseException e) {
            throw AwsException.validation("Invalid PauseTime: " + value);
        }
    }

    /// The preferences of a refresh that does the same for a group of this size.
    RefreshPreferences preferences(int desired, int maximum) {
        if (minimumInService >= maximum && maximum > 0)
            throw AwsException.validation("MinInstancesInService must be less than the autoscaling group's MaxSize");
        int kept = Math.clamp(Math.max(minimumInService, desired - maximumBatch), 0, Math.max(desired, 0));
        int percent = desired == 0 ? 0 : 100 * kept / desired;
        return new RefreshPreferences(percent, 100, (int) pause.toSeconds(), List.of(), null, true);
    }
}
