package io.windtunnel.wire.bind;

import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.Scalar;
import io.windtunnel.wire.model.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A shape bound to the Java type its values have on a face.
public sealed interface Bound {
    Shape shape();

    /// The face's value for what a codec decoded.
    Object build(Object decoded);

    /// A value without parts. `conversion` takes the codec's type to the face's.
    record OfScalar(Scalar shape, UnaryOperator<Object> conversion) implements Bound {
        @Override
        public Object build(Object decoded) {
            return conversion.apply(decoded);
        }
    }

    /// A shape that a Java type reads and writes itself.
    record OfCoded(Shape shape, ShapeCodec<Object> codec) implements Bound {
        @Override
        public Object build(Object decoded) {
            return decoded;
        }

        /// That the type stands where its codec cannot be used: a bug in a face.
        public BindingException unsuited(String form) {
            return new BindingException(shape.name() + " has a codec of its own, which does not read or write " + form);
        }
    }

    /// A list: decoded to a list, encoded from any collection.
    record OfList(ListShape shape, Bound element) implements Bound {
        @Override
        public Object build(Object decoded) {
            List<@Nullable Object> built = new ArrayList<>();
            for (Object value : (Collection<?>) decoded) built.add(value == null ? null : element.build(value));
            return Collections.unmodifiableList(built);
        }
    }

    /// A map with texts for keys, in the order of the message.
    record OfMap(MapShape shape, Bound value) implements Bound {
        @Override
        public Object build(Object decoded) {
            Map<Object, @Nullable Object> built = new LinkedHashMap<>();
            ((Map<?, ?>) decoded).forEach((key, held) -> built.put(key, held == null ? null : value.build(held)));
            return Collections.unmodifiableMap(built);
        }
    }

    /// A structure, bound to a record or to a map.
    ///
    /// Its members are bound after it is made, because a shape may hold itself.
    final class OfStructure implements Bound {
        /// Stands in a row for a member that was sent and that the face does not hold.
        public static final Object UNHONOURED = new Object();

        private final io.windtunnel.wire.model.Structure shape;
        private final @Nullable Bound[] members;
        private @Nullable Form form;

        OfStructure(io.windtunnel.wire.model.Structure shape) {
            this.shape = shape;
            this.members = new Bound[shape.members().size()];
        }

        void complete(Form bound) {
            form = bound;
        }

        void bindMember(int position, Bound member) {
            members[position] = member;
        }

        @Override
        public io.windtunnel.wire.model.Structure shape() {
            return shape;
        }

        /// How the member at `position` is bound, or null where the face does not hold it.
        public @Nullable Bound member(int position) {
            return members[position];
        }

        /// A row with nothing in it.
        public @Nullable Object[] emptyRow() {
            return new Object[members.length];
        }

        @Override
        public Object build(Object decoded) {
            return form().build((Object[]) decoded);
        }

        /// The row of a face's value.
        public @Nullable Object[] take(Object value) {
            return form().take(value);
        }

        private Form form() {
            if (form == null) throw new IllegalStateException(shape + " is used before it is bound");
            return form;
        }

        @Override
        public String toString() {
            return shape.name();
        }
    }

    /// How a row becomes a value, and a value a row.
    interface Form {
        Object build(@Nullable Object[] row);

        @Nullable
        Object[] take(Object value);
    }
}
