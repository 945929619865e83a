package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What a template may only do when the client has said so.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html
final class Capabilities {
    /// The property that names a resource of a type, where naming it needs the stronger capability.
    private static final Map<String, String> NAMES = Map.of(
            "AWS::IAM::Group", "GroupName",
            "AWS::IAM::InstanceProfile", "InstanceProfileName",
            "AWS::IAM::ManagedPolicy", "ManagedPolicyName",
            "AWS::IAM::Role", "RoleName",
            "AWS::IAM::User", "UserName");

    private static final List<String> OTHERS = List.of(
            "AWS::IAM::AccessKey",
            "AWS::IAM::Policy",
            "AWS::IAM::RolePolicy",
            "AWS::IAM::UserPolicy",
            "AWS::IAM::GroupPolicy",
            "AWS::IAM::UserToGroupAddition");

    private Capabilities() {}

    /// The capability a template needs: none or one.
    static List<String> needed(Template template) {
        boolean named = template.resources().values().stream()
                .anyMatch(each ->
                        NAMES.containsKey(each.type()) && each.properties().containsKey(NAMES.get(each.type())));
        if (named) return List.of("CAPABILITY_NAMED_IAM");
        return types(template).isEmpty() ? List.of() : List.of("CAPABILITY_IAM");
    }

    /// The sentence that says why.
    static String reason(Template template) {
        return "The following resource(s) require capabilities: [" + String.join(", ", types(template)) + "]";
    }

    private static List<String> types(Template template) {
        List<String> types = new ArrayList<>();
        for (Template.Resource each : template.resources().values())
            if ((NAMES.containsKey(each.type()) || OTHERS.contains(each.type())) && !types.contains(each.type()))
                types.add(each.type());
        return types;
    }

    /// @throws AwsException `InsufficientCapabilitiesException`
    static void demand(Template template, Collection<String> given) {
        for (String need : needed(template))
            if (!given.contains(need) && !given.contains("CAPABILITY_NAMED_IAM"))
                throw new AwsException("InsufficientCapabilitiesException", "Requires capabilities : [" + need + "]");
    }
}
