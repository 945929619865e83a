package io.windtunnel.wire;

import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.Scalar;
import io.windtunnel.wire.model.Shape;
import io.windtunnel.wire.model.Structure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.node.NumberNode;

/// The parameters of a conformance case as the values our faces take.
final class SmithyValues {
    private SmithyValues() {}

    static @Nullable Object of(Node node, Shape shape) {
        if (node.isNullNode()) return null;
        return switch (shape) {
            case Structure structure -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.expectObjectNode().getStringMap().forEach((name, value) -> {
                    int position = structure.position(name);
                    if (position < 0) throw new IllegalArgumentException(structure + " has no " + name);
                    MemberShape member = structure.members().get(position);
                    Object held = of(value, member.target());
                    if (held != null) map.put(name, held);
                });
                yield map;
            }
            case ListShape list -> {
                List<Object> values = new ArrayList<>();
                node.expectArrayNode()
                        .forEach(value -> values.add(of(value, list.member().target())));
                yield values;
            }
            case MapShape map -> {
                Map<String, Object> values = new LinkedHashMap<>();
                node.expectObjectNode()
                        .getStringMap()
                        .forEach((key, value) ->
                                values.put(key, of(value, map.value().target())));
                yield values;
            }
            case Scalar scalar -> scalar(node, scalar.kind());
        };
    }

    private static Object scalar(Node node, Scalar.Kind kind) {
        return switch (kind) {
            case STRING -> node.expectStringNode().getValue();
            case BOOLEAN -> node.expectBooleanNode().getValue();
            case BYTE -> number(node).byteValue();
            case SHORT -> number(node).shortValue();
            case INTEGER -> number(node).intValue();
            case LONG -> number(node).longValue();
            case BIG_INTEGER -> new BigInteger(number(node).toString());
            case FLOAT -> (float) real(node);
            case DOUBLE -> real(node);
            case BIG_DECIMAL -> new BigDecimal(number(node).toString());
            case TIMESTAMP -> moment(new BigDecimal(number(node).toString()));
            case BLOB -> node.expectStringNode().getValue().getBytes(StandardCharsets.UTF_8);
            case DOCUMENT -> Node.printJson(node).isEmpty() ? node : document(node);
        };
    }

    private static Number number(Node node) {
        return node.expectNumberNode().getValue();
    }

    private static double real(Node node) {
        if (node instanceof NumberNode number) return number.getValue().doubleValue();
        return Double.parseDouble(node.expectStringNode().getValue());
    }

    private static Instant moment(BigDecimal seconds) {
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }

    static @Nullable Object document(Node node) {
        if (node.isNullNode()) return null;
        if (node.isObjectNode()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.expectObjectNode().getStringMap().forEach((name, value) -> map.put(name, document(value)));
            return map;
        }
        if (node.isArrayNode()) {
            List<Object> list = new ArrayList<>();
            node.expectArrayNode().forEach(value -> list.add(document(value)));
            return list;
        }
        if (node.isNumberNode()) return node.expectNumberNode().getValue();
        if (node.isBooleanNode()) return node.expectBooleanNode().getValue();
        return node.expectStringNode().getValue();
    }

    /// A value in a form whose equality is by content, and in which numbers are equal by their value.
    static @Nullable Object comparable(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> ByteBuffer.wrap(bytes);
            case Map<?, ?> map -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                map.forEach((key, held) -> copy.put(key, comparable(held)));
                yield copy;
            }
            case List<?> list ->
                list.stream().map(SmithyValues::comparable).collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
            case Float real when !Float.isFinite(real) -> real.doubleValue();
            case Double real when !Double.isFinite(real) -> real;
            case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
            default -> value;
        };
    }
}
