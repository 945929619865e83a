package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.kernel.identity.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A queue's policy as `AddPermission` and `RemovePermission` edit it. It is kept and shown, not enforced.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
final class Permissions {
    private static final JsonMapper JSON = new JsonMapper();

    /// Actions that can be shared (API reference).
    private static final List<String> ACTIONS = List.of(
            "*",
            "SendMessage",
            "ReceiveMessage",
            "DeleteMessage",
            "ChangeMessageVisibility",
            "GetQueueAttributes",
            "GetQueueUrl",
            "ListDeadLetterSourceQueues",
            "PurgeQueue");

    /// Actions in one statement: 7 (API reference).
    private static final int MOST_ACTIONS = 7;

    /// Statements in a policy: 20 (developer guide, quotas).
    private static final int MOST_STATEMENTS = 20;

    private Permissions() {}

    static boolean isPolicy(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            return tree != null && tree.isObject() && tree.has("Statement");
        } catch (JacksonException e) {
            return false;
        }
    }

    /// The policy with a statement more.
    static String add(@Nullable String policy, Arn queue, String label, List<String> accounts, List<String> actions) {
        if (accounts.isEmpty()) throw Refusals.missing("AWSAccountIds");
        if (actions.isEmpty()) throw Refusals.missing("Actions");
        for (String action : actions)
            if (!ACTIONS.contains(action))
                throw Refusals.invalid(
                        "Value SQS:" + action + " for parameter ActionName is invalid. Reason: Only the queue owner is"
                                + " allowed to invoke this action.");
        if (actions.size() > MOST_ACTIONS)
            throw new io.windtunnel.wire.AwsException(
                    "OverLimit", actions.size() + " Actions were found, maximum allowed is " + MOST_ACTIONS + ".");
        ObjectNode tree = policy == null ? empty(queue) : (ObjectNode) JSON.readTree(policy);
        ArrayNode statements = statements(tree);
        for (JsonNode each : statements)
            if (each.path("Sid").asString().equals(label)) throw Refusals.invalid(label, "Label", "Already exists.");
        if (statements.size() >= MOST_STATEMENTS)
            throw new io.windtunnel.wire.AwsException(
                    "OverLimit", "A policy has at most " + MOST_STATEMENTS + " statements.");
        List<String> principals = new ArrayList<>();
        for (String account : accounts) principals.add("arn:aws:iam::" + account + ":root");
        List<String> named = new ArrayList<>();
        for (String action : actions) named.add("SQS:" + action);
        statements.add(JSON.valueToTree(Map.of(
                "Sid", label,
                "Effect", "Allow",
                "Principal", Map.of("AWS", one(principals)),
                "Action", one(named),
                "Resource", queue.toString())));
        return JSON.writeValueAsString(tree);
    }

    private static Object one(List<String> names) {
        return names.size() == 1 ? names.getFirst() : names;
    }

    private static ObjectNode empty(Arn queue) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("Version", "2008-10-17");
        tree.put("Id", queue + "/SQSDefaultPolicy");
        tree.putArray("Statement");
        return tree;
    }

    private static ArrayNode statements(ObjectNode tree) {
        JsonNode there = tree.get("Statement");
        if (there instanceof ArrayNode array) return array;
        ArrayNode array = JSON.createArrayNode();
        if (there != null) array.add(there);
        tree.set("Statement", array);
        return array;
    }

    /// The policy without the statement of that label; empty when nothing is left.
    static String remove(@Nullable String policy, String label) {
        ObjectNode tree = policy == null ? null : (ObjectNode) JSON.readTree(policy);
        ArrayNode statements = tree == null ? JSON.createArrayNode() : statements(tree);
        for (int i = 0; i < statements.size(); i++) {
            if (!statements.get(i).path("Sid").asString().equals(label)) continue;
            statements.remove(i);
            return statements.isEmpty() ? "" : JSON.writeValueAsString(tree);
        }
        throw Refusals.invalid(label, "Label", "can't find label.");
    }
}
