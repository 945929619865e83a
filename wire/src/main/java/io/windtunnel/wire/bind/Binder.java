package io.windtunnel.wire.bind;

import io.windtunnel.wire.Payload;
import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.Scalar;
import io.windtunnel.wire.model.Shape;
import io.windtunnel.wire.model.Structure;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Binds the shapes of one model to Java types, once each.
///
/// Thread safety: every method may be called from any thread.
public final class Binder {
    private final Map<Key, Bound.OfStructure> structures = new HashMap<>();

    private record Key(Structure shape, @Nullable Class<?> type) {}

    /// `shape` bound to `type`: a record, a list, a map, the class of a scalar's values, or a type with a codec of its
    /// own.
    ///
    /// @throws BindingException when the type cannot hold the shape
    public synchronized Bound bind(Shape shape, Type type) {
        ShapeCodec<Object> own = type instanceof Class<?> known ? Codecs.of(known) : null;
        if (own != null) return coded(shape, type, own);
        return switch (shape) {
            case Structure structure -> structure(structure, type);
            case ListShape list ->
                new Bound.OfList(list, bind(list.member().target(), argument(list, type, List.class, 0)));
            case MapShape map -> new Bound.OfMap(map, bind(map.value().target(), argument(map, type, Map.class, 1)));
            case Scalar scalar -> new Bound.OfScalar(scalar, conversion(scalar, type));
        };
    }

    /// `shape` bound to maps, lists and scalars, holding every member. It encodes records too.
    public synchronized Bound bind(Shape shape) {
        return switch (shape) {
            case Structure structure -> structure(structure);
            case ListShape list -> new Bound.OfList(list, bind(list.member().target()));
            case MapShape map -> new Bound.OfMap(map, bind(map.value().target()));
            case Scalar scalar ->
                new Bound.OfScalar(scalar, scalar.streaming() ? Binder::gathered : UnaryOperator.identity());
        };
    }

    /// `shape` bound to the record class `type`.
    ///
    /// @throws BindingException when the record has a component the shape has no member for
    public synchronized Bound.OfStructure structure(Structure shape, Type type) {
        if (!(type instanceof Class<?> record) || !record.isRecord())
            throw new BindingException(
                    shape.name() + " cannot be bound to " + type.getTypeName() + ", but to a record");
        Key key = new Key(shape, record);
        Bound.OfStructure known = structures.get(key);
        if (known != null) return known;
        Bound.OfStructure bound = new Bound.OfStructure(shape);
        structures.put(key, bound);
        try {
            RecordForm.complete(this, bound, record);
        } catch (BindingException e) {
            structures.remove(key);
            throw e;
        }
        return bound;
    }

    /// `shape` bound to nothing: none of its members is held. For a face that takes no request.
    public Bound.OfStructure nothing(Structure shape) {
        Bound.OfStructure bound = new Bound.OfStructure(shape);
        bound.complete(new MapForm(this, shape));
        return bound;
    }

    /// `shape` bound to maps.
    public synchronized Bound.OfStructure structure(Structure shape) {
        Key key = new Key(shape, null);
        Bound.OfStructure known = structures.get(key);
        if (known != null) return known;
        Bound.OfStructure bound = new Bound.OfStructure(shape);
        structures.put(key, bound);
        for (int i = 0; i < shape.members().size(); i++)
            bound.bindMember(i, bind(shape.members().get(i).target()));
        bound.complete(new MapForm(this, shape));
        return bound;
    }

    private static Bound coded(Shape shape, Type type, ShapeCodec<Object> own) {
        if (own.fits(shape)) return new Bound.OfCoded(shape, own);
        throw new BindingException("%s cannot be bound to %s".formatted(shape.name(), type.getTypeName()));
    }

    private static Type argument(Shape shape, Type type, Class<?> raw, int position) {
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() == raw)
            return parameterized.getActualTypeArguments()[position];
        throw new BindingException("%s cannot be bound to %s, but to a %s"
                .formatted(shape.name(), type.getTypeName(), raw.getSimpleName()));
    }

    private static UnaryOperator<Object> conversion(Scalar scalar, Type type) {
        Class<?> natural = natural(scalar.kind());
        if (type == Payload.class && scalar.kind() == Scalar.Kind.BLOB)
            return value -> value instanceof byte[] bytes ? Payload.of(bytes) : value;
        if (natural == byte[].class && scalar.streaming()) return Binder::gathered;
        if (type == natural || type == Object.class || type == primitive(natural)) return UnaryOperator.identity();
        boolean whole = natural == Byte.class || natural == Short.class || natural == Integer.class;
        if (whole && (type == Integer.class || type == int.class)) return value -> ((Number) value).intValue();
        if (whole && (type == Long.class || type == long.class)) return value -> ((Number) value).longValue();
        if (natural == Float.class && (type == Double.class || type == double.class))
            return value -> ((Number) value).doubleValue();
        throw new BindingException("%s is a %s and cannot be bound to %s"
                .formatted(scalar.name(), natural.getSimpleName(), type.getTypeName()));
    }

    private static Object gathered(Object value) {
        return value instanceof Payload payload ? payload.bytes() : value;
    }

    private static @Nullable Class<?> primitive(Class<?> boxed) {
        if (boxed == Boolean.class) return boolean.class;
        if (boxed == Integer.class) return int.class;
        if (boxed == Long.class) return long.class;
        if (boxed == Double.class) return double.class;
        return boxed == Float.class ? float.class : null;
    }

    private static Class<?> natural(Scalar.Kind kind) {
        return switch (kind) {
            case STRING -> String.class;
            case BOOLEAN -> Boolean.class;
            case BYTE -> Byte.class;
            case SHORT -> Short.class;
            case INTEGER -> Integer.class;
            case LONG -> Long.class;
            case BIG_INTEGER -> BigInteger.class;
            case FLOAT -> Float.class;
            case DOUBLE -> Double.class;
            case BIG_DECIMAL -> BigDecimal.class;
            case TIMESTAMP -> Instant.class;
            case BLOB -> byte[].class;
            case DOCUMENT -> Object.class;
        };
    }
}
