package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.cloud.template.PropertyBinder;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes a [Template] of a template's text, refusing what CloudFormation refuses before it looks at any value.
final class TemplateParser {
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Mappings",
            "Conditions",
            "Rules",
            "Transform",
            "Resources",
            "Outputs",
            "Hooks");
    private static final Set<String> RESOURCE_MEMBERS = Set.of(
            "Type",
            "Properties",
            "DependsOn",
            "Condition",
            "DeletionPolicy",
            "UpdateReplacePolicy",
            "Metadata",
            "CreationPolicy",
            "UpdatePolicy",
            "Version",
            "Description");
    private static final Set<String> POLICIES = Set.of("Delete", "Retain", "Snapshot", "RetainExceptOnCreate");
    private static final Set<String> PARAMETER_MEMBERS = Set.of(
            "Type",
            "Default",
            "NoEcho",
            "Description",
            "AllowedValues",
            "AllowedPattern",
            "MinLength",
            "MaxLength",
            "MinValue",
            "MaxValue",
            "ConstraintDescription");

    /// The limits of a template, in members.
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    private static final int MOST_RESOURCES = 500;

    private static final int MOST_PARAMETERS = 200;
    private static final int MOST_OUTPUTS = 200;

    private TemplateParser() {}

    /// @throws AwsException `ValidationError` in CloudFormation's words
    static Template parse(String body) {
        TemplateReader.Read read = TemplateReader.read(body);
        Map<String, Object> tree = read.tree();
        Set<String> unknown = new TreeSet<>(tree.keySet());
        unknown.removeAll(SECTIONS);
        if (!unknown.isEmpty()) throw AwsException.validation("Invalid template property or properties " + unknown);
        if (tree.get("Rules") instanceof Map<?, ?> rules && !rules.isEmpty())
            throw AwsException.validation("Windtunnel has not built this yet: the Rules section of a template");
        List<String> transforms = transforms(tree.get("Transform"));
        Map<String, Template.Resource> resources = resources(section(tree, "Resources"));
        if (resources.isEmpty())
            throw AwsException.validation("Template format error: At least one Resources member must be defined.");
        Template template = new Template(
                text(tree.get("AWSTemplateFormatVersion")),
                text(tree.get("Description")),
                section(tree, "Metadata"),
                parameters(section(tree, "Parameters")),
                mappings(section(tree, "Mappings")),
                section(tree, "Conditions"),
                resources,
                outputs(section(tree, "Outputs")),
                transforms,
                read.lines());
        checkLimits(template);
        TemplateReferences.check(template);
        return template;
    }

    private static void checkLimits(Template template) {
        String version = template.version();
        if (version != null && !version.equals("2010-09-09"))
            throw AwsException.validation("Template format error: Unsupported template version " + version + ".");
        limit("resources", template.resources().size(), MOST_RESOURCES);
        limit("parameters", template.parameters().size(), MOST_PARAMETERS);
        limit("outputs", template.outputs().size(), MOST_OUTPUTS);
    }

    private static void limit(String what, int count, int most) {
        if (count > most)
            throw AwsException.validation("Template format error: Number of %s, %d, is greater than maximum allowed, %d"
                    .formatted(what, count, most));
    }

    private static List<String> transforms(@Nullable Object tree) {
        List<String> names = new ArrayList<>();
        List<?> given = tree == null ? List.of() : tree instanceof List<?> list ? list : List.of(tree);
        for (Object each : given) {
            String name = each instanceof Map<?, ?> call ? String.valueOf(call.get("Name")) : String.valueOf(each);
            names.add(name);
        }
        if (!names.isEmpty())
            throw AwsException.validation(
                    "Windtunnel has not built this yet: the transform " + String.join(", ", names));
        return names;
    }

    private static Map<String, Template.Parameter> parameters(Map<String, Object> section) {
        Map<String, Template.Parameter> parameters = new LinkedHashMap<>();
        section.forEach((key, value) -> {
            Map<String, Object> tree = map(value, "Parameters", key);
            for (String member : tree.keySet())
                if (!PARAMETER_MEMBERS.contains(member))
                    throw AwsException.validation("Invalid template parameter property '" + member + "'");
            String type = text(tree.get("Type"));
            if (type == null)
                throw AwsException.validation(
                        "Template format error: Every Parameters object must contain a Type member.");
            if (!ParameterValues.knowsType(type))
                throw AwsException.validation("Template format error: Unrecognized parameter type: " + type);
            List<String> allowed = new ArrayList<>();
            if (tree.get("AllowedValues") instanceof List<?> values) values.forEach(each -> allowed.add(text(each)));
            parameters.put(
                    key,
                    new Template.Parameter(
                            key,
                            type,
                            text(tree.get("Default")),
                            "true".equalsIgnoreCase(text(tree.get("NoEcho"))),
                            text(tree.get("Description")),
                            allowed,
                            text(tree.get("AllowedPattern")),
                            text(tree.get("MinLength")),
                            text(tree.get("MaxLength")),
                            text(tree.get("MinValue")),
                            text(tree.get("MaxValue")),
                            text(tree.get("ConstraintDescription"))));
        });
        return parameters;
    }

    private static Map<String, Map<String, Map<String, Object>>> mappings(Map<String, Object> section) {
        Map<String, Map<String, Map<String, Object>>> mappings = new LinkedHashMap<>();
        section.forEach((name, value) -> {
            Map<String, Map<String, Object>> tops = new LinkedHashMap<>();
            map(value, "Mappings", name).forEach((top, second) -> tops.put(top, map(second, "Mappings", name)));
            mappings.put(name, tops);
        });
        return mappings;
    }

    private static Map<String, Template.Resource> resources(Map<String, Object> section) {
        Map<String, Template.Resource> resources = new LinkedHashMap<>();
        section.forEach((id, value) -> {
            if (id.startsWith("Fn::ForEach")) throw notBuilt(id);
            if (!id.matches("[A-Za-z0-9]+"))
                throw AwsException.validation("Template format error: Resource name " + id + " is non alphanumeric.");
            resources.put(id, resource(id, map(value, "Resources", id)));
        });
        return resources;
    }

    private static Template.Resource resource(String id, Map<String, Object> tree) {
        for (String member : tree.keySet())
            if (!RESOURCE_MEMBERS.contains(member))
                throw AwsException.validation("Invalid template resource property '" + member + "'");
        String type = text(tree.get("Type"));
        if (type == null)
            throw AwsException.validation("Template format error: [/Resources/" + id
                    + "] Every Resources object must contain a Type member.");
        Set<String> dependsOn = new LinkedHashSet<>();
        Object after = tree.get("DependsOn");
        if (after instanceof List<?> ids) ids.forEach(each -> dependsOn.add(String.valueOf(each)));
        else if (after != null) dependsOn.add(after.toString());
        String deletion = policy(tree, "DeletionPolicy");
        return new Template.Resource(
                id,
                type,
                attribute(tree, "Properties", id),
                dependsOn,
                text(tree.get("Condition")),
                deletion,
                policy(tree, "UpdateReplacePolicy"),
                attribute(tree, "Metadata", id),
                attribute(tree, "CreationPolicy", id),
                attribute(tree, "UpdatePolicy", id));
    }

    private static Map<String, Object> attribute(Map<String, Object> tree, String member, String id) {
        Object value = tree.get(member);
        return value == null ? Map.of() : map(value, "Resources", id + "/" + member);
    }

    private static String policy(Map<String, Object> tree, String member) {
        Object value = tree.get(member);
        if (value == null) return "Delete";
        if (value instanceof String text && POLICIES.contains(text)) return text;
        throw AwsException.validation("Template format error: Unrecognized " + member + " " + value);
    }

    private static Map<String, Template.Output> outputs(Map<String, Object> section) {
        Map<String, Template.Output> outputs = new LinkedHashMap<>();
        section.forEach((key, value) -> {
            if (key.startsWith("Fn::ForEach")) throw notBuilt(key);
            Map<String, Object> tree = map(value, "Outputs", key);
            Object result = tree.get("Value");
            if (result == null)
                throw AwsException.validation("Template format error: Output " + key + " is malformed. "
                        + "The Value field of every Outputs member must be specified.");
            Object export = tree.get("Export") instanceof Map<?, ?> named ? named.get("Name") : null;
            outputs.put(
                    key,
                    new Template.Output(
                            key, result, text(tree.get("Description")), export, text(tree.get("Condition"))));
        });
        return outputs;
    }

    private static AwsException notBuilt(String function) {
        return AwsException.validation(
                "Windtunnel has not built this yet: " + function + " (the transform AWS::LanguageExtensions)");
    }

    private static Map<String, Object> section(Map<String, Object> tree, String name) {
        Object value = tree.get(name);
        if (value == null) return Map.of();
        if (value instanceof Map<?, ?>) return map(value, name, "");
        throw AwsException.validation("Template format error: [/" + name + "] 'expected a map' ");
    }

    private static Map<String, Object> map(@Nullable Object value, String section, String member) {
        if (!(value instanceof Map<?, ?> map))
            throw AwsException.validation("Template format error: [/" + section + "/" + member + "] Every " + section
                    + " member must be an object.");
        Map<String, Object> typed = new LinkedHashMap<>();
        map.forEach((key, each) -> {
            if (each == null)
                throw AwsException.validation(
                        "[/" + section + "/" + member + "/" + key + "] 'null' values are not allowed in templates");
            typed.put((String) key, each);
        });
        return typed;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null || value instanceof Map || value instanceof List ? null : PropertyBinder.text(value);
    }
}
