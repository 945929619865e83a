package io.windtunnel.wire.validation;

import io.windtunnel.wire.model.Constraints;
import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.Scalar;
import io.windtunnel.wire.model.Shape;
import io.windtunnel.wire.model.Structure;
import io.windtunnel.wire.validation.Violation.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks a decoded request against the constraints of its shapes.
public final class Validator {
    /// How many violations of one request are told.
    private static final int LIMIT = 10;

    private final List<Object> path = new ArrayList<>();
    private @Nullable List<Violation> violations;
    private boolean inKey;

    private Validator() {}

    /// What in `row` breaks the constraints of `shape`, in the order of its members.
    public static List<Violation> check(Structure shape, @Nullable Object[] row) {
        Validator validator = new Validator();
        validator.structure(shape, row);
        return validator.violations == null ? List.of() : validator.violations;
    }

    private void structure(Structure shape, @Nullable Object[] row) {
        List<MemberShape> members = shape.members();
        for (int i = 0; i < row.length; i++) {
            MemberShape member = members.get(i);
            Object value = row[i];
            if (value == null && !member.traits().required()) continue;
            path.add(member);
            if (value == null) violate(null, Kind.REQUIRED, Constraints.NONE);
            else value(member.target(), value);
            path.removeLast();
        }
    }

    private void value(Shape shape, Object value) {
        switch (shape) {
            case Structure structure -> {
                if (value instanceof Object[] row) structure(structure, row);
            }
            case ListShape list -> {
                if (value instanceof List<?> values) list(list, values);
            }
            case MapShape map -> {
                if (value instanceof Map<?, ?> values) map(map, values);
            }
            case Scalar scalar -> {
                if (scalar.constraints() != Constraints.NONE) scalar(scalar.constraints(), value);
            }
        }
    }

    private void list(ListShape shape, List<?> values) {
        length(shape.constraints(), values.size(), values);
        if (shape.constraints().unique() && hasTwice(values)) violate(values, Kind.UNIQUE, shape.constraints());
        Shape element = shape.member().target();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null) continue;
            path.add(i);
            value(element, values.get(i));
            path.removeLast();
        }
    }

    private void map(MapShape shape, Map<?, ?> values) {
        length(shape.constraints(), values.size(), values);
        values.forEach((key, value) -> {
            inKey = true;
            value(shape.key().target(), key);
            inKey = false;
            path.add(key);
            if (value != null) value(shape.value().target(), value);
            path.removeLast();
        });
    }

    private void scalar(Constraints constraints, Object value) {
        switch (value) {
            case String text -> text(constraints, text);
            case byte[] bytes -> length(constraints, bytes.length, value);
            case Number number -> range(constraints, number);
            default -> {}
        }
    }

    private void text(Constraints constraints, String text) {
        if (constraints.min() != null || constraints.max() != null)
            length(constraints, text.codePointCount(0, text.length()), text);
        Pattern pattern = constraints.pattern();
        if (pattern != null && !BoundedText.find(pattern, text)) violate(text, Kind.PATTERN, constraints);
        List<String> choices = constraints.choices();
        if (!choices.isEmpty() && !choices.contains(text)) violate(text, Kind.CHOICE, constraints);
    }

    private void length(Constraints constraints, int length, Object value) {
        if (isOutside(constraints, BigDecimal.valueOf(length))) violate(value, Kind.LENGTH, constraints);
    }

    private void range(Constraints constraints, Number number) {
        if (number instanceof Double real && !Double.isFinite(real)) return;
        if (number instanceof Float real && !Float.isFinite(real)) return;
        if (isOutside(constraints, new BigDecimal(number.toString()))) violate(number, Kind.RANGE, constraints);
    }

    private static boolean isOutside(Constraints constraints, BigDecimal value) {
        BigDecimal min = constraints.min();
        BigDecimal max = constraints.max();
        return min != null && value.compareTo(min) < 0 || max != null && value.compareTo(max) > 0;
    }

    private static boolean hasTwice(Collection<?> values) {
        Set<Object> seen = new HashSet<>();
        for (Object value : values) if (!seen.add(comparable(value))) return true;
        return false;
    }

    /// A value whose equality is by content: arrays (rows, blobs) become lists.
    private static Object comparable(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> java.nio.ByteBuffer.wrap(bytes);
            case Object[] row -> {
                List<Object> parts = new ArrayList<>();
                for (Object part : row) parts.add(comparable(part));
                yield parts;
            }
            case List<?> list -> list.stream().map(Validator::comparable).toList();
            default -> value;
        };
    }

    private void violate(@Nullable Object value, Kind kind, Constraints constraints) {
        if (violations == null) violations = new ArrayList<>();
        if (violations.size() < LIMIT)
            violations.add(new Violation(List.copyOf(path), value, kind, constraints, inKey));
    }
}
