package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.kernel.identity.Arn;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where messages go that were received too often.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
///
/// @param maxReceiveCount 1 to 1,000
record RedrivePolicy(Arn deadLetterTarget, int maxReceiveCount) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String NAME = "RedrivePolicy";
    private static final String ALLOW = "RedriveAllowPolicy";
    private static final int MOST_RECEIVES = 1_000;

    /// Source queues a redrive allow policy may name: 10 (developer guide).
    private static final int MOST_SOURCES = 10;

    /// @throws io.windtunnel.wire.AwsException when `text` is no such policy
    static RedrivePolicy parse(String text) {
        JsonNode tree = tree(text, NAME);
        JsonNode target = tree.get("deadLetterTargetArn");
        JsonNode most = tree.get("maxReceiveCount");
        if (target == null) throw lacks(text, "deadLetterTargetArn");
        if (most == null) throw lacks(text, "maxReceiveCount");
        if (!target.isString() || !Arn.isArn(target.stringValue()))
            throw Refusals.invalid(text, NAME, "Dead letter target ARN is not valid.");
        int count = number(most);
        if (count < 1 || count > MOST_RECEIVES)
            throw Refusals.invalid(
                    text,
                    NAME,
                    "Invalid value for maxReceiveCount: " + most.asString()
                            + ", valid values are from 1 to 1000 both inclusive.");
        return new RedrivePolicy(Arn.parse(target.stringValue()), count);
    }

    private static RuntimeException lacks(String text, String attribute) {
        return Refusals.invalid(text, NAME, "Redrive policy does not contain mandatory attribute: " + attribute + ".");
    }

    private static int number(JsonNode node) {
        try {
            return Integer.parseInt(node.asString());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static JsonNode tree(String text, String parameter) {
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree != null && tree.isObject()) return tree;
        } catch (JacksonException e) {
            // told below
        }
        throw Refusals.invalid(text, parameter, "Redrive policy is not a valid JSON map.");
    }

    /// Whether a redrive allow policy lets `source` use its queue for dead letters.
    static boolean allows(String policy, Arn source) {
        JsonNode tree = tree(policy, ALLOW);
        return switch (tree.path("redrivePermission").asString()) {
            case "denyAll" -> false;
            case "byQueue" -> sources(tree).contains(source.toString());
            default -> true;
        };
    }

    private static List<String> sources(JsonNode tree) {
        List<String> sources = new ArrayList<>();
        for (JsonNode each : tree.path("sourceQueueArns")) sources.add(each.asString());
        return sources;
    }

    /// @throws io.windtunnel.wire.AwsException when `text` is no redrive allow policy
    static void checkAllow(String text) {
        JsonNode tree = tree(text, ALLOW);
        String permission = tree.path("redrivePermission").asString();
        boolean byQueue = permission.equals("byQueue");
        int named = sources(tree).size();
        if (!byQueue && !permission.equals("allowAll") && !permission.equals("denyAll"))
            throw Refusals.invalid(text, ALLOW, "Redrive allow policy does not contain a valid redrivePermission.");
        if (byQueue && (named == 0 || named > MOST_SOURCES))
            throw Refusals.invalid(text, ALLOW, "byQueue needs 1 to 10 sourceQueueArns.");
        if (!byQueue && named > 0) throw Refusals.invalid(text, ALLOW, "sourceQueueArns is only allowed with byQueue.");
    }
}
