package io.windtunnel.cloud.messaging.sns;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When a failed delivery to an HTTP endpoint is tried again: at once, then some pauses of the least delay, then pauses
/// that grow, then pauses of the greatest delay.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
///
/// @param backoff how the pauses grow
/// @param perSecond deliveries a second to one subscription; 0 without a limit
record DeliveryPolicy(
        int minDelaySeconds,
        int maxDelaySeconds,
        int retries,
        int noDelayRetries,
        int minDelayRetries,
        int maxDelayRetries,
        Backoff backoff,
        int perSecond) {
    enum Backoff {
        LINEAR,
        ARITHMETIC,
        GEOMETRIC,
        EXPONENTIAL
    }

    /// SNS's own: 20 s apart, three times.
    static final DeliveryPolicy USUAL = new DeliveryPolicy(20, 20, 3, 0, 0, 0, Backoff.LINEAR, 0);

    private static final int MOST_SECONDS = 3_600;
    private static final int MOST_RETRIES = 100;

    /// The pause before the retry of that number (from 1), in milliseconds; -1 when there is none.
    long pauseMillis(int retry) {
        if (retry > retries) return -1;
        int left = retry - noDelayRetries;
        if (left <= 0) return 0;
        if (left <= minDelayRetries) return minDelaySeconds * 1_000L;
        int growing = retries - noDelayRetries - minDelayRetries - maxDelayRetries;
        int step = left - minDelayRetries;
        if (step > growing) return maxDelaySeconds * 1_000L;
        return Math.round(1_000 * grown(step, growing));
    }

    private double grown(int step, int steps) {
        double least = minDelaySeconds;
        double most = maxDelaySeconds;
        if (steps == 1) return least;
        double share = (step - 1) / (double) (steps - 1);
        return switch (backoff) {
            case LINEAR -> least + (most - least) * share;
            case ARITHMETIC -> least + (most - least) * step * (step - 1) / ((double) steps * (steps - 1));
            case GEOMETRIC -> least * Math.pow(most / Math.max(least, 1e-9), share);
            case EXPONENTIAL -> Math.min(most, least * Math.pow(2, step - 1.0));
        };
    }

    /// Reads the `healthyRetryPolicy` (or a topic's `http.defaultHealthyRetryPolicy`) of a delivery policy.
    ///
    /// @throws io.windtunnel.wire.AwsException when it is none
    static DeliveryPolicy parse(String text) {
        Map<?, ?> tree = Json.object(text);
        if (tree == null) throw refusal("failed to parse JSON.");
        Map<?, ?> http = tree.get("http") instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> retry = first(tree.get("healthyRetryPolicy"), http.get("defaultHealthyRetryPolicy"));
        Map<?, ?> throttle = first(tree.get("throttlePolicy"), http.get("defaultThrottlePolicy"));
        int perSecond = number(throttle, "maxReceivesPerSecond", 0);
        if (throttle.containsKey("maxReceivesPerSecond") && perSecond < 1)
            throw refusal("throttlePolicy.maxReceivesPerSecond must be greater than or equal to 1");
        if (retry.isEmpty()) return new DeliveryPolicy(20, 20, 3, 0, 0, 0, Backoff.LINEAR, perSecond);
        int retries = number(retry, "numRetries", 3);
        int least = number(retry, "minDelayTarget", 20);
        int most = number(retry, "maxDelayTarget", 20);
        int none = number(retry, "numNoDelayRetries", 0);
        int small = number(retry, "numMinDelayRetries", 0);
        int large = number(retry, "numMaxDelayRetries", 0);
        if (retries < 0 || retries > MOST_RETRIES)
            throw refusal("healthyRetryPolicy.numRetries must be less than or equal to 100");
        if (least < 1 || most > MOST_SECONDS || least > most)
            throw refusal("healthyRetryPolicy.minDelayTarget must be at least 1 and not above maxDelayTarget,"
                    + " which is at most 3600");
        if (none < 0 || small < 0 || large < 0 || none + small + large > retries)
            throw refusal(
                    "healthyRetryPolicy.numRetries must be greater than or equal to the sum of the other numbers of"
                            + " retries");
        return new DeliveryPolicy(least, most, retries, none, small, large, backoff(retry), perSecond);
    }

    private static Map<?, ?> first(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Map<?, ?> map) return map;
        return other instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Backoff backoff(Map<?, ?> retry) {
        Object name = retry.get("backoffFunction");
        if (name == null) return Backoff.LINEAR;
        for (Backoff each : Backoff.values())
            if (each.name().toLowerCase(java.util.Locale.ROOT).equals(name)) return each;
        throw refusal("healthyRetryPolicy.backoffFunction must be linear, arithmetic, geometric or exponential");
    }

    private static int number(Map<?, ?> tree, String name, int usual) {
        Object value = tree.get(name);
        if (value == null) return usual;
        if (value instanceof BigDecimal number && number.scale() <= 0) return number.intValue();
        throw refusal(name + " must be an integer");
    }

    private static RuntimeException refusal(String reason) {
        return Refusals.attributes("DeliveryPolicy: " + reason);
    }
}
