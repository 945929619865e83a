package io.windtunnel.cloud.operations.fis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An action there is: its parameters, what it can be done to, and how it is done.
///
/// @param targetKey the action's word for its targets, such as `Instances`; null where it has none
record ActionKind(
        String id,
        String description,
        @Nullable String targetKey,
        @Nullable String resourceType,
        List<Parameter> parameters,
        Injection injection) {
    static final String DURATION = "duration";

    /// A parameter; `rule` says what is wrong with a value, in the end of a sentence, or null.
    record Parameter(String name, String description, boolean required, Rule rule) {}

    /// What a parameter's value must be.
    @FunctionalInterface
    interface Rule {
        @Nullable
        String wrong(String value);
    }

    boolean lasts() {
        return parameters.stream().anyMatch(parameter -> parameter.name().equals(DURATION));
    }

    Map<String, Shapes.ActionParameter> shownParameters() {
        Map<String, Shapes.ActionParameter> shown = new LinkedHashMap<>();
        for (Parameter parameter : parameters)
            shown.put(parameter.name(), new Shapes.ActionParameter(parameter.description(), parameter.required()));
        return shown;
    }

    Map<String, Shapes.ActionTarget> shownTargets() {
        return targetKey == null || resourceType == null
                ? Map.of()
                : Map.of(targetKey, new Shapes.ActionTarget(resourceType));
    }
}
