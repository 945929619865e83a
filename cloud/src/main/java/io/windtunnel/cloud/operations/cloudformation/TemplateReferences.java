package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.wire.AwsException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the functions in a tree name, found without resolving anything.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
final class TemplateReferences {
    static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(!?)([^}]+)}");

    /// The functions that need the transform `AWS::LanguageExtensions`, and the one that calls a macro.
    private static final Set<String> NOT_BUILT = Set.of("Fn::Transform", "Fn::ToJsonString", "Fn::Length");

    private static final Set<String> FUNCTIONS = Set.of(
            "Fn::GetAtt",
            "Fn::Sub",
            "Fn::Join",
            "Fn::Split",
            "Fn::Select",
            "Fn::Base64",
            "Fn::FindInMap",
            "Fn::ImportValue",
            "Fn::GetAZs",
            "Fn::Cidr",
            "Fn::If",
            "Fn::And",
            "Fn::Or",
            "Fn::Not",
            "Fn::Equals");

    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> conditions = new LinkedHashSet<>();

    private TemplateReferences() {}

    /// The logical names that `Ref`, `Fn::GetAtt` and `Fn::Sub` in `tree` speak of, parameters and pseudo parameters
    /// included.
    static Set<String> in(@Nullable Object tree) {
        TemplateReferences found = new TemplateReferences();
        found.walk(tree);
        return found.names;
    }

    /// Whether `name` is one of the pseudo parameters.
    static boolean pseudo(String name) {
        return name.startsWith("AWS::");
    }

    /// Refuses names that nothing in the template has.
    ///
    /// @throws AwsException `ValidationError`
    static void check(Template template) {
        Set<String> all = new HashSet<>(template.resources().keySet());
        all.addAll(template.parameters().keySet());
        TreeSet<String> unresolved = new TreeSet<>();
        TemplateReferences found = new TemplateReferences();
        template.resources().values().forEach(each -> {
            found.walk(each.properties());
            found.walk(each.metadata());
            found.walk(each.creationPolicy());
            found.walk(each.updatePolicy());
            if (each.condition() != null) found.conditions.add(each.condition());
            for (String id : each.dependsOn()) if (!template.resources().containsKey(id)) unresolved.add(id);
        });
        found.unresolved(all, unresolved);
        refuse(unresolved, "Unresolved resource dependencies %s in the Resources block of the template");
        TemplateReferences outputs = new TemplateReferences();
        template.outputs().values().forEach(each -> {
            outputs.walk(each.value());
            outputs.walk(each.export());
            if (each.condition() != null) outputs.conditions.add(each.condition());
        });
        outputs.unresolved(all, unresolved);
        refuse(unresolved, "Unresolved resource dependencies %s in the Outputs block of the template");
        checkConditions(template, found.conditions, outputs.conditions);
        checkMappings(template);
    }

    private static void checkConditions(Template template, Collection<String> used, Collection<String> usedByOutputs) {
        TemplateReferences found = new TemplateReferences();
        template.conditions().values().forEach(found::condition);
        TreeSet<String> unresolved = new TreeSet<>();
        found.unresolved(template.parameters().keySet(), unresolved);
        refuse(
                unresolved,
                "Unresolved dependencies %s. Cannot reference resources in the Conditions block of the template");
        Set<String> all = new LinkedHashSet<>(used);
        all.addAll(usedByOutputs);
        all.addAll(found.conditions);
        for (String name : all)
            if (!template.conditions().containsKey(name))
                throw AwsException.validation("Template format error: Unresolved condition dependency " + name
                        + " in the " + (used.contains(name) ? "Resources" : "Conditions") + " block of the template");
    }

    private static void checkMappings(Template template) {
        template.mappings().forEach((name, tops) -> {
            if (!name.matches("[A-Za-z0-9]+"))
                throw AwsException.validation(
                        "Template format error: Mappings name '" + name + "' is non alphanumeric.");
        });
    }

    private void unresolved(Set<String> known, Set<String> into) {
        for (String name : names) if (!pseudo(name) && !known.contains(name)) into.add(name);
    }

    private static void refuse(Set<String> names, String message) {
        if (!names.isEmpty()) throw AwsException.validation("Template format error: " + message.formatted(names));
    }

    private void condition(Object tree) {
        if (tree instanceof Map<?, ?> map && map.size() == 1 && map.get("Condition") instanceof String name) {
            conditions.add(name);
            return;
        }
        if (tree instanceof Map<?, ?> map)
            map.forEach((key, value) -> {
                if (key.equals("Ref")) names.add(String.valueOf(value));
                else if (key.equals("Fn::Sub")) substitution(value);
                else if (value != null) condition(value);
            });
        if (tree instanceof List<?> list)
            list.forEach(each -> {
                if (each != null) condition(each);
            });
    }

    private void walk(@Nullable Object tree) {
        if (tree instanceof List<?> list) list.forEach(this::walk);
        if (!(tree instanceof Map<?, ?> map)) return;
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            if (function((String) only.getKey(), only.getValue())) return;
        }
        map.values().forEach(this::walk);
    }

    /// Takes a function call's names; false when the entry is no function, or one whose arguments say it all.
    private boolean function(String name, @Nullable Object argument) {
        if (NOT_BUILT.contains(name) || name.startsWith("Fn::ForEach"))
            throw AwsException.validation("Windtunnel has not built this yet: " + name
                    + (name.equals("Fn::Transform") ? "" : " (the transform AWS::LanguageExtensions)"));
        if (name.startsWith("Fn::") && !FUNCTIONS.contains(name))
            throw AwsException.validation("Template error: the function " + name + " is not one CloudFormation has");
        switch (name) {
            case "Ref" -> {
                if (argument instanceof String target) names.add(target);
            }
            case "Fn::GetAtt" -> {
                if (argument instanceof List<?> list && !list.isEmpty()) {
                    names.add(String.valueOf(list.getFirst()));
                    list.stream().skip(1).forEach(this::walk);
                } else if (argument instanceof String text) names.add(text.split("\\.", 2)[0]);
            }
            case "Fn::Sub" -> substitution(argument);
            case "Fn::If" -> {
                if (argument instanceof List<?> list
                        && !list.isEmpty()
                        && list.getFirst() instanceof String condition) {
                    conditions.add(condition);
                }
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void substitution(@Nullable Object argument) {
        String text = argument instanceof String plain ? plain : "";
        Set<String> own = new HashSet<>();
        if (argument instanceof List<?> list && list.size() == 2) {
            text = String.valueOf(list.getFirst());
            if (list.get(1) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> own.add((String) key));
                map.values().forEach(this::walk);
            }
        }
        Matcher matcher = SUBSTITUTION.matcher(text);
        while (matcher.find()) {
            if (!matcher.group(1).isEmpty()) continue;
            String name = matcher.group(2).strip();
            if (!own.contains(name)) names.add(pseudo(name) ? name : name.split("\\.", 2)[0]);
        }
    }

    /// Which resources each resource needs before it: those `DependsOn` names and those its resolved-by-condition
    /// `trees` refer to.
    static Map<String, Set<String>> dependencies(Collection<Template.Resource> resources, Map<String, Object> trees) {
        Map<String, Set<String>> dependencies = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        resources.forEach(each -> ids.add(each.logicalId()));
        for (Template.Resource each : resources) {
            Set<String> needs = new LinkedHashSet<>(each.dependsOn());
            needs.addAll(in(trees.get(each.logicalId())));
            needs.retainAll(ids);
            dependencies.put(each.logicalId(), needs);
        }
        return dependencies;
    }
}
