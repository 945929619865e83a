package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A bucket's policy: held to its form, and asked whether it lets everybody in.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
final class BucketPolicy {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String ARN = "arn:aws:s3:::";

    /// The longest policy, in bytes.
    private static final int MOST_BYTES = 20 * 1024;

    /// Conditions by which a policy that names everybody is still not public.
    private static final Set<String> NARROWING = Set.of(
            "aws:sourcearn",
            "aws:sourceaccount",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:sourceowner",
            "aws:sourceip",
            "aws:principalorgid",
            "aws:principalarn",
            "aws:userid",
            "s3:dataaccesspointarn",
            "s3:dataaccesspointaccount",
            "s3:x-amz-server-side-encryption-aws-kms-key-id");

    private final List<JsonNode> statements;

    private BucketPolicy(List<JsonNode> statements) {
        this.statements = statements;
    }

    static BucketPolicy parse(String text) {
        if (text.length() > MOST_BYTES) throw malformed("Policy exceeds the maximum allowed document size.");
        try {
            JsonNode root = JSON.readTree(text);
            if (!root.isObject()) throw malformed("Policies must be valid JSON and the first byte must be '{'");
            JsonNode statement = root.path("Statement");
            if (statement.isMissingNode()) throw malformed("Missing required field Statement");
            return new BucketPolicy(all(statement));
        } catch (JacksonException e) {
            throw malformed("Policies must be valid JSON and the first byte must be '{'");
        }
    }

    private static List<JsonNode> all(JsonNode node) {
        return node.isArray() ? node.valueStream().toList() : node.isMissingNode() ? List.of() : List.of(node);
    }

    private static AwsException malformed(String why) {
        return new AwsException("MalformedPolicy", why).status(400);
    }

    void check(String bucket) {
        for (JsonNode statement : statements) {
            String effect = statement.path("Effect").asString("");
            if (!effect.equals("Allow") && !effect.equals("Deny")) throw malformed("Invalid effect: " + effect);
            if (statement.path("Principal").isMissingNode()
                    && statement.path("NotPrincipal").isMissingNode())
                throw malformed("Missing required field Principal");
            if (statement.path("Action").isMissingNode()
                    && statement.path("NotAction").isMissingNode()) throw malformed("Missing required field Action");
            List<JsonNode> resources = all(statement.path("Resource"));
            if (resources.isEmpty() && statement.path("NotResource").isMissingNode())
                throw malformed("Missing required field Resource");
            for (JsonNode resource : resources) {
                if (!isOf(resource.asString(""), bucket)) throw malformed("Policy has invalid resource");
            }
        }
    }

    /// Whether a resource is the bucket or in it; a pattern of buckets' names may be any.
    private static boolean isOf(String resource, String bucket) {
        if (resource.equals("*")) return true;
        if (!resource.startsWith(ARN)) return false;
        int slash = resource.indexOf('/');
        String named = resource.substring(ARN.length(), slash < 0 ? resource.length() : slash);
        return named.equals(bucket) || named.contains("*") || named.contains("?");
    }

    /// Whether a statement allows everybody something, on no narrower condition.
    boolean isPublic() {
        return statements.stream()
                .filter(each -> each.path("Effect").asString("").equals("Allow"))
                .filter(each -> isEverybody(each.path("Principal")))
                .anyMatch(each -> !isNarrowed(each.path("Condition")));
    }

    private static boolean isEverybody(JsonNode principal) {
        if (principal.asString("").equals("*")) return true;
        return all(principal.path("AWS")).stream()
                .anyMatch(each -> each.asString("").equals("*"));
    }

    private static boolean isNarrowed(JsonNode condition) {
        return condition
                .valueStream()
                .flatMap(operator -> operator.propertyNames().stream())
                .anyMatch(key -> NARROWING.contains(key.toLowerCase(Locale.ROOT)));
    }
}
