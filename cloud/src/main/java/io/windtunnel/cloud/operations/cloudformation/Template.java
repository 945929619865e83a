package io.windtunnel.cloud.operations.cloudformation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A template, its sections read but nothing in them resolved: values are trees in which functions still stand as
/// one-entry maps (`{Ref: X}`).
///
/// @param lines the line of a section's member, such as `Resources/Vpc`
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
record Template(
        @Nullable String version,
        @Nullable String description,
        Map<String, Object> metadata,
        Map<String, Parameter> parameters,
        Map<String, Map<String, Map<String, Object>>> mappings,
        Map<String, Object> conditions,
        Map<String, Resource> resources,
        Map<String, Output> outputs,
        List<String> transforms,
        Map<String, Integer> lines) {

    /// A parameter's declaration. Lengths are in characters.
    record Parameter(
            String key,
            String type,
            @Nullable String defaultValue,
            boolean noEcho,
            @Nullable String description,
            List<String> allowedValues,
            @Nullable String allowedPattern,
            @Nullable String minLength,
            @Nullable String maxLength,
            @Nullable String minValue,
            @Nullable String maxValue,
            @Nullable String constraintDescription) {}

    /// A resource's declaration; `condition` is a condition's name.
    record Resource(
            String logicalId,
            String type,
            Map<String, Object> properties,
            Set<String> dependsOn,
            @Nullable String condition,
            String deletionPolicy,
            String updateReplacePolicy,
            Map<String, Object> metadata,
            Map<String, Object> creationPolicy,
            Map<String, Object> updatePolicy) {}

    /// An output's declaration; `export` is the tree of its export's name, null where it has none.
    record Output(
            String key,
            Object value,
            @Nullable String description,
            @Nullable Object export,
            @Nullable String condition) {}

    /// ` (line 12)` for a member of a section, or nothing where the line is not known.
    String line(String place) {
        Integer line = lines.get(place);
        return line == null ? "" : " (line " + line + ")";
    }
}
