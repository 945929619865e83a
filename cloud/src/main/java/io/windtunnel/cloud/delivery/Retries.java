package io.windtunnel.cloud.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Whether a delivery that failed is tried again, and when: at most so many tries for at most so long.
///
/// Sources: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html,
/// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
///
/// @param attempts retries after the first try
/// @param age the longest time from the first try on
public record Retries(int attempts, Duration age) {
    /// Retries without a policy: 185.
    public static final int ATTEMPTS = 185;

    /// How long it is tried without a policy: 24 hours, in seconds.
    public static final int AGE_SECONDS = 86_400;

    /// The first pause and the longest, in milliseconds. Our guess: AWS says "exponential back off and jitter".
    private static final long FIRST_PAUSE_MILLIS = 1_000;

    private static final long LONGEST_PAUSE_MILLIS = 600_000;
    private static final int MOST_DOUBLINGS = 20;

    /// Codes that stand for a target that will not take it however often it is asked.
    private static final Set<String> FINAL = Set.of(
            "NoSuchTarget",
            "AccessDenied",
            "NotImplemented",
            "InvalidParameterValue",
            "InvalidParameter",
            "MissingParameter");

    /// What a dead letter calls a failure that no retry mends.
    public static final String NOT_RETRYABLE = "NonRetryable";

    public static Retries of(@Nullable Integer attempts, @Nullable Integer ageSeconds) {
        return new Retries(
                attempts == null ? ATTEMPTS : attempts,
                Duration.ofSeconds(ageSeconds == null ? AGE_SECONDS : ageSeconds));
    }

    /// Why it is given up: [#NOT_RETRYABLE], or the member of the retry policy that is exhausted; null when it is tried
    /// again.
    ///
    /// @param made retries until now
    /// @param passed since the first try
    public @Nullable String exhausted(String code, int made, Duration passed) {
        if (FINAL.contains(code)) return NOT_RETRYABLE;
        if (made >= attempts) return "MaximumRetryAttempts";
        return passed.compareTo(age) >= 0 ? "MaximumEventAgeInSeconds" : null;
    }

    /// The pause before the next try: it doubles from try to try, and its second half is drawn.
    public static Duration pause(int made, RandomGenerator jitter) {
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(MOST_DOUBLINGS, made));
        return Duration.ofMillis(pause / 2 + jitter.nextLong(pause / 2 + 1));
    }
}
