package io.windtunnel.rehearsal.steps;

import java.util.Set;

/// What became of a call.
sealed interface Outcome {
    /// It was done.
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Answered(byte[] body) implements Outcome {}

    /// The service refused; nothing was done.
    record Refused(int status, String code, String message) implements Outcome {
        /// Codes that tell to come again later, more slowly (AWS SDKs and Tools Reference Guide, retry behavior).
        private static final Set<String> THROTTLES = Set.of(
                "Throttling",
                "ThrottlingException",
                "ThrottledException",
                "RequestThrottled",
                "RequestThrottledException",
                "RequestLimitExceeded",
                "TooManyRequestsException",
                "ProvisionedThroughputExceededException",
                "SlowDown",
                "PriorRequestNotComplete",
                "TransactionInProgressException");

        /// Codes of what another try may not meet.
        private static final Set<String> PASSING =
                Set.of("ReplicatedWriteConflictException", "TransactionConflictException");

        boolean passes() {
            return PASSING.contains(code);
        }

        boolean throttled() {
            return THROTTLES.contains(code);
        }
    }

    /// No answer came in time: it may have been done or not.
    record Lost() implements Outcome {}

    /// The answer of a service that says no such thing exists.
    Set<String> ABSENT = Set.of("NoSuchKey", "NotFound");

    /// Whether it may be better another time.
    default boolean passing() {
        return switch (this) {
            case Answered _ -> false;
            case Refused refused -> refused.throttled() || refused.passes() || refused.status() >= 500;
            case Lost _ -> true;
        };
    }

    /// What it is called in a report; empty when it was done.
    default String kind() {
        return switch (this) {
            case Answered _ -> "";
            case Refused refused -> refused.code();
            case Lost _ -> "no answer";
        };
    }
}
