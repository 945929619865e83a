package io.windtunnel.wire.bind;

import io.windtunnel.wire.Member;
import io.windtunnel.wire.Payload;
import io.windtunnel.wire.model.ListShape;
import io.windtunnel.wire.model.MapShape;
import io.windtunnel.wire.model.MemberShape;
import io.windtunnel.wire.model.Structure;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A structure as a record that holds the members its components name.
///
/// @param positions the member each component stands for
/// @param absent what a component is given when its member was not sent
/// @param constructor from the components' values, as `(Object[])Object`
/// @param accessors one for each component, as `(Object)Object`
@SuppressWarnings("ArrayRecordComponent") // never compared
record RecordForm(
        Bound.OfStructure bound,
        int[] positions,
        @Nullable Object[] absent,
        MethodHandle constructor,
        MethodHandle[] accessors)
        implements Bound.Form {

    /// Binds the members of `bound` that the components of `record` name.
    static void complete(Binder binder, Bound.OfStructure bound, Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        int[] positions = new int[components.length];
        @Nullable Object[] absent = new Object[components.length];
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            positions[i] = position(bound.shape(), component);
            if (positions[i] < 0) {
                wrong.add("%s.%s: %s has no such member".formatted(record.getSimpleName(), component.getName(), bound));
                continue;
            }
            MemberShape member = bound.shape().members().get(positions[i]);
            try {
                bound.bindMember(positions[i], binder.bind(member.target(), component.getGenericType()));
            } catch (BindingException e) {
                wrong.add("%s.%s: %s".formatted(record.getSimpleName(), component.getName(), e.getMessage()));
            }
            boolean isCoded = Codecs.of(component.getType()) != null;
            if (!isNullable(component) && !isCoded) absent[i] = absent(member, component.getType());
        }
        if (!wrong.isEmpty()) throw new BindingException(String.join("\n", wrong));
        bound.complete(open(bound, record, components, positions, absent));
    }

    /// The position of the member a component stands for, or -1.
    static int position(Structure shape, RecordComponent component) {
        Member named = component.getAnnotation(Member.class);
        if (named != null) return shape.position(named.value());
        String name = component.getName();
        int upper = shape.position(Character.toUpperCase(name.charAt(0)) + name.substring(1));
        return upper >= 0 ? upper : shape.position(name);
    }

    static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /// What stands for a member that was not sent: an empty list, map or body, false or zero for a primitive,
    /// else null.
    private static @Nullable Object absent(MemberShape member, Class<?> type) {
        if (type == Payload.class) return Payload.EMPTY;
        if (type.isPrimitive()) return Array.get(Array.newInstance(type, 1), 0);
        if (member.target() instanceof ListShape) return List.of();
        return member.target() instanceof MapShape ? Map.of() : null;
    }

    private static RecordForm open(
            Bound.OfStructure bound,
            Class<?> record,
            RecordComponent[] components,
            int[] positions,
            @Nullable Object[] absent) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(record, MethodHandles.lookup());
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            MethodHandle constructor = lookup.findConstructor(record, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            MethodHandle[] accessors = new MethodHandle[components.length];
            for (int i = 0; i < components.length; i++)
                accessors[i] = lookup.unreflect(components[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            return new RecordForm(bound, positions, absent, constructor, accessors);
        } catch (ReflectiveOperationException e) {
            throw new BindingException("%s cannot be opened: %s".formatted(record.getName(), e));
        }
    }

    @Override
    public Object build(@Nullable Object[] row) {
        @Nullable Object[] arguments = new Object[positions.length];
        for (int i = 0; i < arguments.length; i++) {
            Object value = row[positions[i]];
            Bound member = bound.member(positions[i]);
            arguments[i] = value == null || member == null ? absent[i] : member.build(value);
        }
        try {
            return (Object) constructor.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable Object[] take(Object value) {
        @Nullable Object[] row = bound.emptyRow();
        try {
            for (int i = 0; i < accessors.length; i++) row[positions[i]] = (Object) accessors[i].invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return row;
    }
}
