package io.windtunnel.cloud.policy;

import io.windtunnel.kernel.identity.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A resource's access policy as `AddPermission` and `RemovePermission` edit it: a JSON document with a statement for
/// each label.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
public final class AccessPolicy {
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode document;
    private final ArrayNode statements;

    private AccessPolicy(ObjectNode document) {
        this.document = document;
        this.statements = statements(document);
    }

    /// Whether `text` is a policy.
    public static boolean isPolicy(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            return tree != null && tree.isObject() && tree.has("Statement");
        } catch (JacksonException e) {
            return false;
        }
    }

    /// The policy `text`, or a new one of that id.
    public static AccessPolicy of(@Nullable String text, String id) {
        if (text != null && !text.isEmpty()) return new AccessPolicy((ObjectNode) JSON.readTree(text));
        ObjectNode tree = JSON.createObjectNode();
        tree.put("Version", "2008-10-17");
        tree.put("Id", id);
        tree.putArray("Statement");
        return new AccessPolicy(tree);
    }

    private static ArrayNode statements(ObjectNode tree) {
        JsonNode there = tree.get("Statement");
        if (there instanceof ArrayNode array) return array;
        ArrayNode array = JSON.createArrayNode();
        if (there != null) array.add(there);
        tree.set("Statement", array);
        return array;
    }

    public int size() {
        return statements.size();
    }

    /// Whether there is a statement of that label.
    public boolean has(String label) {
        return index(label).isPresent();
    }

    private Optional<Integer> index(String label) {
        for (int i = 0; i < statements.size(); i++)
            if (statements.get(i).path("Sid").asString().equals(label)) return Optional.of(i);
        return Optional.empty();
    }

    /// Adds a statement that lets accounts do something.
    ///
    /// @param actions with their service, such as `SQS:SendMessage`
    public AccessPolicy allow(String label, List<String> accounts, List<String> actions, Arn resource) {
        List<String> principals = new ArrayList<>();
        for (String account : accounts) principals.add("arn:aws:iam::" + account + ":root");
        statements.add(JSON.valueToTree(Map.of(
                "Sid", label,
                "Effect", "Allow",
                "Principal", Map.of("AWS", one(principals)),
                "Action", one(actions),
                "Resource", resource.toString())));
        return this;
    }

    private static Object one(List<String> names) {
        return names.size() == 1 ? names.getFirst() : names;
    }

    /// Removes the statement of that label; false when there is none.
    public boolean remove(String label) {
        Optional<Integer> at = index(label);
        at.ifPresent(i -> statements.remove(i.intValue()));
        return at.isPresent();
    }

    /// The policy as text; empty when it has no statement.
    public String text() {
        return statements.isEmpty() ? "" : JSON.writeValueAsString(document);
    }
}
