package io.windtunnel.cloud.operations.fis;

import io.windtunnel.wire.AwsException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The actions there are, and what they can be done to.
///
/// Source: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
final class ActionCatalog {
    /// A type of resource; `parameters` are the words by which a target may choose, with their descriptions.
    record TargetKind(String resourceType, String description, Map<String, String> parameters) {}

    private static final Map<String, TargetKind> TARGETS = new TreeMap<>();

    static {
        type("aws:ec2:instance", "An EC2 instance");
        type("aws:ec2:spot-instance", "An EC2 spot instance");
        type("aws:ec2:autoscaling-group", "An EC2 Auto Scaling group");
        type("aws:iam:role", "An IAM role");
        type("aws:dynamodb:global-table", "A DynamoDB global table");
        type("aws:s3:bucket", "An S3 bucket");
        TARGETS.put(
                "aws:ec2:subnet",
                new TargetKind(
                        "aws:ec2:subnet",
                        "A subnet",
                        Map.of(
                                "availabilityZoneIdentifier", "The name or id of the zone of the subnets",
                                "vpc", "The id of the VPC of the subnets")));
    }

    private static void type(String name, String description) {
        TARGETS.put(name, new TargetKind(name, description, Map.of()));
    }

    private final Map<String, ActionKind> kinds = new TreeMap<>();

    void add(ActionKind kind) {
        kinds.put(kind.id(), kind);
    }

    Collection<ActionKind> all() {
        return kinds.values();
    }

    @Nullable
    ActionKind find(String id) {
        return kinds.get(id);
    }

    /// @throws IllegalArgumentException when there is none: templates are checked
    ActionKind require(String id) {
        ActionKind kind = kinds.get(id);
        if (kind == null) throw new IllegalArgumentException("no action " + id);
        return kind;
    }

    Collection<TargetKind> targets() {
        return TARGETS.values();
    }

    @Nullable
    TargetKind target(String resourceType) {
        return TARGETS.get(resourceType);
    }

    /// How a template with an action that is not here is refused: what AWS has is not built, the rest does not exist.
    AwsException refusal(String id, String name) {
        return id.startsWith("aws:")
                ? AwsException.notBuilt("fis", "CreateExperimentTemplate", "action " + id)
                : Refusals.invalid("Action id \"" + id + "\" in action \"" + name + "\" is not found.");
    }

    Map<String, Shapes.ActionParameter> shown(TargetKind kind) {
        Map<String, Shapes.ActionParameter> shown = new LinkedHashMap<>();
        new TreeMap<>(kind.parameters())
                .forEach((name, words) -> shown.put(name, new Shapes.ActionParameter(words, false)));
        return shown;
    }
}
