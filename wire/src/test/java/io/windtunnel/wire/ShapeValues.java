package io.windtunnel.wire;

import io.windtunnel.wire.model.Constraints;
import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.MemberShape.Location;
import io.windtunnel.wire.model.Scalar;
import io.windtunnel.wire.model.Shape;
import io.windtunnel.wire.model.Structure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Draws values of any shape, small ones, within the lengths and choices the model gives.
final class ShapeValues {
    private static final int DEPTH = 4;
    private static final String LETTERS = "abcXYZ019 -_.:/,=+%&<>\"'äß語😀";
    private static final String SAFE = "abcXYZ019-_.";

    private final RandomGenerator random;

    ShapeValues(RandomGenerator random) {
        this.random = random;
    }

    Map<String, Object> structure(Structure shape) {
        return structure(shape, 0);
    }

    private Map<String, Object> structure(Structure shape, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<MemberShape> members = shape.members();
        if (members.isEmpty()) return map;
        int only = shape.traits().union() ? random.nextInt(members.size()) : -1;
        for (int i = 0; i < members.size(); i++) {
            MemberShape member = members.get(i);
            boolean drawn = only < 0
                    ? member.traits().required()
                            || random.nextInt(depth + 1) == 0 && depth < DEPTH && random.nextInt(3) > 0
                    : only == i;
            if (!drawn) continue;
            Object value = member(member, depth);
            if (value != null) map.put(member.name(), value);
        }
        return map;
    }

    private @Nullable Object member(MemberShape member, int depth) {
        boolean body = member.traits().location() == Location.BODY;
        if (member.traits().jsonValue()) return "{\"a\":1}";
        return value(member.target(), depth + 1, !body);
    }

    private @Nullable Object value(Shape shape, int depth, boolean safe) {
        return switch (shape) {
            case Structure structure -> {
                if (depth > DEPTH || structure.traits().eventStream()) yield null;
                Map<String, Object> map = structure(structure, depth);
                yield map.isEmpty() ? null : map; // an empty structure cannot be told from none everywhere
            }
            case ListShape list -> {
                List<Object> values = new ArrayList<>();
                for (int left = 1 + random.nextInt(2); left > 0; left--) {
                    Object value = value(list.member().target(), depth + 1, safe);
                    if (value != null) values.add(value);
                }
                yield values.isEmpty() ? null : values;
            }
            case MapShape map -> {
                Map<String, Object> values = new LinkedHashMap<>();
                for (int left = 1 + random.nextInt(2); left > 0; left--) {
                    Object value = value(map.value().target(), depth + 1, safe);
                    if (value != null) values.put((String) value(map.key().target(), depth + 1, true), value);
                }
                yield values.isEmpty() ? null : values;
            }
            case Scalar scalar -> scalar(scalar, safe);
        };
    }

    private Object scalar(Scalar shape, boolean safe) {
        Constraints constraints = shape.constraints();
        return switch (shape.kind()) {
            case STRING -> text(constraints, safe);
            case BOOLEAN -> random.nextBoolean();
            case BYTE -> (byte) number(constraints, 100);
            case SHORT -> (short) number(constraints, 1_000);
            case INTEGER -> (int) number(constraints, 100_000);
            case LONG -> number(constraints, 1L << 50);
            case BIG_INTEGER -> BigInteger.valueOf(number(constraints, 1L << 60));
            case FLOAT -> (float) number(constraints, 100) + 0.5f;
            case DOUBLE -> number(constraints, 100) + 0.25;
            case BIG_DECIMAL -> BigDecimal.valueOf(number(constraints, 100), 2);
            case TIMESTAMP -> Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
            case BLOB -> {
                byte[] bytes = new byte[1 + random.nextInt(6)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case DOCUMENT -> Map.of("a", List.of(true, "b"));
        };
    }

    private long number(Constraints constraints, long bound) {
        long min = constraints.min() == null ? 0 : constraints.min().longValue();
        long max = constraints.max() == null ? min + bound : constraints.max().longValue();
        return min + random.nextLong(Math.max(1, Math.min(max - min, bound) + 1));
    }

    private String text(Constraints constraints, boolean safe) {
        if (!constraints.choices().isEmpty())
            return constraints
                    .choices()
                    .get(random.nextInt(constraints.choices().size()));
        int min = constraints.min() == null ? 1 : Math.max(1, constraints.min().intValue());
        int[] letters = (safe ? SAFE : LETTERS).codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int left = Math.min(min, 200) + random.nextInt(4); left > 0; left--)
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        return safe ? text.toString() : "x" + text.substring(text.offsetByCodePoints(0, 1)) + "x";
    }
}
