package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.operations.logs.pattern.BadPattern;
import io.windtunnel.cloud.operations.logs.pattern.FilterPattern;
import io.windtunnel.wire.AwsException;

/// CloudWatch Logs' errors.
final class Refusals {
    private Refusals() {}

    static AwsException invalid(String message) {
        return new AwsException("InvalidParameterException", message);
    }

    static AwsException notFound(String what) {
        return new AwsException("ResourceNotFoundException", "The specified " + what + " does not exist.");
    }

    static AwsException exists(String what) {
        return new AwsException("ResourceAlreadyExistsException", "The specified " + what + " already exists");
    }

    static AwsException limit() {
        return new AwsException("LimitExceededException", "Resource limit exceeded.");
    }

    /// The pattern that a client's text spells.
    ///
    /// @throws AwsException `InvalidParameterException`
    static FilterPattern pattern(String text) {
        try {
            return FilterPattern.parse(text);
        } catch (BadPattern bad) {
            throw invalid(bad.words());
        }
    }
}
