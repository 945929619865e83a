package io.windtunnel.wire.validation;

import io.windtunnel.wire.model.Constraints;
import io.windtunnel.wire.model.MemberShape;
import java.math.BigDecimal;
import java.util.ArrayList;
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
                .map(Words::one)
                .collect(Collectors.joining(
                        "; ",
                        violations.size() == 1
                                ? "1 validation error detected: "
                                : violations.size() + " validation errors detected: ",
                        ""));
    }

    /// A text in a list or map is told as a fault of that list or map, with all that is demanded of it.
    private static String one(Violation violation) {
        Object last = violation.path().isEmpty() ? "" : violation.path().getLast();
        boolean scalar = violation.kind() != Violation.Kind.REQUIRED && violation.value() instanceof String;
        String form = "Value %s at '%s' failed to satisfy constraint: %s";
        if (violation.key())
            return form.formatted(
                    "'{" + violation.value() + "=...}'",
                    path(violation.path()),
                    "Map keys must satisfy constraint: " + demands(violation.constraints()));
        if (!scalar || last instanceof MemberShape)
            return form.formatted(value(violation.value()), path(violation.path()), demand(violation));
        List<Object> container = violation.path().subList(0, violation.path().size() - 1);
        return last instanceof Integer
                ? form.formatted(
                        "'[" + excerpt(String.valueOf(violation.value())) + "]'",
                        path(container),
                        "Member must satisfy constraint: " + demands(violation.constraints()))
                : form.formatted(
                        "'{" + last + "=" + excerpt(String.valueOf(violation.value())) + "}'",
                        path(container),
                        "Map value must satisfy constraint: " + demands(violation.constraints()));
    }

    /// Everything that is demanded of one text.
    private static List<String> demands(Constraints constraints) {
        List<String> demands = new ArrayList<>();
        if (constraints.max() != null)
            demands.add("Member must have length less than or equal to "
                    + constraints.max().toPlainString());
        if (constraints.min() != null)
            demands.add("Member must have length greater than or equal to "
                    + constraints.min().toPlainString());
        if (constraints.patternText() != null)
            demands.add("Member must satisfy regular expression pattern: " + constraints.patternText());
        if (!constraints.choices().isEmpty())
            demands.add("Member must satisfy enum value set: " + constraints.choices());
        return demands;
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
    private static String path(List<Object> steps) {
        StringBuilder path = new StringBuilder();
        for (Object step : steps) {
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
