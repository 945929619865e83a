package io.windtunnel.wire;

import io.windtunnel.wire.model.Constraints;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.validation.Violation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Violations in the words the conformance cases expect, which are not those of AWS's services.
final class SmithyWords {
    private SmithyWords() {}

    static String detected(List<Violation> violations) {
        String head = violations.size() == 1
                ? "1 validation error detected. "
                : violations.size() + " validation errors detected. ";
        return violations.stream()
                .map(violation -> "Value %sat '%s' failed to satisfy constraint: %s"
                        .formatted(size(violation), path(violation), demand(violation)))
                .collect(Collectors.joining("; ", head, ""));
    }

    private static String size(Violation violation) {
        if (violation.kind() != Violation.Kind.LENGTH) return "";
        int length = switch (violation.value()) {
            case String text -> text.codePointCount(0, text.length());
            case byte[] bytes -> bytes.length;
            case Collection<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            default -> throw new IllegalArgumentException(violation.toString());
        };
        return "with length " + length + " ";
    }

    private static String path(Violation violation) {
        return violation.path().stream()
                .map(step -> "/" + (step instanceof MemberShape member ? member.name() : step))
                .collect(Collectors.joining());
    }

    private static String demand(Violation violation) {
        Constraints constraints = violation.constraints();
        return switch (violation.kind()) {
            case REQUIRED -> "Member must not be null";
            case LENGTH -> "Member must have length " + bounds(constraints);
            case RANGE -> "Member must be " + bounds(constraints);
            case PATTERN -> "Member must satisfy regular expression pattern: " + constraints.patternText();
            case CHOICE ->
                "Member must satisfy enum value set: "
                        + constraints.choices().stream().sorted().toList();
            case UNIQUE -> "Member must have unique values";
        };
    }

    private static String bounds(Constraints constraints) {
        if (constraints.min() == null) return "less than or equal to " + constraints.max();
        if (constraints.max() == null) return "greater than or equal to " + constraints.min();
        return "between %s and %s, inclusive".formatted(constraints.min(), constraints.max());
    }
}
