package io.windtunnel.cloud.compute.ec2.common;

import io.windtunnel.wire.AwsException;
import org.jspecify.annotations.Nullable;

/// EC2's refusals in its own words.
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
public final class Refusals {
    private Refusals() {}

    /// A resource that is not there: `what` is EC2's word for it in the message, such as `subnet`.
    public static AwsException notFound(String code, String what, String id) {
        return new AwsException(code, "The " + what + " ID '" + id + "' does not exist");
    }

    public static AwsException invalidValue(String message) {
        return new AwsException("InvalidParameterValue", message);
    }

    public static AwsException invalidValue(String parameter, @Nullable Object value, String why) {
        return invalidValue("Value (" + value + ") for parameter " + parameter + " is invalid. " + why);
    }

    public static AwsException combination(String message) {
        return new AwsException("InvalidParameterCombination", message);
    }

    public static AwsException missing(String parameter) {
        return new AwsException("MissingParameter", "The request must contain the parameter " + parameter);
    }

    public static AwsException dependency(String what, String id) {
        return new AwsException(
                "DependencyViolation", "The " + what + " '" + id + "' has dependencies and cannot be deleted.");
    }

    public static AwsException incorrectState(String message) {
        return new AwsException("IncorrectInstanceState", message);
    }

    /// A value the request must have.
    public static <T> T required(@Nullable T value, String parameter) {
        if (value == null) throw missing(parameter);
        return value;
    }

    /// Ends a request that only asks whether it may be made.
    public static void dryRun(@Nullable Boolean dryRun) {
        if (Boolean.TRUE.equals(dryRun))
            throw new AwsException("DryRunOperation", "Request would have succeeded, but DryRun flag is set.")
                    .status(412);
    }
}
