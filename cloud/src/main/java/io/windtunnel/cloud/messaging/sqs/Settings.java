package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.policy.AccessPolicy;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A queue's settable attributes, checked.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
///
/// @param values every attribute that has a value, by its API name
record Settings(
        boolean fifo,
        long visibilityMillis,
        long retentionMillis,
        int delaySeconds,
        int waitSeconds,
        int mostBytes,
        boolean contentBased,
        boolean deduplicatesByGroup,
        boolean limitedByGroup,
        @Nullable RedrivePolicy redrive,
        Map<String, String> values) {

    /// A whole number's bounds and default, in the attribute's own unit.
    private record Range(long least, long most, long usual) {}

    private static final Map<String, Range> NUMBERS = Map.of(
            "VisibilityTimeout", new Range(0, 43_200, 30),
            "MessageRetentionPeriod", new Range(60, 1_209_600, 345_600),
            "DelaySeconds", new Range(0, 900, 0),
            "MaximumMessageSize", new Range(1_024, 1_048_576, 1_048_576),
            "ReceiveMessageWaitTimeSeconds", new Range(0, 20, 0));

    private static final Set<String> TEXTS = Set.of("Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId");
    private static final Set<String> BOOLEANS =
            Set.of("FifoQueue", "ContentBasedDeduplication", "SqsManagedSseEnabled");
    private static final Set<String> FIFO_ONLY =
            Set.of("FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit");
    private static final String KEY_REUSE = "KmsDataKeyReusePeriodSeconds";
    private static final Range KEY_REUSE_SECONDS = new Range(60, 86_400, 300);
    private static final String SCOPE = "DeduplicationScope";
    private static final String LIMIT = "FifoThroughputLimit";
    private static final long MILLIS = 1_000;

    /// The settings of a new queue.
    ///
    /// @throws io.windtunnel.wire.AwsException when one is not known or not allowed
    static Settings of(boolean fifo, Map<String, String> given) {
        Map<String, String> values = new TreeMap<>();
        NUMBERS.forEach((name, range) -> values.put(name, Long.toString(range.usual)));
        values.put("SqsManagedSseEnabled", given.containsKey("KmsMasterKeyId") ? "false" : "true");
        if (fifo) {
            values.put("FifoQueue", "true");
            values.put("ContentBasedDeduplication", "false");
            values.put(SCOPE, "queue");
            values.put(LIMIT, "perQueue");
        }
        return with(fifo, values, given);
    }

    /// These settings with some of them changed; an empty text takes a policy or key away.
    ///
    /// @throws io.windtunnel.wire.AwsException when one is not known or not allowed
    Settings with(Map<String, String> given) {
        return with(fifo, values, given);
    }

    private static Settings with(boolean fifo, Map<String, String> before, Map<String, String> given) {
        Map<String, String> values = new TreeMap<>(before);
        given.forEach((name, value) -> {
            check(fifo, name, value);
            if (value.isEmpty()) values.remove(name);
            else values.put(name, value);
        });
        if (fifo && "perMessageGroupId".equals(values.get(LIMIT)) && !"messageGroup".equals(values.get(SCOPE)))
            throw Refusals.invalid(
                    "The value perMessageGroupId for FifoThroughputLimit is only allowed when DeduplicationScope is"
                            + " messageGroup.");
        String redrive = values.get("RedrivePolicy");
        return new Settings(
                fifo,
                number(values, "VisibilityTimeout") * MILLIS,
                number(values, "MessageRetentionPeriod") * MILLIS,
                (int) number(values, "DelaySeconds"),
                (int) number(values, "ReceiveMessageWaitTimeSeconds"),
                (int) number(values, "MaximumMessageSize"),
                "true".equals(values.get("ContentBasedDeduplication")),
                "messageGroup".equals(values.get(SCOPE)),
                "perMessageGroupId".equals(values.get(LIMIT)),
                redrive == null ? null : RedrivePolicy.parse(redrive),
                Map.copyOf(values));
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(Objects.requireNonNull(values.get(name)));
    }

    private static void check(boolean fifo, String name, String value) {
        if (FIFO_ONLY.contains(name) && !fifo) throw Refusals.unknownAttribute(name);
        Range range = name.equals(KEY_REUSE) ? KEY_REUSE_SECONDS : NUMBERS.get(name);
        boolean good;
        if (range != null) good = within(range, value);
        else if (BOOLEANS.contains(name)) good = value.equals("true") || value.equals("false");
        else if (name.equals(SCOPE)) good = value.equals("queue") || value.equals("messageGroup");
        else if (name.equals(LIMIT)) good = value.equals("perQueue") || value.equals("perMessageGroupId");
        else if (TEXTS.contains(name)) good = goodText(name, value);
        else throw Refusals.unknownAttribute(name);
        if (!good || name.equals("FifoQueue") && value.equals("false")) throw Refusals.attribute(name);
    }

    private static boolean goodText(String name, String value) {
        if (value.isEmpty()) return true;
        if (name.equals("RedriveAllowPolicy")) RedrivePolicy.checkAllow(value);
        return !name.equals("Policy") || AccessPolicy.isPolicy(value);
    }

    private static boolean within(Range range, String value) {
        try {
            long number = Long.parseLong(value);
            return number >= range.least && number <= range.most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// The first of `given` that differs from what is set; null when none does.
    @Nullable
    String differing(Map<String, String> given) {
        for (String name : new LinkedHashSet<>(given.keySet()))
            if (!Objects.requireNonNullElse(given.get(name), "").equals(values.getOrDefault(name, ""))) return name;
        return null;
    }

    /// The attributes that are shown, in the order of their names.
    Map<String, String> shown() {
        return new LinkedHashMap<>(new TreeMap<>(values));
    }
}
