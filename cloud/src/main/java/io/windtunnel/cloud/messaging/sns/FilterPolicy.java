package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.ports.Sink.Attribute;
import io.windtunnel.kernel.pattern.EventPattern;
import io.windtunnel.kernel.pattern.PatternException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which messages a subscription wants.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
///
/// @param body whether the policy is held against the message's body instead of its attributes
record FilterPolicy(EventPattern pattern, boolean body) {
    /// What became of a message at a policy, for the metrics.
    enum Verdict {
        WANTED,
        UNWANTED,
        NO_ATTRIBUTES,
        INVALID_ATTRIBUTES,
        INVALID_BODY
    }

    /// Names in a policy: 5; ways to combine its values: 150; bytes: 256 KiB (developer guide, constraints).
    private static final int MOST_KEYS = 5;

    private static final int MOST_COMBINATIONS = 150;
    private static final int MOST_BYTES = 262_144;

    /// @throws io.windtunnel.wire.AwsException when `text` is no policy
    static FilterPolicy parse(String text, boolean body) {
        if (text.length() > MOST_BYTES) throw refusal("Filter policy is too long");
        Map<?, ?> tree = Json.object(text);
        if (tree == null) throw refusal("failed to parse JSON.");
        int keys = body ? leaves(tree) : tree.size();
        if (keys > MOST_KEYS) throw refusal("Filter policy can not have more than " + MOST_KEYS + " keys");
        if (combinations(tree) > MOST_COMBINATIONS) throw refusal("Filter policy is too complex");
        if (!body)
            for (Map.Entry<?, ?> each : tree.entrySet())
                if (each.getValue() instanceof Map)
                    throw refusal("Filter policy scope MessageAttributes does not support nested filter policy");
        try {
            return new FilterPolicy(EventPattern.parse(tree), body);
        } catch (PatternException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    private static RuntimeException refusal(String reason) {
        return Refusals.attributes("FilterPolicy: " + reason);
    }

    private static int leaves(Map<?, ?> tree) {
        int leaves = 0;
        for (Object each : tree.values()) leaves += each instanceof Map<?, ?> below ? leaves(below) : 1;
        return leaves;
    }

    /// How many values each key has, multiplied, deeper keys by their depth.
    private static long combinations(Map<?, ?> tree) {
        long product = 1;
        for (Object each : tree.values()) {
            if (each instanceof List<?> values) product *= Math.max(1, values.size());
            else if (each instanceof Map<?, ?> below) product *= combinations(below);
            if (product > MOST_COMBINATIONS) return product;
        }
        return product;
    }

    Verdict judge(String message, Map<String, Attribute> attributes) {
        if (body) {
            Map<?, ?> tree = Json.object(message);
            if (tree == null) return Verdict.INVALID_BODY;
            return pattern.matches(tree) ? Verdict.WANTED : Verdict.UNWANTED;
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Map.Entry<String, Attribute> each : attributes.entrySet()) {
            if (!put(values, each.getKey(), each.getValue())) return Verdict.INVALID_ATTRIBUTES;
        }
        if (pattern.matches(values)) return Verdict.WANTED;
        return attributes.isEmpty() ? Verdict.NO_ATTRIBUTES : Verdict.UNWANTED;
    }

    private static boolean put(Map<String, @Nullable Object> values, String name, Attribute attribute) {
        String text = attribute.text();
        if (text == null) return true; // binary values are not looked at
        if (attribute.dataType().startsWith("Number")) {
            try {
                values.put(name, new BigDecimal(text.strip()));
            } catch (NumberFormatException e) {
                return false;
            }
        } else if (attribute.dataType().equals("String.Array")) {
            List<?> list = Json.array(text);
            if (list == null) return false;
            values.put(name, list);
        } else values.put(name, text);
        return true;
    }
}
