package io.windtunnel.wire.validation;

import io.windtunnel.wire.model.Constraints;
import io.windtunnel.wire.model.MemberShape;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Violations in the words of AWS's services.
public final class Words {
    private static final int VALUE_LENGTH = 500;

    private Words() {}

    /// `2 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; ...`
    public static String detected(List<Violation> violations) {
        return violations.stream()
                .map(violation -> "Value %s at '%s' failed to satisfy constraint: %s"
                        .formatted(value(violation.value()), path(violation), demand(violation)))
                .collect(Collectors.joining(
                        "; ",
                        violations.size() == 1
                                ? "1 validation error detected: "
                                : violations.size() + " validation errors detected: ",
                        ""));
    }

    /// EC2 names one parameter at a time.
    public static String ec2(Violation violation) {
        String parameter = violation.path().stream()
                .map(step -> step instanceof MemberShape member
                        ? member.name()
                        : step instanceof Integer index ? String.valueOf(index + 1) : step.toString())
                .collect(Collectors.joining("."));
        if (violation.kind() == Violation.Kind.REQUIRED)
            return "The request must contain the parameter %s".formatted(parameter);
        return "Value (%s) for parameter %s is invalid. %s"
                .formatted(excerpt(String.valueOf(violation.value())), parameter, demand(violation));
    }

    /// The path as services written in Java spell it: `tags.1.member.key`.
    private static String path(Violation violation) {
        StringBuilder path = new StringBuilder();
        for (Object step : violation.path()) {
            if (!path.isEmpty()) path.append('.');
            switch (step) {
                case MemberShape member ->
                    path.append(Character.toLowerCase(member.name().charAt(0)))
                            .append(member.name(), 1, member.name().length());
                case Integer index -> path.append(index + 1).append(".member");
                default -> path.append(step).append(".member");
            }
        }
        return path.toString();
    }

    private static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> "'java.nio.HeapByteBuffer[pos=0 lim=%1$d cap=%1$d]'".formatted(bytes.length);
            case Object[] row -> "'" + row.length + " members'";
            default -> "'" + excerpt(value.toString()) + "'";
        };
    }

    private static String excerpt(String text) {
        return text.length() <= VALUE_LENGTH ? text : text.substring(0, VALUE_LENGTH) + "...";
    }

    private static String demand(Violation violation) {
        Constraints constraints = violation.constraints();
        return switch (violation.kind()) {
            case REQUIRED -> "Member must not be null";
            case LENGTH -> "Member must have length " + bound(constraints, length(violation.value()));
            case RANGE ->
                "Member must have value " + bound(constraints, new BigDecimal(String.valueOf(violation.value())));
            case PATTERN -> "Member must satisfy regular expression pattern: " + constraints.patternText();
            case CHOICE -> "Member must satisfy enum value set: " + constraints.choices();
            case UNIQUE -> "Member must have unique values";
        };
    }

    private static String bound(Constraints constraints, BigDecimal value) {
        BigDecimal min = constraints.min();
        return min != null && value.compareTo(min) < 0
                ? "greater than or equal to " + min.toPlainString()
                : "less than or equal to "
                        + (constraints.max() == null ? "" : constraints.max().toPlainString());
    }

    private static BigDecimal length(@Nullable Object value) {
        return BigDecimal.valueOf(
                switch (value) {
                    case String text -> text.codePointCount(0, text.length());
                    case byte[] bytes -> bytes.length;
                    case List<?> list -> list.size();
                    case java.util.Map<?, ?> map -> map.size();
                    case null, default -> 0;
                });
    }
}
